import { setTimeout as delay } from "node:timers/promises"
import { readFileApart } from "../knowledge/read-apart"
import { UnreadableFile } from "../knowledge/read-file"
import type { AttachmentStore } from "../messages/attachment-store"
import type { SentFile, TurnMessage } from "./answerer"

/** A file as a model gets it; `unseen` says in a few words why it gets nothing. */
export type SeenFile =
  | { kind: "picture"; type: PictureType; base64: string }
  | { kind: "text"; text: string }
  | { kind: "unseen"; why: string }

const pictureTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const
type PictureType = (typeof pictureTypes)[number]

export type SeeFiles = (history: readonly TurnMessage[]) => Promise<ReadonlyMap<string, SeenFile>>

/** The newest ones of a conversation: each picture is some thousand tokens, in each answer. */
const mostFiles = 3
/** The provider takes 5 MB, counted in base64. */
const mostPictureBytes = Math.floor((5 * 1024 * 1024 * 3) / 4)
const mostLetters = 6_000
/** A visitor waits for the answer, and most of it does not hang on the file. */
const mostMs = 8_000
const tooSlow: SeenFile = { kind: "unseen", why: "It takes too long to read." }

/** Reads what visitors sent, for a model. A file that cannot be read is no failure: the model is told so. */
export function createSeeFiles({ pathOf }: Pick<AttachmentStore, "pathOf">): SeeFiles {
  async function see({ id, type, size }: SentFile): Promise<SeenFile> {
    const file = Bun.file(pathOf(id))
    try {
      const picture = pictureTypes.find((each) => each === type)
      if (picture && size > mostPictureBytes) return { kind: "unseen", why: "It is too large." }
      const bytes = await file.bytes()
      if (picture) return { kind: "picture", type: picture, base64: Buffer.from(bytes).toString("base64") }
      const { text } = await readFileApart(bytes, type === "application/pdf" ? "pdf" : "text")
      return { kind: "text", text: text.slice(0, mostLetters) }
    } catch (error) {
      return { kind: "unseen", why: error instanceof UnreadableFile ? error.message : "It cannot be read." }
    }
  }

  return async function seeFiles(history) {
    const sent = history.flatMap(({ role, files = [] }) => (role === "visitor" ? files : [])).slice(-mostFiles)
    const inTime = (file: SentFile) => Promise.race([see(file), delay(mostMs, tooSlow, { ref: false })])
    return new Map(await Promise.all(sent.map(async (file) => [file.id, await inTime(file)] as const)))
  }
}
