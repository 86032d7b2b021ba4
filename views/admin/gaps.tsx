import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { Relative } from "../components/time"
import { count } from "./chatbot-list"
import { ContentFrame, type ContentHead, contentPath, sourcePath } from "./content"
import { Effects, type EffectsView } from "./effects"
import { AdminForm, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

export type GapRow = {
  id: number
  question: string
  times: number
  conversations: number
  whys: string[]
  weeks: number[]
  recent: number
  before: number
  lastAt: string
  state: "open" | "again" | "dismissed" | "answered"
  isSuggested: boolean
}
type Show = "open" | "answered" | "dismissed"

type GapsPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  now: number
  show: Show
  rows: GapRow[]
  counts: Record<Show, number>
  /** Set aside just now: to be taken back. */
  undo: { id: number; question: string } | null
}

export const gapPath = (chatbotId: string, id?: number) =>
  id === undefined ? `${contentPath(chatbotId)}/gaps` : `${contentPath(chatbotId)}/gaps/${id}`

const shows: { value: Show; word: string }[] = [
  { value: "open", word: "To answer" },
  { value: "answered", word: "Answered" },
  { value: "dismissed", word: "Set aside" },
]

/** What visitors ask and the content does not answer, the most asked first. */
export function GapsPage({ frame, chatbot, now, show, rows, counts, undo }: GapsPageProps) {
  const path = gapPath(chatbot.id)
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="gaps">
      {undo ? (
        <div class="admin-saved undo-line" aria-live="polite">
          <span>
            Set aside: “<bdi>{undo.question}</bdi>”
          </span>
          <form method="post" action={`${gapPath(chatbot.id, undo.id)}/reopen`}>
            <Button small icon="undo-2">
              Undo
            </Button>
          </form>
        </div>
      ) : null}
      <p class="soft">
        Questions of the last 90 days that it could not answer, that ended with a person, or that were rated badly.
        Nothing is learnt from them until you say so.
      </p>
      <nav class="pills" aria-label="Which gaps">
        {shows.map(({ value, word }) => (
          <a class="pill" href={`${path}?show=${value}`} aria-current={value === show ? "page" : undefined}>
            {word}
            {counts[value] > 0 ? <span class="number"> {counts[value]}</span> : null}
          </a>
        ))}
      </nav>
      {rows.length === 0 ? (
        <Empty icon="circle-check" title={empties[show].title}>
          <p>{empties[show].words}</p>
        </Empty>
      ) : (
        <ul class="items">
          {rows.map((row) => (
            <li class="item gap-item">
              <span class="gap-count number" title="How often it was asked">
                {row.times}
              </span>
              <span class="item-main">
                <a class="item-link gap-question" dir="auto" href={gapPath(chatbot.id, row.id)}>
                  {row.question}
                </a>
                <small class="soft">
                  {row.whys.join(", ")} · <Relative at={row.lastAt} now={now} />
                  {row.state === "again" ? " · asked again since you answered" : ""}
                </small>
              </span>
              {row.isSuggested ? <span class="chip">an operator answered it</span> : null}
              <Trend weeks={row.weeks} recent={row.recent} before={row.before} />
              <Icon name="chevron-right" class="item-arrow" />
            </li>
          ))}
        </ul>
      )}
    </ContentFrame>
  )
}

const empties: Record<Show, { title: string; words: string }> = {
  open: {
    title: "No gaps",
    words: "Everything visitors asked lately was answered. Look again in a few days.",
  },
  answered: { title: "None answered yet", words: "Open a gap, check the drafted answer, and add it." },
  dismissed: { title: "Nothing set aside", words: "Questions that you do not want to answer are kept here." },
}

const barWidth = 6
const height = 20

