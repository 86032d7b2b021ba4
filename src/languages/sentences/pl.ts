/** What Baton says to visitors in Polish. Pure. */

import type { Sentences } from "../sentences"

export const pl: Sentences = {
  welcome: "Dzień dobry! W czym możemy pomóc?",
  notices: {
    waiting: "Wzywamy konsultanta. Można pisać dalej; wszystko zostanie przeczytane.",
    still_waiting:
      "Przepraszamy, że to trwa. Wszyscy są teraz zajęci; miejsce w kolejce jest zachowane, a zespół został powiadomiony ponownie.",
    no_operator:
      "Nikogo z naszego zespołu nie ma teraz online. Prosimy o adres e-mail, a odpowiemy; wiadomości są zachowane.",
    operator_joined: "Na czacie jest teraz {name}.",
    operator_away:
      "{name} jest chwilowo poza zasięgiem. Jeśli odpowiedź nie nadejdzie w ciągu kilku minut, znajdziemy kogoś innego.",
    operator_left: "{name} musi odejść. Rozmowa wraca na początek kolejki.",
    transferred: "Przekazujemy rozmowę innej osobie z zespołu.",
    overflow: "Nasz zespół jest zajęty; pomoże {name}. Miejsce w kolejce jest zachowane.",
    handed_back:
      "{name} przekazuje rozmowę z powrotem asystentowi. W każdej chwili można poprosić o rozmowę z człowiekiem.",
    leave_contact: "Jak możemy się skontaktować? Prosimy o adres e-mail lub numer telefonu, a odezwiemy się.",
    closed: "Ta rozmowa jest zakończona. Zapraszamy ponownie w każdej chwili.",
  },
  fallback: {
    nobody: "Nikogo z naszego zespołu nie ma teraz online.",
    back: "Wracamy: {}.",
    trying: "Asystent w tym czasie nadal stara się pomóc.",
    emailed: "Napiszemy na {}, gdy ktoś będzie dostępny.",
    askForEmail: "Prosimy o adres e-mail, a napiszemy, gdy ktoś będzie dostępny.",
    followed: "Mamy Państwa dane i odezwiemy się.",
    askForContact: "Prosimy o adres e-mail lub numer telefonu, a odezwiemy się.",
    write: "Można też napisać na {}.",
    callback: "Można też wybrać termin, a zadzwonimy.",
    kept: "Wiadomości są zachowane.",
    still: "Niestety nadal nikogo nie ma. Miejsce w kolejce jest zachowane, a zespół został powiadomiony ponownie.",
    moment: "{day}, {time}",
  },
  hours: {
    open: "{day}: otwarte {hours}.",
    closed: "{day}: zamknięte.",
    now: "Tak, teraz mamy otwarte, do {}.",
    shut: "Teraz mamy zamknięte.",
    back: "Wracamy: {}.",
    week: "Nasze godziny otwarcia ({}):",
    soon: "Wyjątki:",
    line: "{day}: {hours}",
  },
  details: {
    ask: "Czy zapisać {}, aby nasz zespół mógł się odezwać?",
    kept: "Dziękuję. Zapisano: {}. Nasz zespół może się tam odezwać.",
    left: "Dobrze, nie zapisuję.",
  },
  answers: {
    unsure: "Nie mam pewności, czy znam właściwą odpowiedź, a wolę nie zgadywać. Czy wezwać konsultanta?",
    didYouMean:
      "Nie mam pewności, czy znam właściwą odpowiedź, a wolę nie zgadywać. Czy może chodzi o to? Jeśli nie, czy wezwać konsultanta?",
    notFound: "W dostępnych informacjach nie ma odpowiedzi na to pytanie.",
    leftOpen: "Na {} nie ma odpowiedzi w dostępnych informacjach. Czy wezwać konsultanta?",
    keptForTeam:
      "Nie mogę na to odpowiedzieć z pewnością. Pytanie zostało zachowane dla naszego zespołu, który wszystko przeczyta.",
    unseenFile: "Dziękuję, plik dotarł. Sam nie mogę zaglądać do plików. Czy wezwać konsultanta, który to zrobi?",
    told: "{name}: „{}”",
    quotes: "„{}”",
  },
  talk: {
    greeting: "Dzień dobry! W czym mogę pomóc?",
    thanks: "Proszę bardzo. Czy mogę pomóc w czymś jeszcze?",
    goodbye: "Do widzenia! W razie pytań zapraszamy ponownie.",
    no: "Dobrze. Jestem tutaj, gdyby coś jeszcze było potrzebne.",
    who: "Jestem asystentem AI, nie człowiekiem. Odpowiadam na podstawie tego, co napisała ta firma; jeśli lepsza będzie rozmowa z człowiekiem, wystarczy napisać.",
  },
  stakes: {
    self_harm:
      "Bardzo mi przykro, że jest teraz tak trudno. Nie trzeba przechodzić przez to w samotności: proszę teraz zadzwonić pod numer alarmowy lub telefon zaufania. Wzywam człowieka do tej rozmowy.",
    safety:
      "Bezpieczeństwo jest najważniejsze. Jeśli ktoś jest w niebezpieczeństwie lub ranny, proszę teraz zadzwonić pod numer alarmowy. Wzywam człowieka do tej rozmowy.",
    legal: "Rozumiem, że to poważna sprawa. Ktoś z zespołu przeczyta tę rozmowę i odpowie.",
    money: "Rozumiem, że chodzi o Państwa pieniądze. Ktoś z zespołu wyjaśni to z Państwem.",
  },
  bookings: {
    booked: "Zarezerwowano: {}",
    moved: "Przełożono: {}",
    cancelled: "Odwołano: {}",
    manage: "Zmień lub odwołaj",
    people: "Liczba osób: {}",
    note: "Uwagi: {}",
    cancel: "Odwołaj ten termin",
    move: "Wybierz inny termin",
    none: "Obecnie nie ma innych wolnych terminów.",
    past: "Ten termin już minął.",
    footer: "Ta wiadomość dotyczy terminu umówionego na czacie z {}. Link jest przeznaczony wyłącznie dla adresata.",
    taken: "Ten termin właśnie został zajęty. Prosimy wybrać inny.",
    tooMany:
      "Liczba umówionych terminów: {}. Aby umówić kolejny, prosimy odwołać jeden z nich albo poprosić o rozmowę z człowiekiem.",
    free: "Najbliższe wolne terminy („{}”):",
  },
  letters: {
    reply: "Odpowiedź dla Państwa: {name}, {shop}",
    replied: "Odpowiedź przyszła pod Państwa nieobecność na czacie. Oto co pisze {name}:",
    more: "Dalszych wiadomości w rozmowie: {n}.",
    back: "{shop}: ktoś już na Państwa czeka",
    isBack: "Zespół {shop} jest znowu online. Rozmowa jest zachowana; można ją kontynuować w tym samym miejscu.",
    transcript: "Zapis rozmowy z {shop}",
    hereIs: "Zgodnie z prośbą przesyłamy zapis rozmowy.",
    times: "Wszystkie godziny: {zone}.",
    open: "Otwórz rozmowę",
    why: "Wiadomość wysłano, ponieważ ten adres podano na czacie z {shop}. Link jest przeznaczony wyłącznie dla adresata; prosimy go nie przekazywać.",
    you: "Państwo",
    assistant: "Asystent",
  },
  around: {
    contact: "Numer telefonu i e-mail",
    address: "Adres",
    hours: "Godziny otwarcia",
  },
  refusals: {
    reach: "Prosimy podać co najmniej jeden sposób kontaktu.",
    either: "Prosimy podać adres e-mail lub numer telefonu.",
    email: "To nie jest adres e-mail.",
    phone: "To nie jest numer telefonu.",
    callable: "Prosimy podać numer, na który możemy zadzwonić.",
    name: "Prosimy podać imię i nazwisko.",
    empty: "Ten plik jest pusty.",
    large: "Pliki mogą mieć najwyżej {} MB.",
    kind: "Plików tego rodzaju nie można wysłać. Obrazy, PDF i teksty można.",
    long: "Liczba znaków w wiadomości: {}; najwyżej może być {}. Prosimy ją skrócić lub wysłać w częściach.",
    often: "To było za dużo naraz. Prosimy spróbować ponownie za {} s.",
  },
  pages: {
    opening: "Tutaj otworzy się rozmowa.",
    opened: "Rozmowa jest otwarta poniżej. Można pisać w każdej chwili.",
    later: "Nie udało się teraz otworzyć rozmowy. Prosimy spróbować za chwilę.",
    script: "Czat wymaga JavaScriptu w tej przeglądarce.",
  },
}
