/** Small files as people upload them, made here so that no test depends on a program that writes them. */

import { crc32, deflateSync } from "node:zlib"

/** A PDF of one page a text. */
export function pdfOf(pages: readonly string[], more = ""): Uint8Array<ArrayBuffer> {
  const kids = pages.map((_, at) => `${10 + at * 2} 0 R`).join(" ")
  const objects = pages.flatMap((text, at) => {
    const lines = text.split("\n").map((line, row) => `1 0 0 1 20 ${180 - row * 14} Tm (${line}) Tj`)
    const stream = `BT /F1 12 Tf ${lines.join(" ")} ET`
    return [
      `${10 + at * 2} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents ${11 + at * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>endobj`,
      `${11 + at * 2} 0 obj<</Length ${stream.length}>>stream\n${stream}\nendstream endobj`,
    ]
  })
  return new TextEncoder().encode(
    [
      "%PDF-1.4",
      "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
      `2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>endobj`,
      "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
      ...objects,
      `trailer<</Root 1 0 R${more}>>`,
    ].join("\n"),
  )
}

const secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
export const encryptedPdf = () =>
  pdfOf(["Secret"], `/ID[<${secret}><${secret}>]/Encrypt<</Filter/Standard/V 1/R 2/O<${secret}>/U<${secret}>/P -4>>`)

/** A Word document; a paragraph that begins with # is a heading. */
export function docxOf(paragraphs: readonly string[]): Uint8Array<ArrayBuffer> {
  const body = paragraphs.map((text) => {
    const style = text.startsWith("# ") ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : ""
    return `<w:p>${style}<w:r><w:t>${text.replace(/^# /, "")}</w:t></w:r></w:p>`
  })
  const types = "http://schemas.openxmlformats.org"
  return zipOf({
    "[Content_Types].xml": `<Types xmlns="${types}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${types}/package/2006/relationships"><Relationship Id="r1" Type="${types}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/styles.xml": `<w:styles xmlns:w="${types}/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    "word/_rels/document.xml.rels": `<Relationships xmlns="${types}/package/2006/relationships"><Relationship Id="r2" Type="${types}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="${types}/wordprocessingml/2006/main"><w:body>${body.join("")}</w:body></w:document>`,
  })
}

/**
 * @param claimed the unpacked size that the directory names, where it is to lie.
 * @param method how the given bytes are packed: 0 not at all, 8 deflated.
 */
export function zipOf(
  files: Record<string, string | Uint8Array>,
  claimed?: number,
  method = 0,
): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const data = typeof text === "string" ? Buffer.from(text) : Buffer.from(text.buffer, text.byteOffset, text.length)
    const packing = Buffer.from([method, 0])
    const sums = Buffer.alloc(12)
    sums.writeUInt32LE(crc32(data), 0)
    sums.writeUInt32LE(data.length, 4)
    sums.writeUInt32LE(claimed ?? data.length, 8)
    const sizes = Buffer.alloc(2)
    sizes.writeUInt16LE(name.length)
    const local = Buffer.concat([
      Buffer.from("504b030414000000", "hex"),
      packing,
      Buffer.alloc(4),
      sums,
      sizes,
      Buffer.alloc(2),
      Buffer.from(name),
    ])
    const place = Buffer.alloc(4)
    place.writeUInt32LE(at)
    directory.push(
      Buffer.concat([
        Buffer.from("504b0102140014000000", "hex"),
        packing,
        Buffer.alloc(4),
        sums,
        sizes,
        Buffer.alloc(12),
        place,
        Buffer.from(name),
      ]),
    )
    parts.push(local, data)
    at += local.length + data.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("504b0506", "hex")
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}

/** A picture of one dot, in each of the kinds that every browser shows. */
export const pictures = {
  "image/png": Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  ),
  "image/jpeg": Buffer.from(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=",
    "base64",
  ),
  "image/webp": Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64"),
  "image/gif": Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
}

/** A PNG of this size, in one colour. */
export function pngOf(width: number, height: number): Buffer<ArrayBuffer> {
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x5f)])
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const signature = Buffer.from("89504e470d0a1a0a", "hex")
  return Buffer.concat([signature, part("IHDR", head), part("IDAT", rows), part("IEND", Buffer.alloc(0))])
}
