import { Choice, Select, TextField } from "../components/field"
import { ChatbotFrame, type ChatbotHead, chatbotPath, SeePreview } from "./chatbot-frame"
import { ColorField } from "./color-field"
import { PositionField } from "./first-words"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import type { AdminFrame } from "./frame"

type Props = {
  frame: AdminFrame
  chatbot: ChatbotHead
  form: FormState
  /** The address of what was uploaded. */
  picture: string | undefined
}

/** Shown closed while it is being worked on. */
const closed = { "data-shows": "closed" }

const contactFields = [
  { value: "name", label: "Name" },
  { value: "email", label: "Email" },
  { value: "phone", label: "Phone" },
  { value: "company", label: "Company" },
]

export function ChatbotLooksPage({ frame, chatbot, form, picture }: Props) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const distance = (name: "side" | "bottom" | "phoneSide" | "phoneBottom", label: string, empty: string) => (
    <TextField label={label} {...fieldOf(`appearance.${name}`)} type="number" min={0} max={200} placeholder={empty} />
  )
  const side = values["appearance.side"] || "20"
  const bottom = values["appearance.bottom"] || "20"
  const color = values["appearance.color"] ?? ""
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="looks">
      <AdminForm action={chatbotPath(chatbot.id, "looks")} errors={errors} error={error} more={<SeePreview />} upload>
        <Group title="Colour and font">
          <ColorField value={color} error={errors["appearance.color"]} />
          <TextField
            label="Font"
            {...fieldOf("appearance.font")}
            help="A font your website already loads, such as Inter; this preview shows it only if your device has it. Leave empty for the visitor's own."
          />
          <Select
            label="Light or dark"
            name="appearance.theme"
            options={[
              { value: "auto", label: "Same as the visitor's device" },
              { value: "light", label: "Always light" },
              { value: "dark", label: "Always dark" },
            ]}
            value={values["appearance.theme"] || "auto"}
          />
        </Group>
        <Group title="Picture" help="Beside its name in the chat, and where a link to its own page is shown.">
          <Picture name={chatbot.name} picture={picture} values={values} errors={errors} />
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
            {...closed}
          />
          <TextField
            label="Words on it"
            {...fieldOf("appearance.label")}
            help={
              <>
                For example “Chat with us”. Leave empty for a round button with just the icon. In other languages:{" "}
                <a href={chatbotPath(chatbot.id, "languages")}>Languages</a>.
              </>
            }
            maxLength={24}
            {...closed}
          />
          <PositionField value={values["appearance.position"]} />
          <div>
            <div class="pairs">
              <fieldset class="pair" {...closed} data-shows-on="computer">
                <legend>Distance on a computer, in pixels</legend>
                {distance("side", "From the side", "20")}
                {distance("bottom", "From the bottom", "20")}
              </fieldset>
              <fieldset class="pair" {...closed} data-shows-on="phone">
                <legend>Distance on a phone, in pixels</legend>
                {distance("phoneSide", "From the side", side)}
                {distance("phoneBottom", "From the bottom", bottom)}
              </fieldset>
            </div>
            <p class="field-help">
              Use more if a cookie bar or a cart button is in the same corner. Leave the phone's empty to use the
              computer's.
            </p>
          </div>
          <Select
            label="When it is shown"
            name="appearance.hidden"
            options={[
              { value: "", label: "Always" },
              { value: "yes", label: "Never: a link on your website opens the chat" },
            ]}
            value={values["appearance.hidden"] ?? ""}
            help={
              <>
                How such a link is made: <a href={`${chatbotPath(chatbot.id, "website")}#link`}>Your website</a>.
              </>
            }
            {...closed}
          />
        </Group>
        <Group title="Contact form" help="What to ask for when you need to get back to a visitor.">
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
            {...fieldOf("contactForm.prompt")}
            placeholder="How can we reach you?"
            maxLength={200}
          />
          <TextField
            label="What they agree to by sending it"
            {...fieldOf("contactForm.consent")}
            placeholder="By sending this you agree that we may write to you about your question."
            help="Shown in the form, and kept with each contact as they read it, with the time. Optional."
            maxLength={400}
          />
        </Group>
      </AdminForm>
    </ChatbotFrame>
  )
}

type PictureProps = {
  name: string
  picture: string | undefined
  values: FormState["values"]
  errors: NonNullable<FormState["errors"]>
}

/** What there is, and another one: from a file, or where nothing was uploaded by its address. */
function Picture({ name, picture, values, errors }: PictureProps) {
  const address = values["appearance.avatar"] ?? ""
  const wrongAddress = errors["appearance.avatar"]
  const shown = picture ?? (wrongAddress ? "" : address)
  return (
    <>
      <div class="picture-row">
        <span class="picture-face" id="picture-face" aria-hidden="true">
          {shown ? <img src={shown} alt="" /> : [...name][0]}
        </span>
        <TextField
          label={picture ? "Another picture" : "A picture from your device"}
          name="picture"
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          error={errors.picture}
          help="PNG, JPEG, WebP or GIF, 1 MB at most. A square looks best; of others, the middle is shown."
          data-picture="picture-face"
          data-shows="open"
        />
      </div>
      {picture ? (
        <Choice
          name="picture.remove"
          label="Remove it"
          help="The first letter of its name is then shown instead."
          checked={values["picture.remove"] !== undefined}
          data-shows="open"
        />
      ) : (
        <details open={wrongAddress !== undefined || address !== ""}>
          <summary>Or the address of a picture on your website</summary>
          <TextField
            label="Address"
            name="appearance.avatar"
            value={address}
            error={wrongAddress}
            placeholder="https://"
            inputMode="url"
            data-shows="open"
          />
        </details>
      )}
    </>
  )
}
