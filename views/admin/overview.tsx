import { LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Icon } from "../components/icon"
import { Exact } from "../components/time"
import { ChatbotRows, type ChatbotSummary } from "./chatbot-list"
import { type AdminFrame, AdminPage } from "./frame"
import { Glance, type GlanceView } from "./glance"

export type Step = { title: string; help: string; href: string; word: string; done: boolean }

/** Something outside that only an owner can set right. */
type TroubleView = { what: string; advice: string; since?: string | undefined; href: string; word: string }

type GuideOffer = { href: string; name: string | undefined }

type Props = {
  frame: AdminFrame
  troubles: TroubleView[]
  steps: Step[]
  chatbots: ChatbotSummary[]
  guide: GuideOffer | undefined
  /** Not before the first conversation. */
  glance: GlanceView | undefined
}

/** How things stand today. Until somebody has written it is about what is left to do; afterwards that is one line. */
export function OverviewPage({ frame, troubles, steps, chatbots, guide, glance }: Props) {
  const isDone = steps.every(({ done }) => done)
  const bots = (
    <section>
      <h2 class="section-title">Your chatbots</h2>
      <ChatbotRows chatbots={chatbots} />
    </section>
  )
  return (
    <AdminPage
      frame={frame}
      section="overview"
      title="Overview"
      width={glance ? "table" : undefined}
      scripts={["/fresh.js"]}
      actions={
        <LinkButton href="/operator" icon="inbox">
          Open the desk
        </LinkButton>
      }
    >
      {troubles.map((trouble) => (
        <TroubleCallout {...trouble} />
      ))}
      {guide ? <Guide {...guide} /> : null}
      {glance ? (
        <>
          {isDone ? null : <SetUpLine steps={steps} />}
          <Glance {...glance} />
          {bots}
          {isDone ? <SetUpLine steps={steps} /> : null}
        </>
      ) : (
        <>
          <SetUp steps={steps} />
          {bots}
        </>
      )}
    </AdminPage>
  )
}

function TroubleCallout({ what, advice, since, href, word }: TroubleView) {
  return (
    <Callout icon="triangle-alert" tone="danger">
      <p>
        <strong>{what}</strong>{" "}
        {since ? (
          <>
            Since <Exact at={since} />.
          </>
        ) : null}
      </p>
      <p>
        {advice} <a href={href}>{word}</a>
      </p>
    </Callout>
  )
}

function Guide({ href, name }: GuideOffer) {
  return (
    <section class="card guide-offer" aria-labelledby="guide-offer">
      <div>
        <h2 id="guide-offer">{name ? `Go on with ${name}` : "Your own chatbot in five minutes"}</h2>
        <p class="soft">
          {name
            ? "The guide is where you left it."
            : "Give your website's address; Baton reads it, you try it, choose its colour and paste one line."}
        </p>
      </div>
      <LinkButton href={href} variant="primary" icon="arrow-right">
        {name ? "Go on" : "Start"}
      </LinkButton>
    </section>
  )
}

function SetUp({ steps }: Pick<Props, "steps">) {
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <div class="card-head">
        <h2 id="first-steps">First steps</h2>
        <span class="soft">{progressOf(steps)}</span>
      </div>
      <Steps steps={steps} />
    </section>
  )
}

function SetUpLine({ steps }: Pick<Props, "steps">) {
  const next = steps.find(({ done }) => !done)
  return (
    <div class="set-up-line">
      <details class="card">
        <summary>
          <Icon name={next ? "circle" : "circle-check"} />
          <span>
            {next ? `Next: ${next.title.charAt(0).toLowerCase()}${next.title.slice(1)}` : "You are set up"}
            <small class="soft"> {progressOf(steps)}</small>
          </span>
          <Icon name="chevron-down" />
        </summary>
        <Steps steps={steps} />
      </details>
      {next ? (
        <LinkButton href={next.href} aria-label={`${next.word}: ${next.title}`}>
          {next.word}
        </LinkButton>
      ) : null}
    </div>
  )
}

const progressOf = (steps: Step[]) => `${steps.filter(({ done }) => done).length} of ${steps.length} steps done`

function Steps({ steps }: Pick<Props, "steps">) {
  const next = steps.find(({ done }) => !done)
  return (
    <ol class="checklist">
      {steps.map((step) => (
        <li data-done={step.done ? "" : undefined}>
          <Icon name={step.done ? "circle-check" : "circle"} label={step.done ? "Done" : "To do"} />
          <div>
            <h3>{step.title}</h3>
            <p class="soft">{step.help}</p>
          </div>
          <LinkButton
            href={step.href}
            small
            variant={step === next ? "primary" : "quiet"}
            aria-label={`${step.word}: ${step.title}`}
          >
            {step.word}
          </LinkButton>
        </li>
      ))}
    </ol>
  )
}
