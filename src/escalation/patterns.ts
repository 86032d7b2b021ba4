import { writtenLanguage } from "../languages/written-language"
import { type PlainText, spanOf } from "./text"
import type { Evidence } from "./types"

/** A class of wordings with one meaning. `why` is read by operators. `weights`, one per wording, is what the wording is
 * worth (in logits) before anything is learnt. */
export type PatternGroup = { name: string; why: string; wordings: string[]; weights?: number[]; where?: Where }

/** Only in texts that are told to be in one of these languages, or in none, and have its letters. */
type Where = { languages: readonly string[]; script: RegExp | undefined }

type CompiledGroup = { name: string; why: string; expression: RegExp; where?: Where | undefined }

export type Wording = CompiledGroup & { weight: number }

/** Wordings are regular expressions over plain text: a blank is any blank, and they match whole words. */
export function compile(groups: PatternGroup[]): CompiledGroup[] {
  return groups.map(({ name, why, wordings, where }) => ({ name, why, where, expression: wordsExpression(wordings) }))
}

/** Every wording on its own, so that a model can learn what each is worth. */
export function compileWordings(groups: PatternGroup[]): Wording[] {
  return groups.flatMap(({ name, why, wordings, weights, where }) =>
    wordings.map((wording, index) => ({
      name: `${name}/${index}`,
      why,
      where,
      expression: wordsExpression([wording]),
      weight: weights?.[index] ?? 0,
    })),
  )
}

export function wordsExpression(wordings: string[]): RegExp {
  // In plain text a blank stands between any two words or marks, and nothing else does.
  return new RegExp(`(?<![^ ])(?:${wordings.join("|")})(?![^ ])`, "gu")
}

export type Hit = { group: string; why: string; from: number; to: number }

export function findHits(plain: PlainText, groups: readonly CompiledGroup[]): Hit[] {
  const hits: Hit[] = []
  let told: string | undefined | null = null
  for (const { name, why, expression, where } of groups) {
    if (where) {
      if (told === null) told = languageIn(plain)
      if (told !== undefined && !where.languages.includes(told)) continue
      if (where.script && !where.script.test(plain.text)) continue
    }
    expression.lastIndex = 0
    for (let match = expression.exec(plain.text); match; match = expression.exec(plain.text)) {
      if (match[0].length === 0) expression.lastIndex++
      else hits.push({ group: name, why, from: match.index, to: match.index + match[0].length })
    }
  }
  return hits
}

export function toEvidence(plain: PlainText, hits: Hit[]): Evidence[] {
  return hits.map(({ from, to, why }) => ({ ...spanOf(plain, from, to), why }))
}

/** Of wordings that overlap the widest is shown: the operator reads one reason for one passage. */
export function widest(hits: Hit[]): Hit[] {
  const kept: Hit[] = []
  for (const hit of [...hits].sort((a, b) => b.to - b.from - (a.to - a.from))) {
    if (!kept.some((other) => other.from < hit.to && hit.from < other.to)) kept.push(hit)
  }
  return kept.sort((a, b) => a.from - b.from)
}

let lastRead: { plain: PlainText; language: string | undefined } | undefined

/** The language that it is surely in. A message is looked through for several things, one after the other. */
export function languageIn(plain: PlainText): string | undefined {
  if (lastRead?.plain !== plain) lastRead = { plain, language: writtenLanguage(plain.original) }
  return lastRead.language
}
