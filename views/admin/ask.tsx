import { Button, LinkButton } from "../components/button"
import { TextArea, TextField } from "../components/field"
import { HolderBadge } from "../components/holder"
import { Icon } from "../components/icon"
import { Saved } from "../components/saved"
import { ContentFrame, type ContentHead, contentPath } from "./content"
import type { AdminFrame } from "./frame"
import { passagePath } from "./passages"
import { WhyFound, type WhyView } from "./why-found"

type TrialView = {
  question: string
  outcome: "answers" | "unsure" | "calls_person"
  /** Sanitised. */
  answerHtml: string | null
  /** The same, to be said. */
  answerText: string
  citations: { title: string; url: string; quote: string }[]
  /** What the visitor could choose from. */
  suggestions: readonly string[]
  confidence: number | null
  threshold: number
  /** `html`: sanitised. */
  passages: {
    id: number
    title: string
    text: string
    html: string
    score: number
    why: WhyView | null
    isPinned?: boolean
  }[]
  signals: { kind: string; score: number; evidence: { text: string; why: string }[] }[]
  reason: string | null
  answerer: "built-in" | "anthropic"
  failure: string | null
}
/** What was said before in the same trial; `html`: sanitised. */
type EarlierView = { question: string; html: string; isUnsure: boolean }

type AskPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  question: string
  error?: string
  talk?: TalkView | undefined
}
export type TalkView = {
  earlier: EarlierView[]
  trial: TrialView
  /** The turns before the last one, for a form that asks it again; and with it, for one that goes on. */
  before: string
  after: string
  /** What was just done to a passage. */
  saved?: string
}

/** A visitor's question, with everything that they do not see. */
export function AskPage({ frame, chatbot, question, error, talk }: AskPageProps) {
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="ask">
      <div id="trial" tabIndex={-1}>
        {talk ? (
          <Talk chatbotId={chatbot.id} talk={talk} />
        ) : (
          <AskForm chatbotId={chatbot.id} label="Ask as a visitor would" question={question} error={error} turns="" />
        )}
      </div>
      {/* Read out is what the visitor would read, and not everything behind it. */}
      <p id="trial-says" class="hidden-visually" role="status" />
    </ContentFrame>
  )
}

type AskFormProps = { chatbotId: string; label: string; question: string; error?: string | undefined; turns: string }

export function AskForm({ chatbotId, label, question, error, turns }: AskFormProps) {
  const action = `${contentPath(chatbotId)}/ask`
  return (
    <form class="search-row" method="post" action={action} hx-post={action} hx-target="#trial" hx-swap="innerHTML">
      <TextField
        label={label}
        name="question"
        value={question}
        error={error}
        help="Nothing of it is kept, and nobody is called."
        maxLength={2000}
        autocomplete="off"
        required
      />
      {turns ? <input type="hidden" name="turns" value={turns} /> : null}
      <Button variant="primary" icon="sparkles">
        Ask
      </Button>
    </form>
  )
}

type ChoicesProps = { chatbotId: string; suggestions: readonly string[]; turns: string }

/** The buttons that the visitor has; each goes on as it would for them. */
function Choices({ chatbotId, suggestions, turns }: ChoicesProps) {
  const action = `${contentPath(chatbotId)}/ask`
  return (
    <form class="button-row" method="post" action={action} hx-post={action} hx-target="#trial" hx-swap="innerHTML">
      <input type="hidden" name="turns" value={turns} />
      {suggestions.map((text) => (
        <Button small name="question" value={text}>
          {text}
        </Button>
      ))}
    </form>
  )
}

/** What came of the question, said where it is swapped in. */
export function TalkSays({ saved, trial }: TalkView) {
  const { outcome, reason, answerText } = trial
  const why = reason && outcome !== "answers" ? `, because ${reason}.` : "."
  return (
    <p id="trial-says" hx-swap-oob="innerHTML">
      {[saved, outcomes[outcome].word + why, answerText].filter(Boolean).join(" ")}
    </p>
  )
}

/** The whole talk as far as it went, the last answer opened up, and the way on. */
export function Talk({ chatbotId, talk }: { chatbotId: string; talk: TalkView }) {
  const { earlier, trial, after, saved } = talk
  const isOver = trial.outcome === "calls_person"
  return (
    <>
      <Saved>{saved}</Saved>
      {earlier.length > 0 ? (
        <ol class="talk" aria-label="Before">
          {earlier.map(({ question, html, isUnsure }) => (
            <li>
              <p class="talk-question">{question}</p>
              <div class="talk-answer baton" data-holder="ai">
                <div class="answer-text" dangerouslySetInnerHTML={{ __html: html }} />
                {isUnsure ? <small class="soft">It did not know.</small> : null}
              </div>
            </li>
          ))}
        </ol>
      ) : null}
      <Trial chatbotId={chatbotId} trial={trial} before={talk.before} after={after} />
      {isOver ? (
        <p class="button-row">
          <LinkButton href={`${contentPath(chatbotId)}/ask`} icon="repeat-2" variant="primary">
            Begin anew
          </LinkButton>
          <span class="soft">From here on a person writes.</span>
        </p>
      ) : (
        <>
          <AskForm chatbotId={chatbotId} label="Ask on" question="" turns={after} />
          <p>
            <a href={`${contentPath(chatbotId)}/ask`}>Begin anew</a>
          </p>
        </>
      )}
    </>
  )
}

