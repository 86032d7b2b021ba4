/** Whether a colour can be read, by WCAG's measure, and the nearest that can. Pure. */

type Rgb = [number, number, number]

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]
/** Of a control against the page, and of words on a colour. */
export const leastBeside = 3
export const leastWords = 4.5

export function rgbOf(hex: string): Rgb | undefined {
  const [, r, g, b] = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex.trim()) ?? []
  return r && g && b ? [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)] : undefined
}

const part = (value: number) => {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
const luminance = ([r, g, b]: Rgb) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)

export function contrastOf(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

export type ColorAdvice = { beside: number; words: number; isGood: boolean; suggestion: string }

/** How a colour stands on white, how words stand on it, and the nearest darker one that is good enough. */
export function adviceOn(hex: string): ColorAdvice | undefined {
  const color = rgbOf(hex)
  if (!color) return undefined
  const measure = (it: Rgb) => ({
    beside: contrastOf(it, white),
    words: Math.max(contrastOf(it, white), contrastOf(it, black)),
  })
  const isGood = ({ beside, words }: ReturnType<typeof measure>) => beside >= leastBeside && words >= leastWords
  let best = color
  for (let step = 1; step <= 40 && !isGood(measure(best)); step++)
    best = color.map((each) => Math.round(each * (1 - step / 40))) as Rgb
  const { beside, words } = measure(color)
  const suggestion = `#${best.map((each) => each.toString(16).padStart(2, "0")).join("")}`
  return { beside, words, isGood: isGood({ beside, words }), suggestion }
}
