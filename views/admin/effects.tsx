import { Callout } from "../components/callout"

export type EffectsView = {
  /** Something to think about before it is saved. */
  isSerious: boolean
  broken: { question: string; before: string; after: string }[]
  mended: { question: string }[]
  /** How many golden questions were asked. */
  tried: number
  contradictions: { mine: string; other: string; title: string }[]
  /** Questions that were asked again, as they would be answered. */
  asked: { question: string; outcome: "answers" | "unsure" | "calls_person"; answer: string }[]
}

/** What a change of the content would do, said before it is done. */
export function Effects({ isSerious, broken, mended, tried, contradictions, asked }: EffectsView) {
  return (
    <Callout icon={isSerious ? "triangle-alert" : "circle-check"} tone={isSerious ? "waiting" : "human"}>
      <div class="effects" role="status">
        {broken.length > 0 ? (
          <>
            <p>
              <strong>
                This would break {broken.length} golden {broken.length === 1 ? "question" : "questions"}.
              </strong>
            </p>
            <ul>
              {broken.map(({ question, before, after }) => (
                <li>
                  “{question}”
                  <br />
                  <small>
                    now: {before} · then: {after}
                  </small>
                </li>
              ))}
            </ul>
          </>
        ) : tried > 0 ? (
          <p>
            {tried === 1 ? "The golden question is" : `All ${tried} golden questions are`} answered as well as before
            {mended.length > 0 ? `, and ${mended.length} better` : ""}.
          </p>
        ) : null}
        {contradictions.length > 0 ? (
          <>
            <p>
              <strong>Your content says something else elsewhere:</strong>
            </p>
            <ul>
              {contradictions.map(({ mine, other, title }) => (
                <li>
                  “{mine}”
                  <br />
                  <small>
                    {title}: “{other}”
                  </small>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {asked.map(({ question, outcome, answer }) => (
          <p>
            “{question}” {outcome === "answers" ? "would be answered:" : "would still not be answered."}
            {outcome === "answers" ? <q class="effect-answer">{answer}</q> : null}
          </p>
        ))}
        {tried === 0 && contradictions.length === 0 && asked.length === 0 ? (
          <p>Nothing else in your content says otherwise.</p>
        ) : null}
      </div>
    </Callout>
  )
}
