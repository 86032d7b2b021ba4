import { expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { wordsOfWidget } from "./words"

const script = readFileSync(join(import.meta.dir, "../../public/widget.js"), "utf8")

test("a language that the widget's script lacks has every word that the script has", () => {
  const texts = /const texts = \{([\s\S]*?)\n {2}\}/.exec(script)![1]!
  const names = [...texts.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name!)
  expect(names.length).toBeGreaterThan(20)
  for (const locale of ["it-IT", "nl"])
    expect(Object.keys(wordsOfWidget(locale, "en")!).sort()).toEqual(["lang", ...names].sort())
})

test("they come for the visitor's own language, and for the chatbot's where Baton does not speak theirs", () => {
  expect(wordsOfWidget("nl-BE", "en")?.lang).toBe("nl")
  expect(wordsOfWidget("pl", "it-CH")?.lang).toBe("it")
  expect(wordsOfWidget("fr", "it")).toBeNull()
  expect(wordsOfWidget("en-GB", "nl")).toBeNull()
  expect(wordsOfWidget("pl", "pl")).toBeNull()
})
