/** What Baton says to visitors in German. Pure. */

import type { Sentences } from "../sentences"

export const de: Sentences = {
  welcome: "Hallo! Wie können wir helfen?",
  notices: {
    waiting: "Wir holen jemanden für Sie. Schreiben Sie ruhig weiter; alles wird gelesen.",
    still_waiting:
      "Entschuldigen Sie die Wartezeit. Alle sind gerade im Gespräch; Sie bleiben in der Reihe, das Team ist erneut informiert.",
    no_operator:
      "Gerade ist niemand aus unserem Team da. Hinterlassen Sie Ihre E-Mail-Adresse, wir melden uns; Ihre Nachrichten bleiben erhalten.",
    operator_joined: "Sie sprechen jetzt mit {name}.",
    operator_away:
      "{name} ist gerade nicht zu erreichen. Kommt in den nächsten Minuten keine Antwort, suchen wir jemand anderen für Sie.",
    operator_left: "{name} musste gehen. Sie sind wieder in der Reihe, ganz vorn.",
    transferred: "Sie werden an eine Kollegin oder einen Kollegen weitergegeben.",
    overflow: "Das Team ist gerade ausgelastet; {name} hilft Ihnen weiter. Ihr Platz bleibt erhalten.",
    handed_back: "{name} hat Sie wieder an den Assistenten übergeben. Sie können jederzeit nach einem Menschen fragen.",
    leave_contact: "Wie erreichen wir Sie? Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, wir melden uns.",
    closed: "Dieses Gespräch ist beendet. Schreiben Sie jederzeit wieder.",
  },
  fallback: {
    nobody: "Gerade ist niemand aus unserem Team da.",
    back: "Wir sind wieder da: {}.",
    trying: "Der Assistent versucht inzwischen weiter zu helfen.",
    emailed: "Wir schreiben an {}, sobald jemand da ist.",
    askForEmail: "Hinterlassen Sie Ihre E-Mail-Adresse, wir schreiben Ihnen, sobald jemand da ist.",
    followed: "Wir haben Ihre Angaben und melden uns.",
    askForContact: "Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, wir melden uns.",
    write: "Sie können auch an {} schreiben.",
    callback: "Oder wählen Sie eine Zeit, und wir rufen Sie an.",
    kept: "Ihre Nachrichten bleiben erhalten.",
    still: "Leider ist noch niemand da. Sie behalten Ihren Platz, das Team ist erneut informiert.",
    moment: "{day}, {time} Uhr",
  },
  hours: {
    open: "{day}: geöffnet {hours}.",
    closed: "{day}: geschlossen.",
    now: "Ja, wir haben jetzt geöffnet, bis {}.",
    shut: "Gerade ist geschlossen.",
    back: "Wir sind wieder da: {}.",
    week: "Unsere Öffnungszeiten ({}):",
    soon: "Abweichend davon:",
    line: "{day}: {hours}",
  },
  details: {
    ask: "Soll ich {} notieren, damit sich unser Team bei Ihnen melden kann?",
    kept: "Danke. Ich habe {} notiert; dort kann sich unser Team bei Ihnen melden.",
    left: "In Ordnung, ich notiere es nicht.",
  },
  answers: {
    unsure:
      "Ich bin nicht sicher, ob ich darauf die richtige Antwort habe, und möchte nicht raten. Soll ich jemanden für Sie holen?",
    didYouMean:
      "Ich bin nicht sicher, ob ich darauf die richtige Antwort habe, und möchte nicht raten. Geht es vielleicht darum? Wenn nicht, soll ich jemanden für Sie holen?",
    notFound: "Dazu habe ich in meinen Unterlagen keine Antwort gefunden.",
    leftOpen: "Zu {} habe ich keine Antwort gefunden. Soll ich jemanden für Sie holen?",
    keptForTeam: "Das kann ich nicht sicher beantworten. Es ist für unser Team aufgehoben, das alles lesen wird.",
    unseenFile:
      "Danke, Ihre Datei ist angekommen. Ich selbst kann Dateien nicht ansehen. Soll ich jemanden für Sie holen?",
    told: "{name} hat gesagt: „{}“",
    quotes: "„{}“",
  },
  talk: {
    greeting: "Hallo! Wie kann ich Ihnen helfen?",
    thanks: "Gern geschehen. Kann ich Ihnen sonst noch helfen?",
    goodbye: "Auf Wiedersehen! Melden Sie sich gern jederzeit wieder.",
    no: "Alles klar. Ich bin da, falls Sie noch etwas brauchen.",
    who: "Ich bin ein KI-Assistent und kein Mensch. Ich antworte mit dem, was dieses Unternehmen selbst geschrieben hat. Wenn Sie lieber mit einem Menschen schreiben möchten, sagen Sie es einfach.",
  },
  stakes: {
    self_harm:
      "Es tut mir sehr leid, dass es Ihnen so geht. Sie müssen das nicht allein durchstehen: Bitte rufen Sie jetzt den Notruf oder ein Krisentelefon an. Ich hole einen Menschen in diesen Chat.",
    safety:
      "Ihre Sicherheit geht vor. Wenn jemand in Gefahr oder verletzt ist, rufen Sie bitte jetzt den Notruf an. Ich hole einen Menschen in diesen Chat.",
    legal: "Ich verstehe, dass das ernst ist. Ein Mensch wird dieses Gespräch lesen und Ihnen antworten.",
    money: "Ich verstehe, dass es um Ihr Geld geht. Ein Mensch wird das mit Ihnen klären.",
  },
  bookings: {
    booked: "Gebucht: {}",
    moved: "Verlegt: {}",
    cancelled: "Abgesagt: {}",
    manage: "Ändern oder absagen",
    people: "Personen: {}",
    note: "Anmerkung: {}",
    cancel: "Diesen Termin absagen",
    move: "Eine andere Zeit wählen",
    none: "Gerade ist keine andere Zeit frei.",
    past: "Dieser Termin ist vorbei.",
    footer: "Sie erhalten dies, weil im Chat mit {} ein Termin für Sie vereinbart wurde. Der Link ist nur für Sie.",
    taken: "Diese Zeit wurde gerade vergeben. Bitte wählen Sie eine andere.",
    tooMany:
      "Sie haben schon {} Termine. Sagen Sie einen ab, um einen anderen zu buchen, oder fragen Sie nach einem Menschen.",
    free: "Die nächsten freien Zeiten für „{}“:",
  },
  letters: {
    reply: "{name} von {shop} hat Ihnen geantwortet",
    replied: "Sie waren schon fort, als {name} geantwortet hat. Das wurde geschrieben:",
    more: "Im Gespräch stehen {n} weitere Nachrichten.",
    back: "{shop}: Jetzt ist jemand für Sie da",
    isBack: "Bei {shop} ist wieder jemand online. Ihr Gespräch ist noch da; machen Sie weiter, wo Sie waren.",
    transcript: "Ihr Gespräch mit {shop}",
    hereIs: "Wie gewünscht: Das wurde gesagt.",
    times: "Alle Uhrzeiten: {zone}.",
    open: "Gespräch öffnen",
    why: "Sie erhalten dies, weil Sie diese Adresse im Chat mit {shop} hinterlassen haben. Der Link ist nur für Sie.",
    you: "Sie",
    assistant: "Assistent",
  },
  around: {
    contact: "Telefonnummer und E-Mail",
    address: "Adresse",
    hours: "Öffnungszeiten",
  },
  refusals: {
    reach: "Geben Sie mindestens einen Weg an, Sie zu erreichen.",
    either: "Geben Sie eine E-Mail-Adresse oder Telefonnummer an.",
    email: "Das ist keine E-Mail-Adresse.",
    phone: "Das ist keine Telefonnummer.",
    callable: "Geben Sie eine Telefonnummer an, die wir anrufen können.",
    name: "Geben Sie Ihren Namen an.",
    empty: "Diese Datei ist leer.",
    large: "Dateien dürfen höchstens {} MB haben.",
    kind: "Dateien dieser Art lassen sich nicht senden. Bilder, PDF und Textdateien schon.",
    long: "Diese Nachricht hat {} Zeichen, höchstens {} gehen. Kürzen Sie sie oder senden Sie sie in Teilen.",
    often: "Das war zu viel auf einmal. Versuchen Sie es in {} s noch einmal.",
  },
  pages: {
    opening: "Ihr Gespräch öffnet sich hier.",
    opened: "Ihr Gespräch ist unten geöffnet. Schreiben Sie, wann Sie möchten.",
    later: "Das Gespräch ließ sich gerade nicht öffnen. Versuchen Sie es gleich noch einmal.",
    script: "Der Chat braucht JavaScript in diesem Browser.",
  },
}
