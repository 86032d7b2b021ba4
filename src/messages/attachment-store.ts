import { mkdirSync } from "node:fs"
import { readdir, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { fileTypeFromBuffer } from "file-type"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { inSlices } from "../jobs/in-slices"

export type Attachment = {
  id: string
  chatbotId: string
  visitorId: string
  /** The visitor's or the operator's id: nobody can send a file that another one uploaded. */
  uploadedBy: string
  name: string
  type: string
  size: number
  createdAt: number
}

export type AttachmentStore = ReturnType<typeof createAttachmentStore>

export const maxFileBytes = 10 * 1024 * 1024
/** A file that no message has named by then goes; a widget that was offline for longer asks for it again. */
const unsentMs = 24 * 3600_000
/** So many leave in one write. */
const atOnce = 100

/** What may be sent, by what the bytes are; a name or a header proves nothing. */
const allowed: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
  "application/pdf": "pdf",
}
const textual: Record<string, string> = { txt: "text/plain", md: "text/plain", csv: "text/csv", log: "text/plain" }

type Row = {
  id: string
  chatbot_id: string
  visitor_id: string
  uploaded_by: string
  name: string
  type: string
  size: number
  created_at: number
  sent_in: string | null
}

export function createAttachmentStore(deps: { db: Database; folder: string; now: () => number; newId: () => string }) {
  const { db, folder, now, newId } = deps
  mkdirSync(folder, { recursive: true })
  const insert = db.inWrite<[string, string, string, string, string, string, number, number]>(`
    INSERT INTO attachments (id, chatbot_id, visitor_id, uploaded_by, name, type, size, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const byId = db.onRead<[string], Row>("SELECT * FROM attachments WHERE id = ?")
  const ofVisitor = db.inWrite<[string], { id: string }>("SELECT id FROM attachments WHERE visitor_id = ?")
  const rowsOfVisitor = db.onRead<[string], Row>(
    "SELECT * FROM attachments WHERE visitor_id = ? ORDER BY created_at, id",
  )
  const inWriteById = db.inWrite<[string], Row>("SELECT * FROM attachments WHERE id = ?")
  const send = db.inWrite<[string, string]>("UPDATE attachments SET sent_in = ? WHERE id = ?")
  const ofConversation = db.inWrite<[string], { id: string }>("SELECT id FROM attachments WHERE sent_in = ?")
  const takeUnsent = db.inWrite<[number, number], { id: string }>(`
    DELETE FROM attachments WHERE id IN (
      SELECT id FROM attachments WHERE sent_in IS NULL AND created_at < ? ORDER BY created_at LIMIT ?)
    RETURNING id`)
  const ofChatbot = db.inWrite<[string], { id: string }>("SELECT id FROM attachments WHERE chatbot_id = ?")

  function* withoutRow(names: readonly string[]): Generator<void, string[]> {
    const found: string[] = []
    for (const name of names) {
      if (!byId.get(name)) found.push(name)
      yield
    }
    return found
  }

  return {
    /**
     * The bytes are on disk before the row, so that no row ever points at nothing.
     * @throws AppError `too_large`, `unsupported_media`, `validation`
     */
    async add(file: File, owner: Pick<Attachment, "chatbotId" | "visitorId" | "uploadedBy">): Promise<Attachment> {
      if (file.size === 0) throw new AppError("validation", "This file is empty.", { field: "file" })
      if (file.size > maxFileBytes) {
        throw new AppError("too_large", `Files can have ${maxFileBytes / 1024 / 1024} MB at most.`, { field: "file" })
      }
      const bytes = new Uint8Array(await file.arrayBuffer())
      const name = safeName(file.name)
      const type = await typeOf(bytes, name)
      const id = newId()
      const at = now()
      try {
        await Bun.write(join(folder, id), bytes)
        await db.write(() => {
          insert.run(id, owner.chatbotId, owner.visitorId, owner.uploadedBy, name, type, bytes.length, at)
        })
      } catch (error) {
        // Half of it, or without its row: nobody can send it. The visitor was erased meanwhile, or the disk is full.
        await rm(join(folder, id), { force: true })
        throw error
      }
      return { id, ...owner, name, type, size: bytes.length, createdAt: at }
    },

    /** As this write sees it: what is being cleared away in the same commit is gone. */
    findInWrite(_: Tx, id: string): Attachment | undefined {
      const row = inWriteById.get(id)
      return row && fromRow(row)
    },
    /** A message of this conversation names them: they stay as long as it does. */
    markSent(_: Tx, conversationId: string, ids: readonly string[]): void {
      for (const id of ids) send.run(conversationId, id)
    },
    /** For the timer loop: what was uploaded and never sent, and what a crash left on the disk without a row. */
    async removeUnsent(): Promise<void> {
      const before = now() - unsentMs
      for (;;) {
        const gone = await db.write(() => takeUnsent.all(before, atOnce))
        for (const { id } of gone) await rm(join(folder, id), { force: true })
        if (gone.length < atOnce) break
      }
      for (const name of await inSlices(withoutRow(await readdir(folder)))) {
        const path = join(folder, name)
        const found = await stat(path).catch(() => undefined)
        if (found?.isFile() && found.mtimeMs < before) await rm(path, { force: true })
      }
    },

    /** The files whose rows leave with the visitor, the conversation or the chatbot, to be deleted once that is committed. */
    filesOfVisitor: (_: Tx, visitorId: string): string[] => ofVisitor.all(visitorId).map(({ id }) => id),
    filesOfConversation: (_: Tx, conversationId: string): string[] =>
      ofConversation.all(conversationId).map(({ id }) => id),
    filesOfChatbot: (_: Tx, chatbotId: string): string[] => ofChatbot.all(chatbotId).map(({ id }) => id),
    async removeFiles(ids: readonly string[]): Promise<void> {
      for (const id of ids) await rm(join(folder, id), { force: true })
    },

    find(id: string): Attachment | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    /** Oldest first. */
    listOfVisitor: (visitorId: string): Attachment[] => rowsOfVisitor.all(visitorId).map(fromRow),
    pathOf: (id: string): string => join(folder, id),

    /** Never shown as a page of ours: a download, but for images, and nothing in it may run. */
    respond({ id, name, type }: Attachment): Response {
      const kind = type.startsWith("image/") ? "inline" : "attachment"
      return new Response(Bun.file(join(folder, id)), {
        headers: {
          "content-type": type,
          "content-disposition": `${kind}; filename*=UTF-8''${encodeURIComponent(name)}`,
          "x-content-type-options": "nosniff",
          "content-security-policy": "default-src 'none'; sandbox",
          "cache-control": "private, max-age=31536000, immutable",
        },
      })
    },
  }
}

const fromRow = ({ chatbot_id, visitor_id, uploaded_by, created_at, sent_in: _, ...row }: Row): Attachment => ({
  ...row,
  chatbotId: chatbot_id,
  visitorId: visitor_id,
  uploadedBy: uploaded_by,
  createdAt: created_at,
})

async function typeOf(bytes: Uint8Array, name: string): Promise<string> {
  const extension = name.split(".").at(-1)?.toLowerCase() ?? ""
  const refuse = (detail: string) => new AppError("unsupported_media", detail, { field: "file" })
  const found = await fileTypeFromBuffer(bytes)
  if (found) {
    const expected = allowed[found.mime]
    if (!expected) throw refuse("Files of this kind cannot be sent. Images, PDF and text files can.")
    const said = extension === "jpeg" ? "jpg" : extension
    if (said !== expected)
      throw refuse(`This file is called .${extension} but holds ${found.mime}. Send it under its right name.`)
    return found.mime
  }
  const text = textual[extension]
  if (!text) throw refuse(`This file is not what .${extension} files are. Images, PDF and text files can be sent.`)
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw refuse("This file is called a text but is none. Save it as UTF-8 text.")
  }
  if (bytes.includes(0)) throw refuse("This file is called a text but holds binary data.")
  return text
}

/** Without what leads elsewhere, and without what turns letters around: an operator reads the ending that it has. */
const safeName = (name: string) =>
  Array.from(
    name
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "_"),
  )
    .slice(-120)
    .join("") || "file"