/** Eight weeks at a glance, and in words for who does not see them. */
function Trend({ weeks, recent, before }: Pick<GapRow, "weeks" | "recent" | "before">) {
  const most = Math.max(1, ...weeks)
  const word = recent > before ? "more often" : recent < before ? "less often" : "as often"
  const said = `${recent} this week, ${before} the week before: ${word}`
  return (
    <svg
      class="trend"
      width={weeks.length * (barWidth + 2)}
      height={height}
      viewBox={`0 0 ${weeks.length * (barWidth + 2)} ${height}`}
      role="img"
      aria-label={said}
    >
      <title>{said}</title>
      {weeks.map((value, index) => {
        const tall = value === 0 ? 1 : Math.max(3, Math.round((value / most) * height))
        return <rect x={index * (barWidth + 2)} y={height - tall} width={barWidth} height={tall} rx="1" />
      })}
    </svg>
  )
}

type ReplyView = {
  id: number
  name: string
  text: string
  at: string
  isSuggested: boolean
  /** It is in the draft. */
  isChosen: boolean
  /** What the visitor chose instead of the question; then it is the AI's answer to that. */
  choice: string | undefined
}
type GapView = GapRow & {
  questions: { text: string; why: string; at: string }[]
  replies: ReplyView[]
  personal: string[]
  /** The answer that it was given, and what becomes of the question now. */
  answered: { sourceId: string; title: string; again: EffectsView["asked"][number] } | null
}

type GapPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  now: number
  gap: GapView
  form: FormState
  effects?: EffectsView | undefined
}

export function GapPage({ frame, chatbot, now, gap, form, effects }: GapPageProps) {
  const path = gapPath(chatbot.id, gap.id)
  const { answered, replies } = gap
  return (
    <AdminPage
      frame={frame}
      section="content"
      title={gap.question}
      back={{ href: gapPath(chatbot.id), label: "Gaps" }}
      intro={`Asked ${count(gap.times, "time", "times")} in ${count(gap.conversations, "conversation", "conversations")}: ${gap.whys.join(", ")}.`}
      actions={
        gap.state === "open" || gap.state === "again" ? (
          <form method="post" action={`${path}/dismiss`}>
            <Button icon="x">Set aside</Button>
          </form>
        ) : gap.state === "dismissed" ? (
          <form method="post" action={`${path}/reopen`}>
            <Button icon="undo-2">Take it up again</Button>
          </form>
        ) : null
      }
    >
      {answered ? <AskedAgain chatbot={chatbot} question={gap.question} answered={answered} /> : null}
      {answered && gap.state === "answered" ? null : <AnswerThis path={path} gap={gap} form={form} effects={effects} />}
      {replies.length > 1 ? <Replies path={path} replies={replies} now={now} /> : null}
      <HowAsked chatbot={chatbot} gap={gap} now={now} />
    </AdminPage>
  )
}

type AskedAgainProps = { chatbot: ContentHead; question: string; answered: NonNullable<GapView["answered"]> }

/** What became of the answer that was added: the question, asked once more. */
function AskedAgain({ chatbot, question, answered }: AskedAgainProps) {
  const { again, title, sourceId } = answered
  const isAnswered = again.outcome === "answers"
  return (
    <Callout icon={isAnswered ? "circle-check" : "triangle-alert"} tone={isAnswered ? "human" : "waiting"}>
      <p>
        <strong>
          {isAnswered
            ? "Asked again: now it is answered."
            : "Asked again: it is still not answered. Add the visitors’ own words as questions."}
        </strong>
      </p>
      {again.answer ? (
        <q>
          <bdi>{again.answer}</bdi>
        </q>
      ) : null}
      <p>
        <a href={sourcePath(chatbot.id, sourceId)}>{title}</a>
      </p>
      <form method="post" action={`${contentPath(chatbot.id)}/golden`}>
        <input type="hidden" name="question" value={question} />
        <input type="hidden" name="source" value={title} />
        <Button small icon="circle-check">
          Keep as golden question
        </Button>
      </form>
    </Callout>
  )
}

type AnswerThisProps = { path: string; gap: GapView; form: FormState; effects: EffectsView | undefined }

