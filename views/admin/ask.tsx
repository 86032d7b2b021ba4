import { Button } from "../components/button"
import { TextField } from "../components/field"
import { HolderBadge } from "../components/holder"
import { ContentFrame, type ContentHead, contentPath, type FoundPassage, Passages } from "./content"
import type { AdminFrame } from "./frame"

export type TrialView = {
  question: string
  outcome: "answers" | "unsure" | "calls_person"
  /** Sanitised. */
  answerHtml: string | null
  citations: { title: string; url: string; quote: string }[]
  confidence: number | null
  threshold: number
  passages: FoundPassage[]
  reason: string | null
  answerer: "built-in" | "anthropic"
  failure: string | null
}

type AskPageProps = { frame: AdminFrame; chatbot: ContentHead; question: string; error?: string; trial?: TrialView }

/** A visitor's question, with everything that they do not see. */
export function AskPage({ frame, chatbot, question, error, trial }: AskPageProps) {
  const action = `${contentPath(chatbot.id)}/ask`
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="ask">
      <form class="search-row" method="post" action={action} hx-post={action} hx-target="#trial" hx-swap="innerHTML">
        <TextField
          label="Ask as a visitor would"
          name="question"
          value={question}
          error={error}
          help="Nothing of it is kept, and nobody is called."
          maxLength={2000}
          autocomplete="off"
          required
        />
        <Button variant="primary" icon="sparkles">
          Ask
        </Button>
      </form>
      <div id="trial" aria-live="polite">
        {trial ? <Trial {...trial} /> : null}
      </div>
    </ContentFrame>
  )
}

const outcomes = {
  answers: { holder: "ai", word: "The AI answers" },
  unsure: { holder: "ai", word: "The AI says that it does not know, and offers a person" },
  calls_person: { holder: "waiting", word: "A person is called" },
} as const

export function Trial(trial: TrialView) {
  const { question, outcome, answerHtml, citations, confidence, threshold, passages, reason, failure } = trial
  const { holder, word } = outcomes[outcome]
  return (
    <div class="trial">
      <section class="card trial-answer baton" data-holder={holder} aria-label="What happens">
        <p class="trial-question">“{question}”</p>
        <HolderBadge holder={holder} word={word} />
        {answerHtml ? <div class="answer-text" dangerouslySetInnerHTML={{ __html: answerHtml }} /> : null}
        {citations.length > 0 ? (
          <ol class="citations">
            {citations.map(({ title, url, quote }) => (
              <li>
                {url ? <a href={url}>{title}</a> : title}
                {quote ? <q>{quote}</q> : null}
              </li>
            ))}
          </ol>
        ) : null}
        {reason ? <p class="soft">Why: {reason}.</p> : null}
        {failure ? <p class="soft">The model failed: {failure}. Test it under Settings.</p> : null}
      </section>
      {confidence === null ? null : <Sureness confidence={confidence} threshold={threshold} />}
      {passages.length > 0 ? (
        <section class="card" aria-label="Passages">
          <div class="card-head">
            <h2>What it found, best first</h2>
          </div>
          <Passages passages={passages} />
        </section>
      ) : null}
    </div>
  )
}

function Sureness({ confidence, threshold }: { confidence: number; threshold: number }) {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return (
    <section class="card sureness">
      <h2 id="sureness">How sure it is</h2>
      <p>
        <strong>{percent(confidence)}</strong>{" "}
        <span class="soft">
          {confidence >= threshold ? "is enough:" : "is too little:"} you ask for {percent(threshold)}.
        </span>
      </p>
      <meter class="meter" min={0} max={1} low={threshold} optimum={1} value={confidence} aria-labelledby="sureness" />
    </section>
  )
}
