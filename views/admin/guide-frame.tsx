import type { ComponentChildren } from "preact"
import { Icon } from "../components/icon"
import { Preview } from "./chatbot-frame"
import { type AdminFrame, AdminPage } from "./frame"

export type GuideStepName = "content" | "try" | "looks" | "website"
export type GuideHead = { id: string; name: string; step: GuideStepName | "start"; reached: GuideStepName | "start" }

const steps = [
  { step: "start", label: "Your business" },
  { step: "content", label: "What it knows" },
  { step: "try", label: "Try it" },
  { step: "looks", label: "Look" },
  { step: "website", label: "Your website" },
] as const
const placeOf = (step: GuideHead["step"]) => steps.findIndex((each) => each.step === step)
export const guideLabel = (step: GuideHead["step"]) => steps[placeOf(step)]!.label

type GuideAct = "stream" | "read" | "text" | "files" | "allow" | "seat" | "finish"

export const guidePath = (id: string, to: GuideStepName | GuideAct) => `/admin/guide/${encodeURIComponent(id)}/${to}`

function Steps({ chatbot }: { chatbot: GuideHead | undefined }) {
  const now = placeOf(chatbot?.step ?? "start")
  const reached = Math.max(now, placeOf(chatbot?.reached ?? "start"))
  return (
    <nav aria-label="Steps of the guide">
      <ol class="guide-steps">
        {steps.map(({ step, label }, at) => {
          const mark = (
            <>
              <span class="guide-number" aria-hidden="true">
                {at < reached && at !== now ? <Icon name="check" /> : at + 1}
              </span>
              {label}
            </>
          )
          return (
            <li aria-current={at === now ? "step" : undefined} data-done={at < reached ? "" : undefined}>
              {chatbot && step !== "start" && at <= reached && at !== now ? (
                <a href={guidePath(chatbot.id, step)}>{mark}</a>
              ) : (
                <span>{mark}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

type GuideFrameProps = {
  frame: AdminFrame
  /** Undefined until there is one. */
  chatbot?: GuideHead
  title: string
  intro: ComponentChildren
  /** With the widget beside it. */
  preview?: boolean
  /** Parts of it are sent again when they change. */
  live?: boolean
  children: ComponentChildren
}

export function GuideFrame({ frame, chatbot, title, intro, preview = false, live = false, children }: GuideFrameProps) {
  return (
    <AdminPage
      frame={frame}
      section="overview"
      title={title}
      intro={intro}
      scripts={[...(live ? ["/guide.js"] : []), ...(preview ? ["/preview-beside.js"] : [])]}
      back={{ href: "/admin", label: "Finish later" }}
      aside={preview && chatbot ? <Preview chatbot={chatbot} /> : undefined}
    >
      <Steps chatbot={chatbot} />
      {live && chatbot ? <div hidden data-guide-stream={guidePath(chatbot.id, "stream")} /> : null}
      {children}
    </AdminPage>
  )
}
