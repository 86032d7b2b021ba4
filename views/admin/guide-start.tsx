import { Select, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { AdminForm, type FormState, fieldsOf } from "./form"
import type { AdminFrame } from "./frame"
import { GuideFrame, type GuideStepName, guideLabel, guidePath } from "./guide-frame"
import { locales } from "./locales"

type StartProps = {
  frame: AdminFrame
  form: FormState
  open: { id: string; name: string; step: GuideStepName }[]
  /** While the owner is called by what their address begins with. */
  asksName: boolean
}

export function GuideStartPage({ frame, form, open, asksName }: StartProps) {
  const { errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <GuideFrame
      frame={frame}
      title="Your chatbot in five minutes"
      intro="A few answers, and Baton starts reading your website. You can leave at any step and continue later."
    >
      {open.length > 0 ? (
        <section class="card" aria-labelledby="go-on">
          <h2 id="go-on">Continue where you were</h2>
          <ul class="items">
            {open.map(({ id, name, step }) => (
              <li class="item">
                <Icon name="bot" />
                <span class="item-main">
                  <a class="item-link" href={guidePath(id, step)}>
                    {name}
                  </a>
                  <small class="soft">Next: {guideLabel(step).toLowerCase()}</small>
                </span>
                <Icon name="chevron-right" class="item-arrow" />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <AdminForm action="/admin/guide" errors={errors} error={error} save="Go on" icon="arrow-right" guard={false}>
        <TextField
          label="Name of your business"
          {...fieldOf("name")}
          help="Visitors read it at the top of the chat."
          maxLength={60}
          required
          autofocus
        />
        <TextField
          label="Address of your website"
          {...fieldOf("website")}
          help="Baton reads it and answers from it. No website? Leave this empty: you can write or upload what it should know."
          placeholder="https://www.example.com"
          inputMode="url"
          autocomplete="url"
        />
        {asksName ? (
          <TextField
            label="Your own name"
            {...fieldOf("ownName")}
            help="Visitors read it when you answer them yourself."
            maxLength={60}
            autocomplete="name"
          />
        ) : null}
        <Select label="Language" {...fieldOf("locale", "en")} options={locales} />
      </AdminForm>
    </GuideFrame>
  )
}
