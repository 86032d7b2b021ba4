export type WhyView = {
  parts: { by: "words" | "title" | "meaning" | "asked" | "page"; score: number }[]
  asked?: { text: string; likeness: number; meaning?: number }
  wording?: string
  places?: {
    words: { place: number | undefined; score: number }
    likeness: { place: number | undefined; confidence: number; score: number }
  }
  /** Of the question, as they stand in the passage and in what it is called. */
  words: string[]
  titleWords: string[]
}

type WhyProps = { why: WhyView; isOpen: boolean }

/** Why a passage was found, in the words of a shop owner, with what each reason gives of the score. */
export function WhyFound({ why, isOpen }: WhyProps) {
  const { parts, places, asked, wording } = why
  const total = parts.reduce((sum, { score }) => sum + Math.max(0, score), 0)
  return (
    <details class="why-found" open={isOpen}>
      <summary>{summaryOf(why)}</summary>
      {wording ? <p class="soft">Your synonyms asked it as “{wording}”, and that found it.</p> : null}
      {places ? (
        <ul class="why-parts">
          <Part
            score={places.likeness.score}
            of={places.likeness.score + places.words.score}
            words={
              places.likeness.place === undefined
                ? "Meaning, by the service you connected: not among the nearest"
                : `Meaning, by the service you connected: ${ordinal(places.likeness.place)} nearest, ${percent(places.likeness.confidence)} likely to answer`
            }
          />
          <Part
            score={places.words.score}
            of={places.likeness.score + places.words.score}
            words={
              places.words.place === undefined
                ? "Its own words: not among the first"
                : `What its own words found: ${ordinal(places.words.place)}${parts.length > 0 ? ", because of these:" : ""}`
            }
          />
        </ul>
      ) : null}
      {parts.length > 0 ? (
        <ul class={places ? "why-parts why-parts-inner" : "why-parts"}>
          {parts.map(({ by, score }) => (
            <Part score={score} of={total} words={reasonOf(by, why)} />
          ))}
        </ul>
      ) : null}
      {asked && asked.likeness > 0 ? (
        <p class="soft">
          The way of asking most like it is “{asked.text}”: {percent(asked.likeness)} alike
          {asked.meaning === undefined ? "" : `, ${percent(asked.meaning)} in what the whole sentence means`}.
        </p>
      ) : null}
    </details>
  )
}

function Part({ words, score, of }: { words: string; score: number; of: number }) {
  const share = of > 0 ? Math.max(0, Math.min(1, score / of)) : 0
  return (
    <li>
      <span>{words}</span>
      <svg class="why-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.round(share * 100)} height="6" />
      </svg>
      <span class="number">{score < 0 ? `−${(-score).toFixed(2)}` : score.toFixed(2)}</span>
    </li>
  )
}

const names = {
  words: "its words",
  title: "its title",
  meaning: "what it means",
  asked: "the ways of asking",
  page: "the rest of its page",
} as const

function summaryOf({ parts, places }: WhyView): string {
  if (places?.likeness.place !== undefined && places.likeness.score > places.words.score)
    return "Found by what it means"
  const total = parts.reduce((sum, { score }) => sum + Math.max(0, score), 0)
  const main = parts.filter(({ score }) => score >= total / 4).slice(0, 3)
  if (main.length === 0) return places?.likeness.place ? "Found by what it means" : "Hardly fits"
  const said = main.map(({ by }) => names[by])
  return `Found by ${said.length > 1 ? `${said.slice(0, -1).join(", ")} and ${said.at(-1)}` : said[0]}`
}

function reasonOf(by: WhyView["parts"][number]["by"], { words, titleWords }: WhyView): string {
  switch (by) {
    case "words":
      return words.length > 0 ? `Its words: ${quoted(words)}` : "Words like those of the question"
    case "title":
      return titleWords.length > 0 ? `Its title and headings: ${quoted(titleWords)}` : "Its title and headings"
    case "meaning":
      return "What its words mean, also where they are others"
    case "asked":
      return "The ways in which it is asked for"
    case "page":
      return "Other pieces of its page fit too"
  }
}

const quoted = (words: readonly string[]) =>
  words
    .slice(0, 6)
    .map((word) => `“${word}”`)
    .join(", ")

const percent = (share: number) => `${Math.round(Math.max(0, share) * 100)} %`

function ordinal(place: number): string {
  const ending = place % 100 > 10 && place % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th")
  return `${place}${ending}`
}