function AnswerThis({ path, gap: { replies, personal }, form, effects }: AnswerThisProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <section class="card" aria-labelledby="answer-this">
      <div class="card-head">
        <h2 id="answer-this">Answer this</h2>
      </div>
      {replies.length > 0 ? (
        <p class="soft gap-lead">
          Drafted from {whatReplied(replies.find(({ isChosen }) => isChosen))}. Read it as everybody will.
        </p>
      ) : (
        <p class="soft gap-lead">No operator has answered this yet: write it yourself.</p>
      )}
      {personal.length > 0 ? (
        <Callout icon="shield" tone="waiting">
          <p>This looks like one person’s own: {personal.join(", ")}. Take it out before everybody reads it.</p>
        </Callout>
      ) : null}
      <AdminForm
        action={path}
        errors={errors}
        error={error}
        save={effects?.isSerious ? "Add anyway" : "Add the answer"}
        more={
          <button class="button" type="submit" name="act" value="try">
            Try it first
          </button>
        }
      >
        {effects ? <Effects {...effects} /> : null}
        {effects?.isSerious ? (
          <input type="hidden" name="confirmed" value={`${values.questions ?? ""}\n${values.answer ?? ""}`} />
        ) : null}
        <TextArea
          label="Questions"
          {...fieldOf("questions")}
          help="As visitors asked it, one per line. Take out what is one person’s own."
          rows={Math.min(8, Math.max(3, (values.questions ?? "").split("\n").length))}
        />
        <TextArea label="Answer" {...fieldOf("answer")} help="Word for word as visitors will read it." rows={5} />
        <TextField
          label="Page where visitors read more"
          {...fieldOf("url")}
          help="You may leave it empty."
          placeholder="https://"
          inputMode="url"
        />
      </AdminForm>
    </section>
  )
}

/** As part of a sentence. */
const whatReplied = (reply: ReplyView | undefined): string =>
  reply?.choice
    ? `the answer to “${reply.choice}”, which the visitor chose`
    : `what ${reply?.name ?? "an operator"} wrote`

function Replies({ path, replies, now }: { path: string; replies: GapView["replies"]; now: number }) {
  return (
    <section class="card" aria-labelledby="replies">
      <div class="card-head">
        <h2 id="replies">What it was answered with</h2>
      </div>
      <ul class="suggestions">
        {replies.map((reply) => (
          <li>
            <div>
              <p>{reply.text}</p>
              <small class="soft">
                {reply.choice ? `The visitor chose “${reply.choice}”` : reply.name} ·{" "}
                <Relative at={reply.at} now={now} />
                {reply.isSuggested ? " · suggested as an answer" : ""}
              </small>
            </div>
            {reply.isChosen ? (
              <span class="chip">in the draft</span>
            ) : (
              <LinkButton small href={`${path}?reply=${reply.id}`} aria-label={`Use this: ${whatReplied(reply)}`}>
                Use this
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function HowAsked({ chatbot, gap, now }: { chatbot: ContentHead; gap: GapView; now: number }) {
  return (
    <section class="card" aria-labelledby="asked">
      <div class="card-head">
        <h2 id="asked">How it was asked</h2>
        <a href={`${contentPath(chatbot.id)}/ask?question=${encodeURIComponent(gap.question)}`}>Try it</a>
      </div>
      <ul class="asked">
        {wordings(gap.questions).map(({ text, why, at, times }) => (
          <li>
            “{text}”{" "}
            <small class="soft">
              {why}
              {times > 1 ? ` · ${times} times, last` : " ·"} <Relative at={at} now={now} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Wording = { text: string; why: string; at: string }

/** Asked in the same words with the same end, it is told once, with how often. They come newest first. */
function wordings<T extends Wording>(questions: readonly T[]): (T & { times: number })[] {
  const said = new Map<string, T & { times: number }>()
  for (const each of questions) {
    const key = `${each.text.trim().toLowerCase()}\n${each.why}`
    const before = said.get(key)
    if (before) before.times += 1
    else said.set(key, { ...each, times: 1 })
  }
  return [...said.values()]
}
