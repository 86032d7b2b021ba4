/** Whether a message asks nothing but whether somebody is there. Pure. */

import type { languageOf } from "../conversations/notices"

type Language = ReturnType<typeof languageOf>

/** Alone with a question mark, or again and again, these call into an empty room. */
const calls: Record<Language, string> = {
  en: "hello|hi|hey",
  es: "hola|buenas",
  de: "hallo|huhu",
  fr: "allo|bonjour|coucou",
  pt: "ola|oi|alo",
  it: "pronto|ciao",
  nl: "hallo|hoi",
}

const asks: Record<Language, RegExp> = {
  en: /^(?:so |but )?(?:is )?(?:there )?(?:still )?(?:any ?(?:body|one)|some ?(?:body|one))(?: (?:still|even|out|in))?(?: (?:there|here|home|around|online|available))?(?: (?:now|at all|today|right now))?$|^(?:are |r )?(?:you|u)(?: guys)?(?: still| even)? (?:there|here|online)$|^where (?:is|are) (?:every ?(?:body|one)|you(?: all| guys)?)$|^(?:no ?body|no one)(?: is)? (?:there|here)$|^how (?:much longer|long)(?: (?:do|must|will|should) i(?: have to| need to)? wait| is the wait| will (?:it|this) take)?$|^when (?:is|will|does|are) (?:some ?(?:body|one)|any ?(?:body|one)|you)(?: be)?(?: (?:back|there|here|online|available|answer|reply|come))*$/,
  es: /^(?:no )?hay alguien(?: (?:ahi|aqui|conectado|en linea))?$|^alguien(?: (?:ahi|me atiende|me responde))?$|^(?:estan|esta|estas|siguen|sigue|sigues)(?: usted| ustedes)?(?: ahi| conectados?)$|^no hay nadie(?: ahi)?$|^cuanto (?:tengo que|hay que) esperar$|^cuando (?:vuelve|vuelven|hay)(?: alguien)?$/,
  de: /^(?:ist )?(?:(?:da|hier|denn|noch) )*(?:jemand|irgendjemand|wer)(?: (?:da|hier|noch|online|erreichbar))*$|^(?:sind|bist|seid) (?:sie|du|ihr)(?: (?:noch|da|online))* (?:da|online)$|^(?:ist )?(?:keiner|niemand)(?: (?:mehr|da))*$|^wie lange (?:muss ich|dauert (?:es|das))(?: noch)?(?: warten)?$|^wann (?:ist|kommt|meldet sich)(?: wieder)? jemand(?: (?:wieder|da))*$/,
  fr: /^(?:est ce qu )?(?:il )?y a(?: t)?(?: il)? quelqu un(?: (?:la|ici))?$|^quelqu un(?: est)?(?: la)?$|^(?:vous etes|etes vous|tu es|es tu)(?: (?:encore|toujours))? la$|^(?:il n )?y a personne$|^combien de temps (?:dois je|faut il) attendre$|^quand (?:revenez vous|est ce que quelqu un (?:revient|sera la))$/,
  pt: /^(?:tem|ha|esta)(?: ai)? alguem(?: (?:ai|em linha|online))*$|^alguem(?: ai)?$|^(?:voce |voces )?(?:ainda )?(?:esta|estao)(?: voces)? ai$|^nao (?:tem|ha) ninguem(?: ai)?$|^quanto tempo (?:tenho de|tenho que|preciso) esperar$/,
  it: /^(?:c e|ce) (?:qualcuno|nessuno)(?: (?:li|qui|online))?$|^qualcuno(?: (?:c e|li))?$|^(?:ci|siete|sei)(?: ancora)? (?:siete|sei|li)$|^non c e nessuno$|^quanto (?:devo|bisogna) aspettare$/,
  nl: /^(?:is )?(?:(?:er|daar|hier) )*iemand(?: (?:daar|hier|er|aanwezig|online))*$|^(?:bent u|ben je|zijn jullie)(?: (?:er|daar|nog))+$|^(?:is er )?niemand(?: daar)?$|^hoe lang moet ik(?: nog)? wachten$/,
}

const plainOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

/** @returns the language it is asked in, of several the given one; undefined for every other message. */
export function asksIfAnybodyIsThere(text: string, spoken: Language): Language | undefined {
  if (text.length > 120) return undefined
  const parts = text
    .split(/[,.!?\n\u2026]+/)
    .map(plainOf)
    .filter(Boolean)
  const languages = [spoken, ...(Object.keys(asks) as Language[])]
  const isCall = (part: string, language: Language) =>
    part.split(" ").every((word) => calls[language].split("|").includes(word.replace(/(.)\1{2,}$/, "$1")))
  return languages.find((language) => {
    if (parts.length === 0 || !parts.every((part) => isCall(part, language) || asks[language].test(part))) return false
    // A greeting alone greets.
    const isAsked = parts.some((part) => asks[language].test(part))
    return isAsked || text.includes("?") || parts.join(" ").split(" ").length > 1
  })
}
