import { inShort } from "./golden"
import type { GoldenStore } from "./golden-store"
import type { Knowledge } from "./knowledge"
import type { Source } from "./source-store"
import type { Website } from "./website"

type Deps = { knowledge: Pick<Knowledge, "versionOf">; golden: GoldenStore }

type ReadingEffects =
  | { state: "asking" }
  | {
      state: "asked"
      /** Whether the website was not there before: then deleting it is the whole way back. */
      isNew: boolean
      total: number
      better: number
      worse: { question: string; before: string; after: string; source: string }[]
    }

/** What a website did to the golden questions: as they are answered since it was read, beside the time before. */
export function createReadingEffects({ knowledge, golden }: Deps) {
  /** Undefined while it is read, and where there is nothing to compare. */
  return function effectsOfReading(source: Source, site: Website): ReadingEffects | undefined {
    if (site.state === "reading" || site.state === "paused") return undefined
    const questions = golden.list(source.chatbotId)
    if (questions.length === 0) return undefined
    const runs = golden.runsOf(source.chatbotId).filter(({ finishedAt }) => finishedAt !== undefined)
    const before = runs.find(({ startedAt }) => startedAt < site.startedAt)
    const [after] = runs
    if (!before || !after) return undefined
    const isSince = after.startedAt >= (site.finishedAt ?? site.startedAt)
    if (!isSince && after.fingerprint.content !== knowledge.versionOf(source.chatbotId)) return { state: "asking" }

    const [old, fresh] = [golden.resultsOf(before.id), golden.resultsOf(after.id)]
    const pairs = questions.flatMap(({ id, question }) => {
      const [was, is] = [old.get(id), fresh.get(id)]
      return was && is ? [{ question, was, is }] : []
    })
    return {
      state: "asked",
      isNew: before.startedAt < source.createdAt,
      total: pairs.length,
      better: pairs.filter(({ was, is }) => !was.passed && is.passed).length,
      worse: pairs
        .filter(({ was, is }) => was.passed && !is.passed)
        .map(({ question, was, is }) => ({ question, before: inShort(was), after: inShort(is), source: is.source })),
    }
  }
}
