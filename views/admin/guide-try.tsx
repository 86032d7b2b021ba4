import { Button, LinkButton } from "../components/button"
import { TextField } from "../components/field"
import { AdminForm } from "./form"
import type { AdminFrame } from "./frame"
import { GuideReading, type ReadingView } from "./guide-content"
import { GuideFrame, type GuideHead, guidePath } from "./guide-frame"

export type GuideAnswer = {
  question: string
  outcome: "answers" | "unsure" | "calls_person"
  html: string | null
  sources: { title: string; url: string }[]
  reason: string | null
}
type TryProps = {
  frame: AdminFrame
  chatbot: GuideHead
  reading: ReadingView
  ideas: string[]
  answer?: GuideAnswer | undefined
  error?: string | undefined
}

export function GuideTryPage({ frame, chatbot, reading, ideas, answer, error }: TryProps) {
  const own = guidePath(chatbot.id, "try")
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="Try it"
      intro="Ask what your customers ask. What you ask here is not kept; the widget is the real one, and what you write in it arrives at the desk as from a visitor."
      preview
      live
    >
      <AdminForm action={own} save="Ask" icon="bot" guard={false} error={error}>
        <TextField
          label="A customer's question"
          name="question"
          value={answer?.question ?? ""}
          maxLength={2000}
          autofocus
        />
      </AdminForm>
      {ideas.length > 0 ? (
        <form method="post" action={own} class="guide-ideas" aria-label="Ask about what it read">
          <span class="soft">It read about:</span>
          {ideas.map((idea) => (
            <Button name="question" value={idea} small>
              {idea}
            </Button>
          ))}
        </form>
      ) : null}
      {answer ? (
        <section class="card" aria-labelledby="guide-answer">
          <h2 id="guide-answer">
            {answer.outcome === "answers"
              ? "It answers"
              : answer.outcome === "unsure"
                ? "It is not sure, says so, and offers a person"
                : "It calls a person"}
          </h2>
          {answer.html ? <div class="prose" dangerouslySetInnerHTML={{ __html: answer.html }} /> : null}
          {answer.sources.length > 0 ? (
            <p class="soft">From: {answer.sources.map(({ title }) => title).join("; ")}</p>
          ) : null}
          {answer.reason ? <p class="soft">{answer.reason}</p> : null}
        </section>
      ) : null}
      {reading.state === "reading" ? <GuideReading chatbot={chatbot} reading={reading} /> : null}
      <p>
        <LinkButton href={guidePath(chatbot.id, "looks")} {...(answer ? { variant: "primary" as const } : {})}>
          Next: its look
        </LinkButton>
      </p>
    </GuideFrame>
  )
}
