/** What Baton says to visitors in French. Pure. */

import type { Sentences } from "../sentences"

export const fr: Sentences = {
  welcome: "Bonjour ! Comment pouvons-nous vous aider ?",
  notices: {
    waiting: "Nous appelons une personne. Vous pouvez continuer à écrire ; elle verra tout.",
    still_waiting:
      "Désolé pour l'attente. Tout le monde est occupé ; vous gardez votre place et l'équipe a été prévenue à nouveau.",
    no_operator:
      "Personne de l'équipe n'est en ligne pour le moment. Laissez votre adresse e-mail et nous vous répondrons ; vos messages sont conservés.",
    operator_joined: "Vous discutez maintenant avec {name}.",
    operator_away:
      "{name} n’est pas joignable pour le moment. Sans réponse d’ici quelques minutes, nous chercherons quelqu’un d’autre.",
    operator_left: "{name} a dû partir. Vous êtes de nouveau dans la file, en tête.",
    transferred: "Nous vous passons un collègue.",
    overflow: "L'équipe est occupée ; {name} va vous aider. Vous gardez votre place.",
    handed_back: "{name} vous a remis à l'assistant. Vous pouvez demander une personne à tout moment.",
    leave_contact: "Comment vous joindre ? Laissez votre adresse e-mail ou votre téléphone et nous vous répondrons.",
    closed: "Cette conversation est terminée. Écrivez de nouveau quand vous voulez.",
  },
  fallback: {
    nobody: "Personne de l'équipe n'est en ligne pour le moment.",
    back: "Nous sommes de retour {}.",
    trying: "En attendant, l'assistant continue d'essayer de vous aider.",
    emailed: "Nous écrirons à {} dès que quelqu'un sera là.",
    askForEmail: "Laissez votre adresse e-mail et nous vous écrirons dès que quelqu'un sera là.",
    followed: "Nous avons vos coordonnées et nous vous répondrons.",
    askForContact: "Laissez votre adresse e-mail ou votre téléphone et nous vous répondrons.",
    write: "Vous pouvez aussi écrire à {}.",
    callback: "Ou choisissez une heure et nous vous appellerons.",
    kept: "Vos messages sont conservés.",
    still: "Toujours personne, désolé. Vous gardez votre place et l'équipe a été prévenue à nouveau.",
    moment: "{day} à {time}",
  },
  hours: {
    open: "{day} : nous sommes ouverts {hours}.",
    closed: "{day} : c'est fermé.",
    now: "Oui, nous sommes ouverts, jusqu'à {}.",
    shut: "C'est fermé en ce moment.",
    back: "Nous sommes de retour {}.",
    week: "Nos horaires d'ouverture ({}) :",
    soon: "Exceptions :",
    line: "{day}\u00a0: {hours}",
  },
  details: {
    ask: "Puis-je noter {} pour que notre équipe puisse vous répondre ?",
    kept: "Merci. J’ai noté {} ; notre équipe pourra vous y répondre.",
    left: "Très bien, je ne le note pas.",
  },
  answers: {
    unsure:
      "Je ne suis pas sûr d'avoir la bonne réponse et je préfère ne pas deviner. Voulez-vous que j'appelle une personne ?",
    didYouMean:
      "Je ne suis pas sûr d'avoir la bonne réponse et je préfère ne pas deviner. S'agit-il peut-être de cela ? Sinon, voulez-vous que j'appelle une personne ?",
    notFound: "Je n’ai pas trouvé de réponse à cela dans mes informations.",
    leftOpen: "Je n’ai pas trouvé de réponse à {}. Voulez-vous que j’appelle une personne ?",
    keptForTeam: "Je ne peux pas répondre à cela avec certitude. C'est conservé pour notre équipe, qui lira tout.",
    unseenFile:
      "Merci, votre fichier est bien arrivé. Je ne peux pas le consulter moi-même. Voulez-vous que j'appelle une personne ?",
    told: "{name} a dit : « {} »",
    quotes: "“{}”",
  },
  talk: {
    greeting: "Bonjour ! Comment puis-je vous aider ?",
    thanks: "Avec plaisir. Puis-je vous aider pour autre chose ?",
    goodbye: "Au revoir, et n’hésitez pas à revenir si vous avez une autre question.",
    no: "D’accord. Je reste à votre disposition si vous avez besoin d’autre chose.",
    who: "Je suis un assistant IA, pas une personne. Je réponds d’après ce que cette entreprise a écrit ; si vous préférez parler à une personne, dites-le-moi.",
  },
  stakes: {
    self_harm:
      "Je suis vraiment désolé de ce que vous traversez. Vous n'avez pas à l'affronter seul : appelez maintenant les urgences ou une ligne d'écoute. J'appelle une personne dans cette conversation.",
    safety:
      "Votre sécurité passe avant tout. Si quelqu'un est en danger ou blessé, appelez maintenant les urgences. J'appelle une personne dans cette conversation.",
    legal: "Je comprends que c'est sérieux. Une personne lira cette conversation et vous répondra.",
    money: "Je comprends qu'il s'agit de votre argent. Une personne va regarder cela avec vous.",
  },
  bookings: {
    booked: "Réservé : {}",
    moved: "Déplacé : {}",
    cancelled: "Annulé : {}",
    manage: "Modifier ou annuler",
    people: "Personnes : {}",
    note: "Remarque : {}",
    cancel: "Annuler ce rendez-vous",
    move: "Choisir un autre horaire",
    none: "Aucun autre horaire n'est libre pour le moment.",
    past: "Ce rendez-vous est passé.",
    footer:
      "Vous recevez ceci parce qu'un rendez-vous a été pris pour vous dans un chat avec {}. Le lien est personnel.",
    taken: "Cet horaire vient d'être pris. Veuillez en choisir un autre.",
    tooMany: "Vous avez déjà {} rendez-vous. Annulez-en un pour en prendre un autre, ou demandez une personne.",
    free: "Les prochains horaires libres pour « {} » :",
  },
  letters: {
    reply: "{name} de {shop} vous a répondu",
    replied: "Vous étiez parti quand {name} a répondu. Voici son message :",
    more: "La conversation contient {n} messages de plus.",
    back: "{shop} : quelqu'un est là pour vous",
    isBack:
      "Quelqu'un de {shop} est de nouveau en ligne. Votre conversation est conservée ; reprenez où vous en étiez.",
    transcript: "Votre conversation avec {shop}",
    hereIs: "Voici ce qui a été dit, comme demandé.",
    times: "Toutes les heures : {zone}.",
    open: "Ouvrir la conversation",
    why: "Vous recevez ceci parce que vous avez laissé cette adresse dans un chat avec {shop}. Le lien est personnel.",
    you: "Vous",
    assistant: "Assistant",
  },
  around: {
    contact: "Numéro de téléphone et e-mail",
    address: "Adresse",
    hours: "Horaires",
  },
  refusals: {
    reach: "Indiquez au moins un moyen de vous joindre.",
    either: "Indiquez une adresse e-mail ou un numéro de téléphone.",
    email: "Ce n'est pas une adresse e-mail.",
    phone: "Ce n'est pas un numéro de téléphone.",
    callable: "Indiquez un numéro où nous pouvons vous appeler.",
    name: "Indiquez votre nom.",
    empty: "Ce fichier est vide.",
    large: "Les fichiers peuvent faire {} Mo au maximum.",
    kind: "Les fichiers de ce type ne peuvent pas être envoyés. Les images, PDF et textes, si.",
    long: "Ce message compte {} caractères ; le maximum est {}. Raccourcissez-le ou envoyez-le en plusieurs fois.",
    often: "C'était trop à la fois. Réessayez dans {} s.",
  },
  pages: {
    opening: "Votre conversation s'ouvre ici.",
    opened: "Votre conversation est ouverte ci-dessous. Écrivez quand vous voulez.",
    later: "La conversation n'a pas pu être ouverte. Réessayez dans un instant.",
    script: "Le chat a besoin de JavaScript dans ce navigateur.",
  },
}
