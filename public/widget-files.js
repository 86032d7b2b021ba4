/**
 * Makes a photograph smaller before it is sent: a phone's has ten million bytes, and nobody looks at more than a screenful.
 * It takes away where it was taken, too. Loaded with the first file that somebody attaches.
 */

const longest = 2000
/** Smaller ones go as they are. */
const small = 700_000

/** @param {File} file @returns {Promise<File>} the same file where nothing can be gained */
export default async function shrink(file) {
  if (file.size < small || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const brush = canvas.getContext("2d")
    if (!brush || !isFaithful(brush)) return file
    // What is seen through in a PNG has no colour in a JPEG.
    brush.fillStyle = "#fff"
    brush.fillRect(0, 0, canvas.width, canvas.height)
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height)
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86))
    if (blob?.type !== "image/jpeg" || blob.size >= file.size) return file
    return new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: blob.type })
  } catch {
    return file
  }
}

/** Browsers that hide who somebody is give noise instead of what was drawn. @param {CanvasRenderingContext2D} brush */
function isFaithful(brush) {
  brush.fillStyle = "#123456"
  brush.fillRect(0, 0, 1, 1)
  return brush.getImageData(0, 0, 1, 1).data.join() === "18,52,86,255"
}
