/**
 * A sentence of ours around words of somebody else's, in whatever direction they are written: what stands between “ and ”
 * keeps its own order, and the rest of the sentence keeps its place.
 */
export function Quoted({ text }: { text: string }) {
  return <>{pieces(text).map(({ words, isQuote }) => (isQuote ? <bdi>{words}</bdi> : words))}</>
}

/** In turn what is ours and what is quoted. A quote in a quote is part of it. */
function pieces(text: string): { words: string; isQuote: boolean }[] {
  const found: { words: string; isQuote: boolean }[] = []
  let [from, depth] = [0, 0]
  const take = (to: number, isQuote: boolean) => {
    if (to > from) found.push({ words: text.slice(from, to), isQuote })
    from = to
  }
  for (const { 0: mark, index } of text.matchAll(/[“”]/g)) {
    if (mark === "“" && depth++ === 0) take(index + 1, false)
    if (mark === "”" && depth > 0 && --depth === 0) take(index, true)
  }
  take(text.length, depth > 0)
  return found
}
