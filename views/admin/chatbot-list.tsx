import { LinkButton } from "../components/button"
import { Choice, Select, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { chatbotPath } from "./chatbot-frame"
import { AdminForm, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { locales } from "./locales"

export type ChatbotSummary = {
  id: string
  name: string
  aiEnabled: boolean
  pages: number
  seatsTaken: number
  seats: number | null
  online: boolean
}

export function ChatbotListPage({ frame, chatbots }: { frame: AdminFrame; chatbots: ChatbotSummary[] }) {
  return (
    <AdminPage
      frame={frame}
      section="chatbots"
      title="Chatbots"
      width="list"
      intro="One for each website or language. Each has its own words, content, people and look."
      actions={
        <>
          <LinkButton href="/admin/chatbots/import" icon="upload">
            Import
          </LinkButton>
          <LinkButton href="/admin/chatbots/new" icon="plus" variant="primary">
            New chatbot
          </LinkButton>
        </>
      }
    >
      <ChatbotRows chatbots={chatbots} />
    </AdminPage>
  )
}

export function ChatbotRows({ chatbots }: { chatbots: ChatbotSummary[] }) {
  if (chatbots.length === 0)
    return (
      <div class="card">
        <p class="soft">
          No chatbot yet. <a href="/admin/guide">The guide</a> makes the first one in five minutes.
        </p>
      </div>
    )
  return (
    <ul class="items">
      {chatbots.map((each) => (
        <li class="item baton" data-holder={each.aiEnabled ? "ai" : "human"}>
          <span class="avatar avatar-large" data-holder={each.aiEnabled ? "ai" : "human"} aria-hidden="true">
            <Icon name={each.aiEnabled ? "bot" : "user-round"} />
          </span>
          <span class="item-main">
            <a class="item-link" href={chatbotPath(each.id)}>
              {each.name}
            </a>
            <small class="soft">
              {each.aiEnabled ? "The AI answers first" : "Straight to a person"} · {count(each.pages, "page", "pages")}{" "}
              of content · {each.seatsTaken === 0 ? "nobody has a seat yet" : seatsWords(each.seatsTaken, each.seats)}
            </small>
          </span>
          <span class="badge" data-holder={each.online ? "human" : "closed"}>
            <span class="dot" data-holder={each.online ? "human" : "closed"} />
            {each.online ? "Somebody online" : "Nobody online"}
          </span>
          <Icon name="chevron-right" class="item-arrow" />
        </li>
      ))}
    </ul>
  )
}

/** “2 of 3 seats taken”, or only how many where there is no limit. */
export const seatsWords = (taken: number, seats: number | null) =>
  seats === null
    ? `${count(taken, "seat", "seats")} taken, no limit`
    : `${taken} of ${seats} ${seats === 1 ? "seat" : "seats"} taken`

export const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

export function NewChatbotPage({ frame, form }: { frame: AdminFrame; form: FormState }) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <AdminPage
      frame={frame}
      section="chatbots"
      title="New chatbot"
      back={{ href: "/admin/chatbots", label: "Chatbots" }}
      intro="Four answers, and you can try it. Everything can be changed later."
    >
      <AdminForm action="/admin/chatbots/new" errors={errors} error={error} save="Make the chatbot" icon="plus">
        <TextField
          label="Name"
          {...fieldOf("name")}
          help="Visitors see it at the top of the chat; usually your shop's name."
          maxLength={60}
          required
          autofocus
        />
        <TextField
          label="Your website"
          {...fieldOf("origins")}
          help="For example https://www.example.com. The chat opens only there. You can leave this empty for now."
          placeholder="https://"
          inputMode="url"
        />
        <Select label="Language" {...fieldOf("locale", "en")} options={locales} />
        <Choice
          name="aiEnabled"
          label="The AI answers first"
          help="Off: every visitor goes straight to your team."
          checked={values.aiEnabled !== undefined}
        />
      </AdminForm>
    </AdminPage>
  )
}
