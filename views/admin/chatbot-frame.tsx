import type { ComponentChildren } from "preact"
import { LinkButton } from "../components/button"
import { Segments } from "../components/segments"
import { Tabs } from "../components/tabs"
import { type AdminFrame, AdminPage } from "./frame"

type ChatbotTab = "basics" | "limits" | "person" | "looks" | "languages" | "website"
export type ChatbotHead = { id: string; name: string }

type ChatbotFrameProps = {
  frame: AdminFrame
  chatbot: ChatbotHead
  tab: ChatbotTab
  children: ComponentChildren
}

export const chatbotPath = (id: string, tab: ChatbotTab = "basics") =>
  `/admin/chatbots/${encodeURIComponent(id)}${tab === "basics" ? "" : `/${tab}`}`

/** Where everything is set that happens when nobody is there. */
export const nobodyOnlineId = "nobody-online"
export const nobodyOnlinePath = (id: string) => `${chatbotPath(id, "person")}#${nobodyOnlineId}`

const tabs: { tab: ChatbotTab; label: string }[] = [
  { tab: "basics", label: "Basics" },
  { tab: "limits", label: "Tone and limits" },
  { tab: "person", label: "Calling a person" },
  { tab: "looks", label: "Appearance" },
  { tab: "languages", label: "Languages" },
  { tab: "website", label: "Your website" },
]

/** A chatbot's settings, with the real widget beside them. */
export function ChatbotFrame({ frame, chatbot, tab, children }: ChatbotFrameProps) {
  return (
    <AdminPage
      frame={frame}
      section="chatbots"
      title={chatbot.name}
      tab={tab === "basics" ? undefined : tabs.find((each) => each.tab === tab)?.label}
      back={{ href: "/admin/chatbots", label: "Chatbots" }}
      actions={
        <LinkButton href={`${chatbotPath(chatbot.id)}/content`} icon="book-open">
          Content
        </LinkButton>
      }
      aside={<Preview chatbot={chatbot} />}
      scripts={["/preview-beside.js"]}
    >
      <Tabs
        label="Settings of this chatbot"
        tabs={tabs.map(({ tab: each, label }) => ({
          href: chatbotPath(chatbot.id, each),
          label,
          current: each === tab,
        }))}
      />
      {children}
    </AdminPage>
  )
}

/** Where the preview does not stand beside the form but below it: the way there, in the bar that stays in sight. */
export const SeePreview = () => (
  <a class="see-preview" href="#preview">
    See the preview
  </a>
)

/** The real widget, as the script of `preview-beside.js` is told to show it. */
export function Preview({ chatbot }: { chatbot: ChatbotHead }) {
  return (
    <figure class="preview" id="preview" data-preview>
      <figcaption class="preview-head">
        <span class="overline">As visitors see it</span>
        <a href={`${chatbotPath(chatbot.id)}/preview`} target="_blank" rel="noreferrer">
          Open alone
        </a>
      </figcaption>
      <div class="preview-choices needs-script">
        <Segments
          label="The chat is"
          name="preview-is"
          choices={[
            { value: "open", word: "Open" },
            { value: "closed", word: "Closed" },
          ]}
        />
        <Segments
          label="Seen on"
          name="preview-on"
          choices={[
            { value: "phone", word: "Phone", icon: "smartphone" },
            { value: "computer", word: "Computer", icon: "monitor" },
          ]}
        />
      </div>
      <div class="preview-stage" data-preview-stage>
        <iframe
          class="preview-frame"
          src={`${chatbotPath(chatbot.id)}/preview`}
          title={`Preview of ${chatbot.name}`}
          loading="lazy"
        />
      </div>
      <p class="field-help">The real widget. What you write in it arrives at the operator desk.</p>
    </figure>
  )
}
