/**
 * What the visitor reads at once where much is at stake, whoever comes next, in their language. Numbers of help lines
 * differ by country: the owner adds theirs as a rule that answers. Pure.
 */

import { languageOf } from "../conversations/notices"
import type { StakesKind } from "./types"

const texts: Record<ReturnType<typeof languageOf>, Record<StakesKind, string>> = {
  en: {
    self_harm:
      "I'm really sorry you are going through this. You don't have to face it alone: please call your local emergency number or a crisis line now. I'm bringing a person into this chat.",
    safety:
      "Your safety comes first. If anyone is in danger or hurt, please call your local emergency number now. I'm bringing a person into this chat.",
    legal: "I understand that this is serious. A person will read this conversation and answer you.",
    money: "I understand that this is about your money. A person will look into it with you.",
  },
  es: {
    self_harm:
      "Siento mucho que esté pasando por esto. No tiene que afrontarlo a solas: llame ahora al número de emergencias o a una línea de ayuda. Aviso a una persona para este chat.",
    safety:
      "Su seguridad es lo primero. Si alguien está en peligro o herido, llame ahora al número de emergencias. Aviso a una persona para este chat.",
    legal: "Entiendo que esto es serio. Una persona leerá esta conversación y le responderá.",
    money: "Entiendo que se trata de su dinero. Una persona lo revisará con usted.",
  },
  de: {
    self_harm:
      "Es tut mir sehr leid, dass es Ihnen so geht. Sie müssen das nicht allein durchstehen: Bitte rufen Sie jetzt den Notruf oder ein Krisentelefon an. Ich hole einen Menschen in diesen Chat.",
    safety:
      "Ihre Sicherheit geht vor. Wenn jemand in Gefahr oder verletzt ist, rufen Sie bitte jetzt den Notruf an. Ich hole einen Menschen in diesen Chat.",
    legal: "Ich verstehe, dass das ernst ist. Ein Mensch wird dieses Gespräch lesen und Ihnen antworten.",
    money: "Ich verstehe, dass es um Ihr Geld geht. Ein Mensch wird das mit Ihnen klären.",
  },
  fr: {
    self_harm:
      "Je suis vraiment désolé de ce que vous traversez. Vous n'avez pas à l'affronter seul : appelez maintenant les urgences ou une ligne d'écoute. J'appelle une personne dans cette conversation.",
    safety:
      "Votre sécurité passe avant tout. Si quelqu'un est en danger ou blessé, appelez maintenant les urgences. J'appelle une personne dans cette conversation.",
    legal: "Je comprends que c'est sérieux. Une personne lira cette conversation et vous répondra.",
    money: "Je comprends qu'il s'agit de votre argent. Une personne va regarder cela avec vous.",
  },
  pt: {
    self_harm:
      "Lamento muito que esteja a passar por isto. Não tem de o enfrentar sozinho: ligue agora para o número de emergência ou para uma linha de apoio. Vou chamar uma pessoa para esta conversa.",
    safety:
      "A sua segurança está primeiro. Se alguém estiver em perigo ou ferido, ligue agora para o número de emergência. Vou chamar uma pessoa para esta conversa.",
    legal: "Compreendo que isto é sério. Uma pessoa vai ler esta conversa e responder-lhe.",
    money: "Compreendo que se trata do seu dinheiro. Uma pessoa vai ver isto consigo.",
  },
  it: {
    self_harm:
      "Mi dispiace molto per quello che sta passando. Non deve affrontarlo da solo: chiami ora il numero di emergenza o una linea di ascolto. Chiamo una persona in questa chat.",
    safety:
      "La Sua sicurezza viene prima di tutto. Se qualcuno è in pericolo o ferito, chiami ora il numero di emergenza. Chiamo una persona in questa chat.",
    legal: "Capisco che è una cosa seria. Una persona leggerà questa conversazione e Le risponderà.",
    money: "Capisco che si tratta del Suo denaro. Una persona lo verificherà con Lei.",
  },
  nl: {
    self_harm:
      "Wat erg dat u dit meemaakt. U hoeft dit niet alleen te doen: bel nu het alarmnummer of een hulplijn. Ik haal een mens bij dit gesprek.",
    safety:
      "Uw veiligheid gaat voor. Is er iemand in gevaar of gewond, bel dan nu het alarmnummer. Ik haal een mens bij dit gesprek.",
    legal: "Ik begrijp dat dit ernstig is. Iemand leest dit gesprek en antwoordt u.",
    money: "Ik begrijp dat het om uw geld gaat. Iemand kijkt er samen met u naar.",
  },
}

export const stakesText = (kind: StakesKind, locale: string): string => texts[languageOf(locale)][kind]