const outcomes = {
  answers: { holder: "ai", word: "Would answer" },
  unsure: { holder: "ai", word: "Would say that it does not know, and offer a person" },
  calls_person: { holder: "waiting", word: "Would call a person" },
} as const

type TrialProps = { chatbotId: string; trial: TrialView; before: string; after: string }

function Trial({ chatbotId, trial, before, after }: TrialProps) {
  const { question, outcome, answerHtml, citations, confidence, threshold, passages, signals, reason, failure } = trial
  const { holder, word } = outcomes[outcome]
  const path = contentPath(chatbotId)
  const source = citations[0]?.url || citations[0]?.title || ""
  return (
    <div class="trial">
      <section class="card trial-answer baton" data-holder={holder} aria-label="What happens">
        <p class="trial-question">“{question}”</p>
        <HolderBadge holder={holder} word={reason && outcome !== "answers" ? `${word}, because …` : word} />
        {reason && outcome !== "answers" ? <p>{reason}.</p> : null}
        {answerHtml ? <div class="answer-text" dangerouslySetInnerHTML={{ __html: answerHtml }} /> : null}
        {citations.length > 0 ? (
          <ol class="citations">
            {citations.map(({ title, url, quote }) => (
              <li>
                {url ? <a href={url}>{title}</a> : title}
                {quote ? (
                  <q>
                    <bdi>{quote}</bdi>
                  </q>
                ) : null}
              </li>
            ))}
          </ol>
        ) : null}
        {trial.suggestions.length > 0 ? (
          <Choices chatbotId={chatbotId} suggestions={trial.suggestions} turns={after} />
        ) : null}
        {reason && outcome === "answers" ? <p class="soft">{reason}.</p> : null}
        {failure ? <p class="soft">The model failed: {failure}. Test it under Settings.</p> : null}
        <div class="button-row">
          {outcome === "answers" ? (
            <form method="post" action={`${path}/golden`}>
              <input type="hidden" name="question" value={question} />
              <input type="hidden" name="source" value={source} />
              <input type="hidden" name="outcome" value="answers" />
              <Button small icon="circle-check">
                Keep as golden question
              </Button>
            </form>
          ) : (
            <LinkButton small icon="plus" href={`${path}/new/qa?question=${encodeURIComponent(question)}`}>
              Write the answer
            </LinkButton>
          )}
        </div>
      </section>
      {confidence === null ? null : <Sureness confidence={confidence} threshold={threshold} />}
      {signals.length > 0 ? (
        <section class="card" aria-labelledby="signals">
          <div class="card-head">
            <h2 id="signals">What it noticed</h2>
          </div>
          <ul class="signals">
            {signals.map(({ kind, score, evidence }) => (
              <li>
                <strong>{signalWords[kind] ?? kind}</strong> <span class="chip number">{score.toFixed(2)}</span>
                {evidence.slice(0, 3).map(({ text, why }) => (
                  <small class="soft">
                    {text ? `“${text.slice(0, 120)}”: ` : ""}
                    {why}
                  </small>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {passages.length > 0 ? (
        <section class="card" aria-labelledby="found">
          <div class="card-head">
            <h2 id="found">What it found, best first</h2>
          </div>
          <ol class="passages">
            {passages.map((passage, at) => (
              <FoundPassage
                chatbotId={chatbotId}
                passage={passage}
                question={question}
                before={before}
                isFirst={at === 0}
              />
            ))}
          </ol>
        </section>
      ) : null}
    </div>
  )
}

const signalWords: Record<string, string> = {
  frustration: "Frustration",
  confusion: "Confusion",
  repetition: "Asked the same again",
  high_stakes: "High stakes",
  low_confidence: "No confident answer",
  rule: "A rule",
  visitor_request: "Asks for a person",
  high_intent: "Ready to buy",
  ai_request: "The AI asks for a person",
  ai_failure: "The AI could not answer",
  second_opinion: "A second opinion calls for a person",
}

type FoundProps = {
  chatbotId: string
  passage: TrialView["passages"][number]
  question: string
  before: string
  isFirst: boolean
}

/** A passage that was considered: edited where it stands, and asked again at once. */
function FoundPassage({ chatbotId, passage, question, before, isFirst }: FoundProps) {
  const { id, title, text, html, score, why, isPinned } = passage
  const action = `${contentPath(chatbotId)}/ask/passages/${id}`
  return (
    <li>
      <h3>
        {title}{" "}
        {score > 0 ? (
          <span class="chip number" title="How well it fits">
            {score.toFixed(2)}
          </span>
        ) : null}{" "}
        {isPinned ? <span class="chip">always considered</span> : null}
      </h3>
      <div class="passage" dangerouslySetInnerHTML={{ __html: html }} />
      {why && score > 0 ? <WhyFound why={why} isOpen={isFirst} /> : null}
      <details class="edit-here">
        <summary>
          <Icon name="pencil" /> Edit and ask again
        </summary>
        <form class="form" method="post" action={action} hx-post={action} hx-target="#trial" hx-swap="innerHTML">
          <TextArea
            label={`Words of “${title}”`}
            name="text"
            id={`text-${id}`}
            value={text}
            rows={Math.min(14, Math.max(4, text.split("\n").length + 1))}
          />
          <input type="hidden" name="question" value={question} />
          {before ? <input type="hidden" name="turns" value={before} /> : null}
          <div class="button-row">
            <Button variant="primary" small>
              Save and ask again
            </Button>
            <a href={passagePath(chatbotId, id)}>See what it would break first</a>
          </div>
        </form>
      </details>
    </li>
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
