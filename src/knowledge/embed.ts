import type { Database } from "../db/database"
import { describeError, type Log } from "../log"
import { answersBy, probes, scaleOf } from "./embed-model"
import { createNearest, type Near } from "./embed-nearest"
import { createEmbedPassages, keyOf } from "./embed-passages"
import { createEmbed, EmbeddingError, type EmbeddingServer, embeddingTrouble } from "./embed-server"
import { createEmbedStore } from "./embed-store"

type Deps = {
  db: Database
  /** Reaches public addresses, and private ones that a setting names. */
  request: Parameters<typeof createEmbed>[0]["request"]
  serverOf: () => EmbeddingServer | undefined
  log: Log
  now: () => number
}

export type Embedding = ReturnType<typeof createEmbedding>
type EmbeddingTrial = { ok: boolean; words: string; ms: number }

/** A visitor does not wait longer for the difference that it makes. */
const longestWaitMs = 800
const nearestCount = 20
const mostCharacters = 1000
const mostRemembered = 500
/** After so many failures in a row questions are answered without for a while. */
const mostFailures = 3
const restMs = 30_000
const longestRestMs = 5 * 60_000
const logEveryMs = 10 * 60_000
const trialMs = 15_000
const triedProbes = 4

/** Passages and questions compared by the vectors of a server that the owner names. Everything works without. */
export function createEmbedding({ db, request, serverOf, log, now }: Deps) {
  const store = createEmbedStore(db)
  const embed = createEmbed({ request, now })
  const passages = createEmbedPassages({ db, store, embed, serverOf, log, now })
  const nearest = createNearest({ store })
  const meanings = createMemory<Float32Array>(mostRemembered)
  const found = createMemory<(Near & { confidence: number })[]>(mostRemembered)
  let rest = { key: "", failures: 0, until: 0 }
  let loggedAt = Number.NEGATIVE_INFINITY

  async function meaningsOf(server: EmbeddingServer, modelId: number, texts: readonly string[]) {
    const missing = texts.filter((text) => !meanings.get(`${modelId} ${text}`))
    if (missing.length > 0) {
      const vectors = await embed(server, "question", missing, { mostMs: longestWaitMs })
      for (const [at, text] of missing.entries()) meanings.set(`${modelId} ${text}`, vectors[at]!)
    }
    return texts.map((text) => meanings.get(`${modelId} ${text}`)!)
  }

  async function look(chatbotId: string, server: EmbeddingServer, texts: readonly string[]) {
    const model = passages.modelOf(server)
    if (!model) return
    const vectors = await meaningsOf(server, model.id, texts)
    if (vectors.some((vector) => vector.length !== model.dimensions)) {
      passages.doubt()
      throw new EmbeddingError("other_size")
    }
    for (const [at, text] of texts.entries()) {
      const near = await nearest.find(chatbotId, model, stampOf(), vectors[at]!, nearestCount)
      found.set(
        `${chatbotId} ${text}`,
        near.map((each) => ({ ...each, confidence: answersBy(model, each.similarity) })),
      )
    }
  }

  const stampOf = () => `${store.stampOf()} ${passages.stampOf()}`

  function fail(server: EmbeddingServer, error: EmbeddingError): void {
    const failures = (rest.key === keyOf(server) ? rest.failures : 0) + 1
    const pause = error.retryAfterMs ?? (failures >= mostFailures ? restMs : 0)
    rest = { key: keyOf(server), failures, until: now() + Math.min(pause, longestRestMs) }
    if (now() - loggedAt < logEveryMs) return
    loggedAt = now()
    log.warn("embeddings.question_failed", { failure: error.failure })
  }

  return {
    /** Settles when it is known what is near these questions, or when they should not wait any longer for it. */
    async readQuestions(chatbotId: string, questions: readonly string[]): Promise<void> {
      const server = serverOf()
      const texts = [...new Set(questions.map(keyText))].filter(Boolean)
      if (!server || texts.length === 0) return
      if (rest.key === keyOf(server) && now() < rest.until) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const isLate = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestWaitMs)
      })
      const isRead = look(chatbotId, server, texts).then(
        () => {
          rest = { key: "", failures: 0, until: 0 }
        },
        (error: unknown) => {
          if (error instanceof EmbeddingError) fail(server, error)
          // A bug of ours leaves the visitor what the words find.
          else log.error("embeddings.question_failed", describeError(error))
        },
      )
      await Promise.race([isRead, isLate])
      clearTimeout(timer)
    },
    /** The passages nearest to a question that was read, with how likely each answers it by its likeness alone. */
    nearestOf(chatbotId: string, question: string): { id: number; confidence: number }[] {
      if (!serverOf()) return []
      const near = found.get(`${chatbotId} ${keyText(question)}`) ?? []
      return near.filter(({ id, embedding }) => store.isStill(chatbotId, id, embedding))
    },
    progressOf: passages.progressOf,
    runDue: passages.runDue,
    stop: passages.stop,
    /** One real request. Failures of others are an answer here, not an error. */
    async tryServer(server: EmbeddingServer, sentence: string, signal: AbortSignal): Promise<EmbeddingTrial> {
      const startedAt = performance.now()
      const done = (ok: boolean, words: string) => ({ ok, words, ms: Math.round(performance.now() - startedAt) })
      const options = { signal, mostMs: trialMs }
      const some = probes.slice(0, triedProbes)
      try {
        const [vector, ...questions] = await embed(
          server,
          "question",
          [sentence.slice(0, mostCharacters) || some[0]![0], ...some.map(([question]) => question)],
          options,
        )
        const ms = performance.now() - startedAt
        const others = await embed(
          server,
          "passage",
          some.flatMap(([, answer, other]) => [answer, other]),
          options,
        )
        const isEven = (_: unknown, at: number) => at % 2 === 0
        const scale = scaleOf(
          questions,
          others.filter(isEven),
          others.filter((_, at) => at % 2 === 1),
        )
        if (!scale) throw new EmbeddingError("unfit")
        return {
          ...done(
            true,
            `It tells what answers a question from what does not (vectors of ${vector!.length.toLocaleString("en")} numbers).`,
          ),
          ms: Math.round(ms),
        }
      } catch (error) {
        if (!(error instanceof EmbeddingError)) throw error
        return done(false, embeddingTrouble(error, server))
      }
    },
  }
}

const keyText = (question: string) => question.trim().slice(0, mostCharacters).toWellFormed()

/** What was used last stays. */
function createMemory<T>(most: number) {
  const all = new Map<string, T>()
  return {
    get: (key: string) => all.get(key),
    set(key: string, value: T): void {
      all.delete(key)
      all.set(key, value)
      if (all.size > most) all.delete(all.keys().next().value!)
    },
  }
}
