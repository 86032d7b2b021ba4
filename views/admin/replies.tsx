import { LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Select, TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { plain } from "../operator/words"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

type ReplyRow = { id: string; title: string; text: string; chatbot: string | null }

const pathOf = (id: string) => `/admin/replies/${encodeURIComponent(id)}`

export function RepliesPage({ frame, replies }: { frame: AdminFrame; replies: ReplyRow[] }) {
  return (
    <AdminPage
      frame={frame}
      section="replies"
      title="Replies"
      width="list"
      intro="What your team writes again and again. In the composer, / finds it and fills in the visitor's name."
      actions={
        <LinkButton href="/admin/replies/new" icon="plus" variant="primary">
          Add a reply
        </LinkButton>
      }
    >
      {replies.length === 0 ? (
        <Empty icon="message-square" title="No replies yet">
          <p>Add the first, or save one at the desk: the button is under every message that an operator sent.</p>
        </Empty>
      ) : (
        <ul class="items">
          {replies.map(({ id, title, text, chatbot }) => (
            <li class="item">
              <span class="item-main">
                <a class="item-link" href={pathOf(id)}>
                  {title}
                </a>
                <small class="soft reply-preview">
                  {chatbot ?? "Every chatbot"} · {plain(text)}
                </small>
              </span>
              <Icon name="chevron-right" class="item-arrow" />
            </li>
          ))}
        </ul>
      )}
    </AdminPage>
  )
}

type ReplyPageProps = {
  frame: AdminFrame
  form: FormState
  chatbots: { id: string; name: string }[]
  reply?: { id: string; title: string }
}

export function ReplyPage({ frame, form, chatbots, reply }: ReplyPageProps) {
  const { errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <AdminPage
      frame={frame}
      section="replies"
      title={reply?.title ?? "Add a reply"}
      back={{ href: "/admin/replies", label: "Replies" }}
      actions={
        reply ? (
          <LinkButton href={`${pathOf(reply.id)}/delete`} icon="trash-2">
            Delete
          </LinkButton>
        ) : null
      }
    >
      <AdminForm
        action={reply ? pathOf(reply.id) : "/admin/replies"}
        errors={errors}
        error={error}
        save={reply ? "Save" : "Add"}
      >
        <Group title="The reply">
          <TextField
            label="Title"
            {...fieldOf("title")}
            help="Operators find it by that: “refund sent”."
            maxLength={60}
            autocomplete="off"
            required
          />
          <TextArea
            label="Text"
            {...fieldOf("text")}
            rows={8}
            maxLength={8000}
            help="{{name}} is the visitor's first name, left out if nobody knows it; {{operator}} is whoever answers; {{chatbot}} is the chatbot's name. **Words** are bold, and lines that begin with - a list."
            required
          />
          <Select
            label="For"
            {...fieldOf("chatbotId")}
            options={[
              { value: "", label: "Every chatbot" },
              ...chatbots.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Group>
      </AdminForm>
    </AdminPage>
  )
}
