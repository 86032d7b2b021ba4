/** What Baton says to visitors in Danish. Pure. */

import type { Sentences } from "../sentences"

export const da: Sentences = {
  welcome: "Hej! Hvad kan vi hjælpe dig med?",
  notices: {
    waiting: "Vi henter en person til dig. Du kan skrive videre; alt bliver læst.",
    still_waiting:
      "Beklager ventetiden. Alle er optaget lige nu; du står stadig i køen, og vi har givet teamet besked igen.",
    no_operator:
      "Ingen fra vores team er online lige nu. Skriv din e-mailadresse, så vender vi tilbage; dine beskeder er gemt.",
    operator_joined: "Du chatter nu med {name}.",
    operator_away:
      "{name} kan ikke nås lige nu. Kommer der ikke svar inden for få minutter, finder vi en anden til dig.",
    operator_left: "{name} måtte gå. Du er tilbage i køen, forrest.",
    transferred: "Du stilles videre til en kollega.",
    overflow: "Vores team er optaget; {name} hjælper dig i stedet. Du beholder din plads.",
    handed_back: "{name} har givet dig tilbage til assistenten. Du kan altid bede om et menneske.",
    leave_contact:
      "Hvordan kan vi kontakte dig? Skriv din e-mailadresse eller dit telefonnummer, så vender vi tilbage.",
    closed: "Denne samtale er afsluttet. Skriv igen, når du vil.",
  },
  fallback: {
    nobody: "Ingen fra vores team er online lige nu.",
    back: "Vi er tilbage {}.",
    trying: "Assistenten prøver stadig at hjælpe imens.",
    emailed: "Vi skriver til {}, når der er nogen.",
    askForEmail: "Skriv din e-mailadresse, så skriver vi, når der er nogen.",
    followed: "Vi har dine oplysninger og vender tilbage.",
    askForContact: "Skriv din e-mailadresse eller dit telefonnummer, så vender vi tilbage.",
    write: "Du kan også skrive til {}.",
    callback: "Eller vælg et tidspunkt, så ringer vi.",
    kept: "Dine beskeder er gemt.",
    still: "Desværre er der stadig ingen. Du beholder din plads, og teamet har fået besked igen.",
    moment: "{day} {time}",
  },
  hours: {
    open: "{day}: vi har åbent {hours}.",
    closed: "{day}: vi har lukket.",
    now: "Ja, vi har åbent nu, indtil {}.",
    shut: "Vi har lukket lige nu.",
    back: "Vi er tilbage {}.",
    week: "Vores åbningstider ({}):",
    soon: "Undtagelser:",
    line: "{day}: {hours}",
  },
  details: {
    ask: "Skal jeg notere {}, så vores team kan vende tilbage til dig?",
    kept: "Tak. Jeg har noteret {}; der kan vores team få fat i dig.",
    left: "I orden, jeg noterer det ikke.",
  },
  answers: {
    unsure:
      "Jeg er ikke sikker på, at jeg har det rigtige svar, og vil helst ikke gætte. Skal jeg hente en person til dig?",
    didYouMean:
      "Jeg er ikke sikker på, at jeg har det rigtige svar, og vil helst ikke gætte. Handler det måske om dette? Hvis ikke, skal jeg hente en person til dig?",
    notFound: "Jeg fandt ikke noget svar på det i de oplysninger, jeg har.",
    leftOpen: "Jeg fandt ikke noget svar på {}. Skal jeg hente en person til dig?",
    keptForTeam: "Det kan jeg ikke svare sikkert på. Spørgsmålet er gemt til vores team, som læser det hele.",
    unseenFile: "Tak, din fil er modtaget. Jeg kan ikke selv kigge i filer. Skal jeg hente en person, der kan?",
    told: "{name} sagde: »{}«",
    quotes: "»{}«",
  },
  talk: {
    greeting: "Hej! Hvad kan jeg hjælpe dig med?",
    thanks: "Selv tak. Er der andet, jeg kan hjælpe med?",
    goodbye: "Farvel! Du er velkommen igen, når du har et spørgsmål.",
    no: "I orden. Jeg er her, hvis du får brug for mere.",
    who: "Jeg er en AI-assistent, ikke et menneske. Jeg svarer ud fra det, virksomheden selv har skrevet; vil du hellere tale med et menneske, skal du bare sige til.",
  },
  stakes: {
    self_harm:
      "Det gør mig virkelig ondt, at du har det sådan. Du behøver ikke stå med det alene: Ring til alarmcentralen eller en livlinje nu. Jeg henter et menneske til denne chat.",
    safety:
      "Din sikkerhed kommer først. Er nogen i fare eller kommet til skade, så ring til alarmcentralen nu. Jeg henter et menneske til denne chat.",
    legal: "Jeg forstår, at det er alvorligt. Et menneske læser denne samtale og svarer dig.",
    money: "Jeg forstår, at det handler om dine penge. Et menneske ser på det sammen med dig.",
  },
  bookings: {
    booked: "Booket: {}",
    moved: "Flyttet: {}",
    cancelled: "Aflyst: {}",
    manage: "Ændr eller aflys",
    people: "Antal personer: {}",
    note: "Bemærkning: {}",
    cancel: "Aflys denne tid",
    move: "Vælg et andet tidspunkt",
    none: "Der er ingen andre ledige tider lige nu.",
    past: "Denne tid er overstået.",
    footer: "Du får denne besked, fordi der blev aftalt en tid til dig i en chat med {}. Linket er kun dit.",
    taken: "Tiden er lige blevet taget. Vælg en anden.",
    tooMany: "Antal tider, du allerede har: {}. Aflys en for at booke en ny, eller bed om et menneske.",
    free: "De næste ledige tider til »{}«:",
  },
  letters: {
    reply: "{name} fra {shop} har svaret dig",
    replied: "Du havde forladt chatten, da {name} svarede. Sådan lød det:",
    more: "Flere beskeder i samtalen: {n}.",
    back: "{shop}: nu er der nogen til dig",
    isBack: "Der er igen nogen fra {shop} online. Din samtale er gemt; fortsæt, hvor du slap.",
    transcript: "Din samtale med {shop}",
    hereIs: "Her er det, der blev sagt, som du bad om.",
    times: "Alle tider: {zone}.",
    open: "Åbn samtalen",
    why: "Du får denne besked, fordi du skrev denne adresse i en chat med {shop}. Linket er kun dit; giv det ikke videre.",
    you: "Dig",
    assistant: "Assistent",
  },
  around: {
    contact: "Telefonnummer og e-mail",
    address: "Adresse",
    hours: "Åbningstider",
  },
  refusals: {
    reach: "Angiv mindst én måde at kontakte dig på.",
    either: "Angiv en e-mailadresse eller et telefonnummer.",
    email: "Det er ikke en e-mailadresse.",
    phone: "Det er ikke et telefonnummer.",
    callable: "Angiv et telefonnummer, vi kan ringe til.",
    name: "Skriv dit navn.",
    empty: "Filen er tom.",
    large: "Filer må højst fylde {} MB.",
    kind: "Filer af denne type kan ikke sendes. Billeder, PDF og tekst kan.",
    long: "Beskeden har {} tegn; højst {} er muligt. Gør den kortere, eller send den i dele.",
    often: "Det var for meget på én gang. Prøv igen om {} s.",
  },
  pages: {
    opening: "Din samtale åbner her.",
    opened: "Din samtale er åben nedenfor. Skriv, når du vil.",
    later: "Samtalen kunne ikke åbnes lige nu. Prøv igen om lidt.",
    script: "Chatten kræver JavaScript i denne browser.",
  },
}
