import { fileTypeFromBuffer } from "file-type"
import { AppError } from "../errors"
import type { NewPicture } from "./picture-store"

/** Every visitor who opens the chat loads it. */
const mostPictureBytes = 1024 * 1024

/** By what the bytes are; a name proves nothing. A PNG that moves is a PNG to those who show it. */
const kinds: Record<string, string> = {
  "image/png": "image/png",
  "image/apng": "image/png",
  "image/jpeg": "image/jpeg",
  "image/webp": "image/webp",
  "image/gif": "image/gif",
}

/** @throws AppError `validation`, `too_large`, `unsupported_media`, each naming the field `picture` */
export async function readPicture(file: Blob): Promise<NewPicture> {
  const field = "picture"
  if (file.size === 0) throw new AppError("validation", "This picture is empty. Choose another file.", { field })
  if (file.size > mostPictureBytes) {
    const size = (file.size / 1024 / 1024).toFixed(1)
    throw new AppError("too_large", `A picture can have 1 MB at most; this one has ${size} MB. Save it smaller.`, {
      field,
    })
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const type = kinds[(await fileTypeFromBuffer(bytes))?.mime ?? ""]
  if (type) return { type, bytes }
  const start = new TextDecoder().decode(bytes.subarray(0, 4096))
  throw new AppError(
    "unsupported_media",
    /<svg[\s/>]/i.test(start)
      ? "An SVG can carry a program into your visitors' browsers, so it is not taken. Save it as PNG."
      : "This is no picture that every browser shows. Choose a PNG, JPEG, WebP or GIF file.",
    { field },
  )
}
