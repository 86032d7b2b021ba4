import { Choice, Select, TextField } from "../components/field"
import { ChatbotFrame, type ChatbotHead, chatbotPath } from "./chatbot-frame"
import { ColorField } from "./color-field"
import { PositionField } from "./first-words"
import { AdminForm, type FormState, Group } from "./form"
import type { AdminFrame } from "./frame"

type Props = { frame: AdminFrame; chatbot: ChatbotHead; form: FormState }

const contactFields = [
  { value: "name", label: "Name" },
  { value: "email", label: "Email" },
  { value: "phone", label: "Phone" },
  { value: "company", label: "Company" },
]

export function ChatbotLooksPage({ frame, chatbot, form }: Props) {
  const { values, errors = {}, error } = form
  const color = values["appearance.color"] ?? ""
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="looks">
      <AdminForm action={chatbotPath(chatbot.id, "looks")} errors={errors} error={error}>
        <Group title="Colour and font">
          <ColorField value={color} error={errors["appearance.color"]} />
          <TextField
            label="Font"
            name="appearance.font"
            value={values["appearance.font"] ?? ""}
            error={errors["appearance.font"]}
            help="A font that your website already loads, such as Inter. Empty: the visitor's own."
          />
          <Select
            label="Light or dark"
            name="appearance.theme"
            options={[
              { value: "auto", label: "As the visitor's device" },
              { value: "light", label: "Always light" },
              { value: "dark", label: "Always dark" },
            ]}
            value={values["appearance.theme"] || "auto"}
          />
        </Group>
        <Group title="The button that opens it">
          <Select
            label="Its sign"
            name="appearance.icon"
            options={[
              { value: "chat", label: "A speech bubble" },
              { value: "help", label: "A question mark" },
              { value: "ai", label: "A spark" },
              { value: "human", label: "A person" },
            ]}
            value={values["appearance.icon"] || "chat"}
          />
          <TextField
            label="Words on it"
            name="appearance.label"
            value={values["appearance.label"] ?? ""}
            error={errors["appearance.label"]}
            help="Such as “Chat with us”. Empty: a round button with the sign alone."
            maxLength={24}
          />
          <PositionField value={values["appearance.position"]} />
          <TextField
            label="Distance from the side (pixels)"
            name="appearance.side"
            type="number"
            min={0}
            max={200}
            value={values["appearance.side"] ?? ""}
            error={errors["appearance.side"]}
            placeholder="20"
          />
          <TextField
            label="Distance from the bottom (pixels)"
            name="appearance.bottom"
            type="number"
            min={0}
            max={200}
            value={values["appearance.bottom"] ?? ""}
            error={errors["appearance.bottom"]}
            help="More than 20 where a cookie bar or a cart button stands in the same corner."
            placeholder="20"
          />
          <Select
            label="When it is shown"
            name="appearance.hidden"
            options={[
              { value: "", label: "Always" },
              { value: "yes", label: 'Never: your website opens the chat by Baton("open")' },
            ]}
            value={values["appearance.hidden"] ?? ""}
          />
        </Group>
        <Group title="Picture">
          <TextField
            label="Picture of the AI"
            name="appearance.avatar"
            value={values["appearance.avatar"] ?? ""}
            error={errors["appearance.avatar"]}
            help="The https address of a small square picture on your website."
            placeholder="https://"
            inputMode="url"
          />
        </Group>
        <Group title="Contact form" help="What to ask for when you need to come back to a visitor.">
          <div class="choices">
            {contactFields.map(({ value, label }) => (
              <Choice
                name={`contactForm.${value}`}
                label={label}
                checked={values[`contactForm.${value}`] !== undefined}
              />
            ))}
          </div>
          <TextField
            label="Words above it"
            name="contactForm.prompt"
            value={values["contactForm.prompt"] ?? ""}
            error={errors["contactForm.prompt"]}
            placeholder="How can we reach you?"
            maxLength={200}
          />
          <TextField
            label="What they agree to by sending it"
            name="contactForm.consent"
            value={values["contactForm.consent"] ?? ""}
            error={errors["contactForm.consent"]}
            placeholder="By sending this you agree that we may write to you about your question."
            help="Stands in the form, and is kept with each contact as they read it, with the time. May stay empty."
            maxLength={400}
          />
        </Group>
      </AdminForm>
    </ChatbotFrame>
  )
}
