import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { Choice, TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { Progress } from "../components/progress"
import { Table } from "../components/table"
import { Ago } from "../components/time"
import { plain } from "../operator/words"
import { count } from "./chatbot-list"
import { ContentFrame, type ContentHead, contentPath } from "./content"
import { BeforeAfter } from "./effects"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import type { AdminFrame } from "./frame"

export type GoldenRow = {
  id: string
  question: string
  /** What is expected, in words. */
  expected: string
  /** Null: not asked yet. */
  passed: boolean | null
  change: "better" | "worse" | null
  now: string
  source: string
  before: string | null
}
export type RunView = { id: number; reason: string; at: string; passed: number; total: number }
type GoodAnswer = { question: string; answer: string; source: string }

type GoldenPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  now: number
  rows: GoldenRow[]
  runs: RunView[]
  progress: { done: number; total: number } | undefined
  suggestions: GoodAnswer[]
  form: FormState
}

export const goldenPath = (chatbotId: string) => `${contentPath(chatbotId)}/golden`

/** What may have made answers worse. */
const causes: Record<string, string> = {
  content: "the content changed",
  settings: "the persona or settings changed",
  model: "the model changed",
  questions: "the questions changed",
}
const reasons: Record<string, string> = { ...causes, schedule: "once a day", hand: "by hand" }

/** Questions whose answer must not get worse. */
export function GoldenPage({ frame, chatbot, now, rows, runs, progress, suggestions, form }: GoldenPageProps) {
  const path = goldenPath(chatbot.id)
  const [last] = runs
  const worse = rows.filter(({ change }) => change === "worse")
  const better = rows.filter(({ change }) => change === "better")
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="golden">
      <p class="soft">
        Asked again automatically after each change of the content, the persona or the model, and once a day. Before you
        save an answer or a piece of content, you are told what it would break; once a website was read, what got worse.
        With a model each question costs one answer.
      </p>
      {worse.length > 0 && last ? <Worse rows={worse} since={causes[last.reason]} /> : null}
      {progress ? <Progress label="Asking again" done={progress.done} total={progress.total} /> : null}
      {rows.length === 0 ? (
        <Empty icon="circle-check" title="No golden questions yet">
          <p>
            The ten questions that must always be answered right. Write one below, or keep one from “Ask it” with one
            click.
          </p>
          <LinkButton href={`${contentPath(chatbot.id)}/ask`} icon="sparkles">
            Ask it something
          </LinkButton>
        </Empty>
      ) : (
        <section>
          <div class="card-head">
            <h2 class="section-title">
              {last ? standOf(rows) : count(rows.length, "question", "questions")}
              {better.length > 0 ? <span class="soft"> · {better.length} better than before</span> : null}
            </h2>
            <form method="post" action={`${path}/run`}>
              <Button small icon="repeat-2">
                Ask them now
              </Button>
            </form>
          </div>
          <GoldenTable path={path} rows={rows} />
          {runs.length > 0 ? <Runs runs={runs} now={now} /> : null}
        </section>
      )}
      {suggestions.length > 0 ? <Suggestions path={path} suggestions={suggestions} /> : null}
      <section class="card" aria-labelledby="new-golden">
        <div class="card-head">
          <h2 id="new-golden">A new one</h2>
        </div>
        <GoldenForm action={path} form={form} save="Add" />
      </section>
    </ContentFrame>
  )
}

/** @param since what changed, as far as that is known. */
function Worse({ rows, since }: { rows: GoldenRow[]; since: string | undefined }) {
  return (
    <Callout icon="triangle-alert" tone="waiting">
      <p>
        <strong>
          {count(rows.length, "question is", "questions are")} answered worse{" "}
          {since ? `since ${since}` : "than the time before"}.
        </strong>
      </p>
      <ul>
        {rows.map(({ question, before, now: answered, source }) => (
          <li>
            “{question}”
            <BeforeAfter
              before={plain(before ?? "")}
              after={plain(answered)}
              source={source}
              words={["Before", "Now"]}
            />
          </li>
        ))}
      </ul>
    </Callout>
  )
}

