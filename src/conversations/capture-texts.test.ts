import { expect, test } from "bun:test"
import { answerTo } from "./capture-texts"

test.each([
  ...["yes please", "Ja, gerne", "Tak, proszę", "ano", "да", "так", "evet", "Ja tack", "kyllä", "نعم، من فضلك", "हाँ"],
  ...["はい、お願いします", "네", "好的，谢谢"],
])("“%s” agrees to be noted", (text) => expect(answerTo(text)).toBe("yes"))

test.each([
  ...["no", "nein danke", "nie", "Ne", "нет, спасибо", "ні", "hayır", "nej tack", "ei kiitos", "لا", "नहीं"],
  ...["いいえ、結構です", "아니요", "不用了"],
])("“%s” does not", (text) => expect(answerTo(text)).toBe("no"))

test("what says more is about something else", () => {
  for (const text of ["tak, ale później", "да, но не этот", "はい、でも別の番号です"])
    expect(answerTo(text)).toBeUndefined()
})
