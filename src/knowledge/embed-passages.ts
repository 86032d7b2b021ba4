import type { Database } from "../db/database"
import { giveWay } from "../jobs/give-way"
import type { Log } from "../log"
import { likeness, packVector, probes, scaleOf } from "./embed-model"
import { type Embed, EmbeddingError, type EmbeddingServer, embeddingTrouble } from "./embed-server"
import type { EmbeddingModel, EmbedStore, Unembedded } from "./embed-store"

type Deps = {
  db: Database
  store: EmbedStore
  embed: Embed
  serverOf: () => EmbeddingServer | undefined
  log: Log
  now: () => number
}

const mostMs = 60_000
const [firstSize, greatestSize] = [8, 32]
/** Small enough that a question on the same server does not wait long behind a batch. */
const [quickMs, slowMs] = [600, 1500]
const [firstPauseMs, longestPauseMs] = [5000, 10 * 60_000]
const leastCharacters = 200
/** The same model gives the same numbers, but for rounding. */
const sameModel = 0.99

export const keyOf = ({ baseUrl, apiKey, model }: EmbeddingServer) => JSON.stringify([baseUrl, apiKey, model])

/** Makes the vectors of passages that have none, beside everything else, and goes on where it was after a restart. */
export function createEmbedPassages({ db, store, embed, serverOf, log, now }: Deps) {
  let known: { key: string; model: EmbeddingModel } | undefined
  let done = ""
  let trouble: { key: string; error: EmbeddingError; tries: number; retryAt: number } | undefined
  let size = firstSize
  let writes = 0
  /** Texts that the server will not take, however short they are cut. Tried again after a restart. */
  const refused = new Set<string>()
  const ending = new AbortController()

  /** Known by what it makes of our own sentences: an address may move, and a name may stand for another model. */
  async function recognise(server: EmbeddingServer): Promise<EmbeddingModel> {
    const key = keyOf(server)
    if (known?.key === key) return known.model
    const ask = async (as: "question" | "passage", texts: readonly string[]) => {
      const vectors: Float32Array[] = []
      for (let at = 0; at < texts.length; at += firstSize)
        vectors.push(...(await embed(server, as, texts.slice(at, at + firstSize), { signal: ending.signal, mostMs })))
      return vectors
    }
    const questions = await ask(
      "question",
      probes.map(([question]) => question),
    )
    const dimensions = questions[0]!.length
    if (questions.some((each) => each.length !== dimensions)) throw new EmbeddingError("not_embeddings")
    const packed = Uint8Array.from(questions.flatMap((each) => [...packVector(each)]))
    let model = store
      .modelsNamed(server.model)
      .find((each) => each.dimensions === dimensions && isSame(each.probes, packed, dimensions))
    if (!model) {
      const answers = await ask(
        "passage",
        probes.map(([, answer]) => answer),
      )
      const others = await ask(
        "passage",
        probes.map(([, , other]) => other),
      )
      const scale = scaleOf(questions, answers, others)
      if (!scale) throw new EmbeddingError("unfit")
      const made = { name: server.model, dimensions, probes: packed, ...scale }
      model = { ...made, id: await db.write((tx) => store.addModelInWrite(tx, made, now())) }
    }
    known = { key, model }
    return model
  }

  async function makeMissing(server: EmbeddingServer, model: EmbeddingModel): Promise<void> {
    for (let after = 0; ; ) {
      const found = store.findMissing(model.id, after)
      if (!found) return
      after = found.upTo
      const rows = found.rows.filter(({ hash }) => !refused.has(nameOf(hash)))
      const again = rows.filter(({ hash }) => store.isKnown(model.id, hash))
      if (again.length > 0) {
        await db.write((tx) => {
          tx.afterCommit(countWrite)
          store.linkInWrite(tx, model.id, again)
        })
      }
      const fresh = rows.filter((row) => !again.includes(row))
      for (let at = 0; at < fresh.length; ) {
        const batch = fresh.slice(at, at + size)
        at += batch.length
        await make(server, model, batch)
      }
      await giveWay()
    }
  }

  function countWrite(): void {
    writes += 1
  }

  async function make(server: EmbeddingServer, model: EmbeddingModel, batch: readonly Unembedded[]): Promise<void> {
    const current = serverOf()
    if (!current || keyOf(current) !== keyOf(server)) throw new Changed()
    const byHash = new Map<string, Unembedded & { passageIds: number[] }>()
    for (const row of batch) {
      const same = byHash.get(nameOf(row.hash))
      if (same) same.passageIds.push(row.passageId)
      else byHash.set(nameOf(row.hash), { ...row, passageIds: [row.passageId] })
    }
    const texts = [...byHash.values()]
    const startedAt = performance.now()
    const vectors = await embedSome(
      server,
      texts.map(({ text }) => text),
    )
    const took = performance.now() - startedAt
    if (took > slowMs) size = Math.max(1, size >> 1)
    else if (took < quickMs) size = Math.min(greatestSize, size * 2)
    const made = texts.flatMap(({ hash, passageIds }, at) => {
      const vector = vectors[at]
      if (vector && vector.length !== model.dimensions) throw new EmbeddingError("other_size")
      if (!vector) refused.add(nameOf(hash))
      return vector ? [{ hash, passageIds, vector: packVector(vector) }] : []
    })
    await db.write((tx) => {
      tx.afterCommit(countWrite)
      store.saveInWrite(tx, model.id, made)
    })
    trouble = undefined
  }

  /** What is too long for the server goes in smaller parts, and a text that is too long alone goes without its end. */
  async function embedSome(server: EmbeddingServer, texts: readonly string[]): Promise<(Float32Array | undefined)[]> {
    try {
      return await embed(server, "passage", texts, { signal: ending.signal, mostMs })
    } catch (error) {
      if (!(error instanceof EmbeddingError) || !["too_long", "refused"].includes(error.failure)) throw error
      const half = texts.length >> 1
      if (half > 0)
        return [...(await embedSome(server, texts.slice(0, half))), ...(await embedSome(server, texts.slice(half)))]
      const [text] = texts
      if (error.failure === "refused" || text!.length < leastCharacters) return [undefined]
      return embedSome(server, [text!.slice(0, text!.length >> 1).toWellFormed()])
    }
  }

  /** What no passage says any more, and what another model made. */
  async function sweep(model: EmbeddingModel): Promise<void> {
    for (const id of store.otherModels(model.id)) while (!(await db.write((tx) => store.removeSomeInWrite(tx, id))));
    for (let after = 0; ; ) {
      const found = store.findUnused(after)
      if (!found) return
      after = found.upTo
      if (found.ids.length > 0) await db.write((tx) => store.removeUnusedInWrite(tx, found.ids))
      await giveWay()
    }
  }

  function fail(server: EmbeddingServer, error: EmbeddingError): void {
    // Its sentences are asked anew, and tell which model it is now.
    if (error.failure === "other_size") known = undefined
    const key = keyOf(server)
    const tries = (trouble?.key === key ? trouble.tries : 0) + 1
    const pause = error.retryAfterMs ?? Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs)
    const isNew = trouble?.key !== key || trouble.error.failure !== error.failure
    trouble = { key, error, tries, retryAt: now() + pause }
    if (isNew) log.warn("embeddings.failed", { failure: error.failure, retryInMs: pause })
  }

  /** Whose vectors are compared with a question's; after a restart the last of this name, until it was looked at. */
  function modelOf(server: EmbeddingServer): EmbeddingModel | undefined {
    return known?.key === keyOf(server) ? known.model : store.modelsNamed(server.model)[0]
  }

  return {
    async runDue(): Promise<void> {
      const server = serverOf()
      if (!server) return
      const key = keyOf(server)
      if (trouble?.key === key && now() < trouble.retryAt) return
      const stamp = store.stampOf()
      if (done === `${key} ${stamp}`) return
      try {
        const model = await recognise(server)
        await makeMissing(server, model)
        await sweep(model)
        done = `${key} ${stamp}`
        trouble = undefined
      } catch (error) {
        if (error instanceof Changed || ending.signal.aborted) return
        if (error instanceof EmbeddingError) fail(server, error)
        else throw error
      }
    },
    modelOf,
    /** Differs when vectors were made. */
    stampOf: () => `${writes}`,
    /** @returns undefined where no server is named. */
    progressOf(chatbotId: string) {
      const server = serverOf()
      if (!server) return undefined
      const own = trouble?.key === keyOf(server) ? trouble : undefined
      const model = modelOf(server)
      const isRefused = (hash: Uint8Array) => refused.has(nameOf(hash))
      return {
        ...store.count(chatbotId, model?.id),
        model: server.model,
        refused: model && refused.size > 0 ? store.someMissing(chatbotId, model.id).filter(isRefused).length : 0,
        trouble: own ? embeddingTrouble(own.error, server) : null,
        retryAt: own ? own.retryAt : null,
      }
    },
    /** The server's vectors are not what they were: it is looked at again. */
    doubt(): void {
      known = undefined
      done = ""
    },
    stop: () => ending.abort(new Error("The server stops.")),
  }
}

/** The owner named another server meanwhile. */
class Changed extends Error {}

const nameOf = (hash: Uint8Array) => Buffer.from(hash).toString("base64")

function isSame(before: Uint8Array, now: Uint8Array, dimensions: number): boolean {
  if (before.length !== now.length) return false
  const signed = (bytes: Uint8Array) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const [a, b] = [signed(before), signed(now)]
  for (let at = 0; at < a.length; at += dimensions)
    if (likeness(a.subarray(at, at + dimensions), b.subarray(at, at + dimensions)) < sameModel) return false
  return true
}
