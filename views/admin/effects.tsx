import { Button } from "../components/button"
import { Callout } from "../components/callout"
import { Table } from "../components/table"

export type EffectsView = {
  /** Something to think about before it is saved. */
  isSerious: boolean
  broken: { question: string; before: string; after: string; source: string }[]
  mended: { question: string }[]
  /** How many golden questions were asked. */
  tried: number
  contradictions: { mine: string; other: string; title: string }[]
  /** Questions that were asked again, as they would be answered. */
  asked: { question: string; outcome: "answers" | "unsure" | "calls_person"; answer: string }[]
  /** Where settings change: what visitors asked last, as it would be answered then. */
  recent?:
    | {
        tried: number
        changed: { question: string; verdict: "better" | "worse" | "other"; before: string; after: string }[]
        modelAnswers: number
        failure: string | undefined
      }
    | undefined
}

const verdicts = {
  better: { tone: "human", word: "Better" },
  worse: { tone: "waiting", word: "Worse" },
  other: { tone: "ai", word: "Different" },
} as const

/** What a change of the content or of the settings would do, said before it is done. */
export function Effects({ isSerious, broken, mended, tried, contradictions, asked, recent }: EffectsView) {
  // What could not be tried, or only comes out otherwise, is neither good nor bad.
  const isOpen = recent && (recent.failure || recent.changed.length > 0 || recent.tried + tried === 0)
  const look = isSerious
    ? ({ icon: "triangle-alert", tone: "waiting" } as const)
    : isOpen
      ? ({ icon: "info" } as const)
      : ({ icon: "circle-check", tone: "human" } as const)
  return (
    <Callout {...look}>
      <div class="effects" role="status">
        {broken.length > 0 ? (
          <>
            <p>
              <strong>
                This would break {broken.length} golden {broken.length === 1 ? "question" : "questions"}.
              </strong>
            </p>
            <ul>
              {broken.map(({ question, before, after, source }) => (
                <li>
                  “{question}”
                  <BeforeAfter {...{ before, after, source }} words={["now", "then"]} />
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
        {recent ? <Recent {...recent} golden={tried} /> : null}
        {!recent && tried === 0 && contradictions.length === 0 && asked.length === 0 ? (
          <p>Nothing else in your content says otherwise.</p>
        ) : null}
      </div>
    </Callout>
  )
}

type BeforeAfterProps = { before: string; after: string; source: string; words: [string, string] }

/** Two answers to one question, one under the other. */
export const BeforeAfter = ({ before, after, source, words }: BeforeAfterProps) => (
  <small class="before-after">
    <span>
      <b>{words[0]}</b> {before}
    </span>
    <span>
      <b>{words[1]}</b> {after}
      {source ? ` (${source})` : ""}
    </span>
  </small>
)

type RecentProps = NonNullable<EffectsView["recent"]> & { golden: number }

function Recent({ tried, changed, modelAnswers, failure, golden }: RecentProps) {
  const said = tried === 1 ? "the last question" : `the last ${tried} questions`
  const order = ["worse", "better", "other"]
  const rows = changed.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  return (
    <>
      {failure ? (
        <p>
          <strong>Not all could be asked: {failure}.</strong>
        </p>
      ) : null}
      {tried === 0 && golden === 0 && !failure ? (
        <p>There is nothing to try it on yet: no golden questions, and visitors have asked nothing so far.</p>
      ) : null}
      {tried > 0 && rows.length === 0 ? (
        <p>
          Of {said} that visitors asked, {tried === 1 ? "it is answered as before" : "all are answered as before"}.
        </p>
      ) : null}
      {rows.length > 0 ? (
        <>
          <p>
            Of {said} that visitors asked, {rows.length} would be answered otherwise:
          </p>
          <Table
            caption="Questions that would be answered otherwise"
            columns={[{ label: "Question" }, { label: "Now" }, { label: "Then" }]}
          >
            {rows.map(({ question, verdict, before, after }) => (
              <tr>
                <td>
                  {question}
                  <br />
                  <span class="chip" data-holder={verdicts[verdict].tone}>
                    {verdicts[verdict].word}
                  </span>
                </td>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            ))}
          </Table>
        </>
      ) : null}
      {modelAnswers > 0 ? <p>This took {modelAnswers} of the model's answers of today.</p> : null}
    </>
  )
}

export type TriedSettings = {
  effects?: EffectsView | undefined
  /** The change that these are the effects of: saved as it is, it is not asked about again. */
  confirmed?: string | undefined
  /** What a trial with the model takes; undefined where there is none. */
  modelAnswers: number | undefined
}

export function SettingEffects({ effects, confirmed }: TriedSettings) {
  if (!effects) return null
  return (
    <>
      <Effects {...effects} />
      {effects.isSerious ? <input type="hidden" name="confirmed" value={confirmed ?? ""} /> : null}
    </>
  )
}

/** Beside “Save”: what it would change, before it does. */
export function TryEffects({
  modelAnswers,
  form,
}: Pick<TriedSettings, "modelAnswers"> & { form?: string | undefined }) {
  return (
    <>
      <Button name="act" value="try" form={form}>
        See what it changes
      </Button>
      {modelAnswers ? (
        <Button name="act" value="model" form={form}>
          Try with the model ({modelAnswers} answers)
        </Button>
      ) : null}
    </>
  )
}