function GoldenTable({ path, rows }: { path: string; rows: GoldenRow[] }) {
  return (
    <Table
      id="golden-questions"
      caption="Golden questions"
      columns={[{ label: "Question" }, { label: "Expected" }, { label: "Now" }, { label: "Act", isUnseen: true }]}
    >
      {rows.map((row) => (
        <tr>
          <td class="golden-question">
            <a href={`${path}/${encodeURIComponent(row.id)}`}>{row.question}</a>
          </td>
          <td class="soft golden-expected">{row.expected.replace(/https?:\/\/[^/\s]+(?=\/)/g, "")}</td>
          <td class="golden-answer">
            <div class="golden-result">
              <span class={row.passed === false ? "golden-verdict is-bad" : "golden-verdict"}>
                <Icon
                  name={row.passed === null ? "hourglass" : row.passed ? "circle-check" : "circle-x"}
                  label={row.passed === null ? "Not asked yet" : row.passed ? "Right" : "Wrong"}
                />
                {row.change ? (
                  <span class={row.change === "worse" ? "chip chip-warn" : "chip"}>{row.change}</span>
                ) : null}
              </span>
              <small class="soft golden-now">{plain(row.now)}</small>
            </div>
          </td>
          <td>
            <LinkButton
              small
              icon="trash-2"
              href={`${path}/${encodeURIComponent(row.id)}/delete`}
              aria-label={`Delete “${row.question}”`}
            >
              Delete
            </LinkButton>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Runs({ runs, now }: { runs: RunView[]; now: number }) {
  return (
    <details class="edit-here">
      <summary>
        <Icon name="history" /> Asked before
      </summary>
      <ul class="runs">
        {runs.map(({ reason, at, passed, total }) => (
          <li>
            <span class="number">
              {passed} of {total}
            </span>{" "}
            <span class="soft">
              <Ago at={at} now={now} />, {reasons[reason]}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Suggestions({ path, suggestions }: Pick<GoldenPageProps, "suggestions"> & { path: string }) {
  return (
    <section class="card" aria-labelledby="good">
      <div class="card-head">
        <h2 id="good">From conversations that went well</h2>
      </div>
      <ul class="suggestions">
        {suggestions.map(({ question, answer, source }) => (
          <li>
            <div>
              <p>“{question}”</p>
              <small class="soft">{plain(answer)}</small>
            </div>
            <form method="post" action={path}>
              <input type="hidden" name="question" value={question} />
              <input type="hidden" name="source" value={source} />
              <Button small icon="plus" aria-label={`Keep “${question}”`}>
                Keep
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was added since is not counted as wrong. */
function standOf(rows: readonly GoldenRow[]): string {
  const asked = rows.filter(({ passed }) => passed !== null)
  const right = asked.filter(({ passed }) => passed).length
  const left = rows.length - asked.length
  return `${right} of ${asked.length} as they should be${left > 0 ? `, ${left} still to be asked` : ""}`
}

function GoldenForm({ action, form, save }: { action: string; form: FormState; save: string }) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <AdminForm action={action} errors={errors} error={error} save={save}>
      <TextField label="Question" {...fieldOf("question")} maxLength={1000} />
      <TextField
        label="Answered from"
        {...fieldOf("source")}
        help="The address or the title of the page. You may leave it empty if you say the words."
      />
      <TextArea
        label="Words the answer must contain"
        {...fieldOf("wording")}
        help="One per line, such as “30 days”."
        rows={2}
      />
      <Group title="What should happen">
        <Choice
          type="radio"
          name="outcome"
          value="answers"
          checked={values.outcome !== "calls_person"}
          label="The AI answers"
        />
        <Choice
          type="radio"
          name="outcome"
          value="calls_person"
          checked={values.outcome === "calls_person"}
          label="The AI does not answer: a person does"
        />
      </Group>
    </AdminForm>
  )
}

type GoldenEditPageProps = { frame: AdminFrame; chatbot: ContentHead; id: string; form: FormState }

export function GoldenEditPage({ frame, chatbot, id, form }: GoldenEditPageProps) {
  const path = goldenPath(chatbot.id)
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="golden">
      <p>
        <a href={path}>All golden questions</a>
      </p>
      <GoldenForm action={`${path}/${encodeURIComponent(id)}`} form={form} save="Save" />
    </ContentFrame>
  )
}
