import { type Features, placesOf, styleNames, type Vocabulary, wordingsIn } from "./features"
import { asks, mentions, refuses, wonders } from "./lexicons/human-request"
import { compileWordings, findHits, type Hit, type PatternGroup } from "./patterns"
import type { PlainText } from "./text"

const groups = (all: readonly { name: string }[]) => new Set(all.map(({ name }) => name))
const [askGroups, refusalGroups] = [groups(asks), groups([...refuses, ...wonders])]
const otherGroups = groups([...refuses, ...wonders, ...mentions])
const isOf = (names: ReadonlySet<string>) => (hit: Hit) => names.has(hit.group.split("/")[0]!)

const ofMood = ["one_word", "short", "long", "very_long", "question", "please", "negations_2"] as const
const habits = ofMood.map((name) => styleNames.indexOf(name))

/** Its first habits: a wording asks which nothing takes back, one that is taken back, nothing but a refusal. */
export const requestVocabulary: Vocabulary = {
  // What their authors believed of them, before anything is learnt.
  wordings: compileWordings([...weighing(asks, 0.5), ...weighing([...refuses, ...wonders, ...mentions], -2)]),
  style: ["asks", "takes_back", "refuses", ...ofMood],
}
function weighing(all: readonly PatternGroup[], weight: number): PatternGroup[] {
  return all.map((group) => ({ ...group, weights: group.weights ?? group.wordings.map(() => weight) }))
}
const places = placesOf(requestVocabulary)

type RequestFeatures = Features & { asked: Hit[]; refusals: Hit[] }

/** `mood` are the same text's features: its words and letters are hashed once. */
export function requestFeatures(plain: PlainText, mood: Features): RequestFeatures {
  const hits = findHits(plain, requestVocabulary.wordings)
  const refusals = hits.filter(isOf(refusalGroups))
  const others = hits.filter(isOf(otherGroups))
  // “I don't want to talk to a bot” begins like a refusal and is a request: a cover has to lie over the very words.
  const isCovered = (hit: Hit) => others.some((cover) => cover.from < hit.to && hit.from < cover.to)
  const asking = hits.filter(isOf(askGroups))
  const asked = asking.filter((hit) => !isCovered(hit))
  const is = (condition: boolean) => (condition ? 1 : 0)
  const style = [
    is(asked.length > 0),
    is(asking.length > asked.length),
    is(refusals.length > 0 && asked.length === 0),
    ...habits.map((at) => mood.style[at]!),
  ]
  return { hits, wordings: wordingsIn([...asked, ...others], places), style, hashed: mood.hashed, asked, refusals }
}
