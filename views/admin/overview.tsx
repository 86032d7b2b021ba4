import { LinkButton } from "../components/button"
import { Icon } from "../components/icon"
import { ChatbotRows, type ChatbotSummary } from "./chatbot-list"
import { type AdminFrame, AdminPage } from "./frame"

export type Step = { title: string; help: string; href: string; word: string; done: boolean }
type Props = { frame: AdminFrame; steps: Step[]; chatbots: ChatbotSummary[]; guide: GuideOffer | undefined }
export type GuideOffer = { href: string; name: string | undefined }

/** What is left to do until visitors are answered; afterwards, how each chatbot stands. */
export function OverviewPage({ frame, steps, chatbots, guide }: Props) {
  const left = steps.filter(({ done }) => !done)
  const next = left[0]
  const progress = (
    <section class="card first-steps" aria-labelledby="first-steps">
      <div class="card-head">
        <h2 id="first-steps">{left.length === 0 ? "You are ready" : "First steps"}</h2>
        <span class="soft">
          {steps.length - left.length} of {steps.length} done
        </span>
      </div>
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
    </section>
  )
  return (
    <AdminPage
      frame={frame}
      section="overview"
      title="Overview"
      actions={
        <LinkButton href="/operator" icon="inbox">
          Open the desk
        </LinkButton>
      }
    >
      {guide ? (
        <section class="card guide-offer" aria-labelledby="guide-offer">
          <div>
            <h2 id="guide-offer">{guide.name ? `Go on with ${guide.name}` : "Your own chatbot in five minutes"}</h2>
            <p class="soft">
              {guide.name
                ? "The guide is where you left it."
                : "Give your website's address; Baton reads it, you try it, choose its colour and paste one line."}
            </p>
          </div>
          <LinkButton href={guide.href} variant="primary" icon="arrow-right">
            {guide.name ? "Go on" : "Start"}
          </LinkButton>
        </section>
      ) : null}
      {progress}
      <section>
        <h2 class="section-title">Your chatbots</h2>
        <ChatbotRows chatbots={chatbots} />
      </section>
    </AdminPage>
  )
}
