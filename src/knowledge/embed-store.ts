import { createHash } from "node:crypto"
import type { Database, Tx } from "../db/database"
import { embeddedText, type LikenessScale } from "./embed-model"

export type EmbeddingModel = LikenessScale & { id: number; name: string; dimensions: number; probes: Uint8Array }
export type Unembedded = { passageId: number; text: string; hash: Uint8Array }
type Embedded = { hash: Uint8Array; vector: Int8Array; passageIds: readonly number[] }

type ModelRow = {
  id: number
  name: string
  dimensions: number
  probes: Uint8Array
  middle: number
  slope: number
  trust: number
}
type VectorRow = { id: number; embedding: number; vector: Uint8Array }
type PassageRow = { id: number; title: string; headings: string; questions: string; text: string }

export type EmbedStore = ReturnType<typeof createEmbedStore>

/** Ids of passages that are looked through in one go. */
const span = 500
const rowsAtOnce = 200

/** The models that embedded something, the vectors of texts, and which passage has which. */
export function createEmbedStore(db: Database) {
  const modelColumns = "id, name, dimensions, probes, middle, slope, trust"
  const models = db.onRead<[string], ModelRow>(
    `SELECT ${modelColumns} FROM embedding_models WHERE name = ? ORDER BY id DESC`,
  )
  const otherModels = db.onRead<[number], { id: number }>("SELECT id FROM embedding_models WHERE id <> ? ORDER BY id")
  const insertModel = db.inWrite<[string, number, Uint8Array, number, number, number, number], { id: number }>(
    `INSERT INTO embedding_models (name, dimensions, probes, middle, slope, trust, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     RETURNING id`,
  )
  const modelNow = db.inWrite<[number], { id: number }>("SELECT id FROM embedding_models WHERE id = ?")
  const removeModel = db.inWrite<[number]>("DELETE FROM embedding_models WHERE id = ?")
  const changes = db.onRead<[], { stamp: string }>(
    "SELECT count(*) || ' ' || coalesce(sum(version), 0) AS stamp FROM knowledge_versions",
  )
  const lastPassage = db.onRead<[], { id: number | null }>("SELECT max(id) AS id FROM passages")
  const missing = db.onRead<[number, number, number], PassageRow>(
    `SELECT id, title, headings, questions, text FROM passages p
     WHERE id > ? AND id <= ? AND is_off = 0
       AND NOT EXISTS (SELECT 1 FROM passage_embeddings e WHERE e.passage_id = p.id AND e.model_id = ?)
     ORDER BY id`,
  )
  const missingOf = db.onRead<[string, number, number], PassageRow>(
    `SELECT id, title, headings, questions, text FROM passages p
     WHERE chatbot_id = ? AND is_off = 0
       AND NOT EXISTS (SELECT 1 FROM passage_embeddings e WHERE e.passage_id = p.id AND e.model_id = ?)
     LIMIT ?`,
  )
  const byHash = db.onRead<[number, Uint8Array], { id: number }>(
    "SELECT id FROM embeddings WHERE model_id = ? AND hash = ?",
  )
  const passageNow = db.inWrite<[number], PassageRow>(
    "SELECT id, title, headings, questions, text FROM passages WHERE id = ?",
  )
  const insert = db.inWrite<[number, Uint8Array, Int8Array]>(
    "INSERT INTO embeddings (model_id, hash, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const byHashNow = db.inWrite<[number, Uint8Array], { id: number }>(
    "SELECT id FROM embeddings WHERE model_id = ? AND hash = ?",
  )
  const link = db.inWrite<[number, number, number]>(
    "INSERT OR REPLACE INTO passage_embeddings (passage_id, model_id, embedding_id) VALUES (?, ?, ?)",
  )
  const lastEmbedding = db.onRead<[], { id: number | null }>("SELECT max(id) AS id FROM embeddings")
  const unused = db.onRead<[number, number], { id: number }>(
    `SELECT id FROM embeddings e WHERE id > ? AND id <= ?
       AND NOT EXISTS (SELECT 1 FROM passage_embeddings p WHERE p.embedding_id = e.id)`,
  )
  const removeUnused = db.inWrite<[number]>(
    `DELETE FROM embeddings WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM passage_embeddings p WHERE p.embedding_id = embeddings.id)`,
  )
  const ofModel = db.inWrite<[number, number], { id: number }>("SELECT id FROM embeddings WHERE model_id = ? LIMIT ?")
  const removeOne = db.inWrite<[number]>("DELETE FROM embeddings WHERE id = ?")
  const vectors = db.onRead<[string, number, number, number], VectorRow>(
    `SELECT p.id, e.id AS embedding, e.vector FROM passages p
     JOIN passage_embeddings pe ON pe.passage_id = p.id
     JOIN embeddings e ON e.id = pe.embedding_id
     WHERE p.chatbot_id = ? AND p.id > ? AND p.is_off = 0 AND pe.model_id = ? ORDER BY p.id LIMIT ?`,
  )
  const still = db.onRead<[number, number, string], { id: number }>(
    `SELECT p.id FROM passage_embeddings pe JOIN passages p ON p.id = pe.passage_id
     WHERE pe.passage_id = ? AND pe.embedding_id = ? AND p.chatbot_id = ? AND p.is_off = 0`,
  )
  const countAll = db.onRead<[string], { count: number }>(
    "SELECT count(*) AS count FROM passages WHERE chatbot_id = ? AND is_off = 0",
  )
  const countMade = db.onRead<[string, number], { count: number }>(
    `SELECT count(*) AS count FROM passages p WHERE chatbot_id = ? AND is_off = 0
       AND EXISTS (SELECT 1 FROM passage_embeddings e WHERE e.passage_id = p.id AND e.model_id = ?)`,
  )

  /** With a passage goes only what was made of the words that it has now. */
  function linkInWrite(modelId: number, hash: Uint8Array, passageIds: readonly number[]): void {
    const found = byHashNow.get(modelId, hash)
    if (!found) return
    for (const id of passageIds) {
      const passage = passageNow.get(id)
      if (passage && sameBytes(hashOf(textOf(passage)), hash)) link.run(id, modelId, found.id)
    }
  }

  return {
    /** The newest first. */
    modelsNamed: (name: string): EmbeddingModel[] => models.all(name),
    addModelInWrite: (
      _: Tx,
      { name, dimensions, probes, middle, slope, trust }: Omit<EmbeddingModel, "id">,
      at: number,
    ) => insertModel.get(name, dimensions, probes, middle, slope, trust, at)!.id,
    /** Differs when any content changed. */
    stampOf: (): string => changes.get()!.stamp,
    /** Passages without a vector, some ids at a time. @returns undefined behind the last. */
    findMissing(modelId: number, after: number): { upTo: number; rows: Unembedded[] } | undefined {
      if (after >= (lastPassage.get()?.id ?? 0)) return undefined
      const rows = missing.all(after, after + span, modelId).map((row) => {
        const text = textOf(row)
        return { passageId: row.id, text, hash: hashOf(text) }
      })
      return { upTo: after + span, rows }
    },
    /** Texts of a chatbot's passages without a vector, the first of them. */
    someMissing: (chatbotId: string, modelId: number): Uint8Array[] =>
      missingOf.all(chatbotId, modelId, rowsAtOnce).map((row) => hashOf(textOf(row))),
    isKnown: (modelId: number, hash: Uint8Array): boolean => byHash.get(modelId, hash) !== undefined,
    linkInWrite: (_: Tx, modelId: number, rows: readonly Unembedded[]): void => {
      for (const { hash, passageId } of rows) linkInWrite(modelId, hash, [passageId])
    },
    saveInWrite(_: Tx, modelId: number, all: readonly Embedded[]): void {
      if (!modelNow.get(modelId)) return
      for (const { hash, vector, passageIds } of all) {
        insert.run(modelId, hash, vector)
        linkInWrite(modelId, hash, passageIds)
      }
    },
    /** Vectors that no passage has any more, some ids at a time. @returns undefined behind the last. */
    findUnused(after: number): { upTo: number; ids: number[] } | undefined {
      if (after >= (lastEmbedding.get()?.id ?? 0)) return undefined
      return { upTo: after + span, ids: unused.all(after, after + span).map(({ id }) => id) }
    },
    removeUnusedInWrite: (_: Tx, ids: readonly number[]): void => {
      for (const id of ids) removeUnused.run(id)
    },
    otherModels: (id: number): number[] => otherModels.all(id).map((row) => row.id),
    /** Some of a model's vectors, at last the model. @returns whether it is gone. */
    removeSomeInWrite(_: Tx, modelId: number): boolean {
      const rows = ofModel.all(modelId, rowsAtOnce)
      for (const { id } of rows) removeOne.run(id)
      if (rows.length > 0) return false
      removeModel.run(modelId)
      return true
    },
    /** By the passages' ids, so many at a time. */
    readVectors: (chatbotId: string, modelId: number, after: number) => {
      const rows = vectors.all(chatbotId, after, modelId, rowsAtOnce)
      return { rows, isEnd: rows.length < rowsAtOnce }
    },
    /** Whether the passage is still this chatbot's, and says what it was. */
    isStill: (chatbotId: string, passageId: number, embedding: number): boolean =>
      still.get(passageId, embedding, chatbotId) !== undefined,
    count: (chatbotId: string, modelId: number | undefined) => ({
      of: countAll.get(chatbotId)!.count,
      made: modelId === undefined ? 0 : countMade.get(chatbotId, modelId)!.count,
    }),
  }
}

function textOf(row: PassageRow): string {
  return embeddedText({ ...row, questions: row.questions ? row.questions.split("\n") : [] })
}

const hashOf = (text: string): Uint8Array => new Uint8Array(createHash("sha256").update(text).digest().subarray(0, 16))

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.every((byte, at) => byte === b[at])
