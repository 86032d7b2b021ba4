/** Words that stand in questions whatever they are about, beside those that stand in any sentence. Pure. */

/** Verbs and fillers that a question has whatever it is about: “do you offer …”, “macht ihr …”, “hacéis …”, “est-ce que vous faites …”. */
const sayingNothing = new Set(
  (
    "come comes coming put puts give gives take takes went wants needs guys stuff thing things bit abit lot lots actually able looking hoping trying thinking thought instead happened all still already maybe even next make made find " +
    "en al den os lo te am poner pone pongo vale valen ver vengais dejais poneis podeis dejar else somewhere bring mitbringen bringen mitnehmen traer llevar apporter amener portare trazer meenemen stay bleiben il elle on ca pour temps lui policy policies information details question questions please pls svp bitte favor var man se prendre prenez prends tomar venez viens venir vient pouvez pourrais savoir hes shes its thats theres ive weve youre theyre offer provide use possible allow allowed happen happens mean work works please anything something someone anyone everything " +
    "mache machen macht machst gemacht biete bieten bietet bietest anbieten brauche brauchen braucht nehme nehmen nehmt nimmst komme kommen kommt kommst " +
    "gehen geht bekommen bekomme bekommt kriegen kriege finden finde erhalten wissen mochte wurde wurden wollen will sagen teuer erlaubt seid werde werden wird gerne lassen lasse lasst " +
    "hacer hago hace hacen haceis haces teneis tienes podeis puedes pueden quiero quisiera necesito hay ofrecen ofreceis saber dais dan vais van ir " +
    "faire fais faites fait proposez propose avoir peut veux voudrais faut aller y " +
    "fazer faz fazem fazes quero queria preciso ter tens oferecem " +
    "fare fai fate faccio vorrei voglio offrite bisogno serve " +
    "doen doe doet maken maak krijgen krijg nodig mogelijk hebt kom komen komt " +
    "gora gor har fa far tar ta ha vara gore laver have tager kan ska vill vilken vilka skulle " +
    "macie robicie mozna moge chce chcialbym chcialabym potrzebuje jaka jaki jakie jakich oferujecie przyjmujecie wasz wasza wasze trzeba " +
    "mate delate muzu mohu chci chtel chtela prosim jaky jaka jake nabizite prijimate potrebuju " +
    "можно делаете хочу хотел хотела могу можете подскажите нужно какои какая какие предлагаете берете взять какую скольки " +
    "чи можна робите можете підкажіть потрібно який яка які пропонуєте " +
    "miyim misiniz musunuz miyiz yapiyor yapiyorsunuz istiyorum nasil nerede nereye hangi olur alabilir edebilir edebiliriz edebilirim ederim veriyor veriyorsunuz getirebilir yapabiliriz " +
    "teilla onko voiko voinko saako teettek myyttek haluan haluaisin tarvitsen " +
    "できる でき 教え 知り 下さ お願 願い 方法 希望 何時 何日 利用 商品 " +
    "لديكم يمكنني اريد أريد أود هناك"
  ).split(" "),
)

export const saysNothing = (word: string): boolean => sayingNothing.has(word)

const isGerman =
  /(?<!\p{L})(?:wie|was|ist|sind|der|das|und|ich|ihr|gibt|kann|darf|kostet|kosten|wo|wann|habt|haben|fur|nach)(?!\p{L})/u
const germanOnly = new Set("die hat hatte war am an hoch gross weit viele durfen neu neue neuer neues neuen".split(" "))

/** Of a question, the words that say nothing only in its language: “die” and “hat” are words in English. */
export const saysNothingIn = (words: readonly string[]): ((word: string) => boolean) => {
  const german = isGerman.test(words.join(" "))
  return (word) => saysNothing(word) || (german && germanOnly.has(word))
}
