import { Button } from "../components/button"
import { Callout } from "../components/callout"
import { Choice, TextField } from "../components/field"
import { Term } from "../components/term"
import { count } from "./chatbot-list"
import { AdminForm, fieldsOf } from "./form"
import type { SettingsPageProps } from "./settings"
import { asConfigured, KeyField, ServerTrial } from "./settings-server"

export type ModelView = {
  hasApiKey: boolean
  fromEnvironment: { hasApiKey: boolean; baseUrl: string | null; model: string | null }
  answerer: "built-in" | "anthropic"
  answersPerDay: number | null
  answersToday: number
  /** Today's answers are used up. */
  isSpent: boolean
  secondOpinions: {
    isOn: boolean
    perDay: number
    askedToday: number
    /** Of those asked today, after how many something else was decided. */
    changedToday: number
  }
}

export function ModelCard({ model, modelTrouble, modelForm, trial }: SettingsPageProps) {
  const { errors = {}, error } = modelForm
  const fieldOf = fieldsOf(modelForm)
  const { fromEnvironment } = model
  return (
    <section class="card" id="model">
      <div class="card-head">
        <h2>The AI that answers</h2>
        <span class="badge" data-holder={modelTrouble ? "danger" : "ai"}>
          {model.answerer === "built-in"
            ? "Baton's own"
            : model.isSpent
              ? "Baton's own until midnight"
              : modelTrouble
                ? "Does not answer"
                : "Connected"}
        </span>
      </div>
      <p class="soft model-help">
        On its own, Baton finds the place in your content that answers, and quotes it. Connected to a language model, it
        converses. Either way it answers from your content.{" "}
        <Term>the Messages API of Anthropic, or of a server of your own that speaks it.</Term>
      </p>
      <AdminForm
        action="/admin/settings/model#model"
        errors={errors}
        error={error}
        more={
          <Button name="act" value="test" icon="sparkles">
            Test
          </Button>
        }
      >
        {modelTrouble ? (
          <Callout icon="triangle-alert" tone="danger">
            <p>
              <strong>The last question was not answered, so a person was called.</strong>
            </p>
            <p>{modelTrouble} “Test” shows whether it answers now.</p>
          </Callout>
        ) : null}
        {model.answerer !== "built-in" && model.isSpent ? (
          <Callout icon="info" tone="waiting">
            <p>
              The model has given its {model.answersPerDay} answers of today. Baton's own answers go on until midnight
              UTC.
            </p>
          </Callout>
        ) : null}
        <KeyField {...modelForm} isKept={model.hasApiKey} isGiven={fromEnvironment.hasApiKey} />
        <TextField
          label="Address, for a server of your own"
          {...fieldOf("baseUrl")}
          placeholder={asConfigured(fromEnvironment.baseUrl) || "https://api.anthropic.com"}
          help="Empty: Anthropic's. Only a key that is entered for an address is sent there; a server of your own may need none."
          inputMode="url"
        />
        <TextField
          label="Model"
          {...fieldOf("model")}
          id="model-name"
          placeholder={asConfigured(fromEnvironment.model)}
          help="Empty: a fast and inexpensive one."
          autocomplete="off"
        />
        <TextField
          label="Answers per day, at most"
          {...fieldOf("answersPerDay")}
          placeholder="No limit"
          help={`Then Baton's own answers go on until midnight UTC. Today the model gave ${count(model.answersToday, "answer", "answers")}.`}
          inputMode="numeric"
          autocomplete="off"
        />
      </AdminForm>
      <ServerTrial id="trial" trial={trial} good="It answers" isQuoted />
    </section>
  )
}

export function OpinionCard({ model, opinionForm }: SettingsPageProps) {
  const { values, errors = {}, error } = opinionForm
  const fieldOf = fieldsOf(opinionForm)
  const { isOn, perDay, askedToday, changedToday } = model.secondOpinions
  const isSpent = model.isSpent || askedToday >= perDay
  return (
    <section class="card" id="opinions">
      <div class="card-head">
        <h2>Second opinions</h2>
        <span class="badge" data-holder={isOn && !isSpent ? "ai" : "closed"}>
          {isOn ? (isSpent ? "None until midnight" : "On") : "Off"}
        </span>
      </div>
      <p class="soft model-help">
        Baton notices on its own when a visitor needs a person. When in doubt, it can ask a second model one short
        question about the last few messages. What that says counts only beside what Baton noticed, and by one step: a
        person is offered or called who would not have been, or an offer is left out that was hardly needed. It takes
        back no call, and nothing that a visitor or a rule of yours asks for.
      </p>
      <p class="opinion-count">
        <strong class="number">
          {count(askedToday, "second opinion", "second opinions")} today, {changedToday} changed a decision.
        </strong>{" "}
        <a href="/admin/reports">Where models saw it differently</a>
      </p>
      <AdminForm action="/admin/settings/opinions#opinions" errors={errors} error={error}>
        <Choice
          label="Ask a second, cheaper model when Baton is in doubt"
          help="About one message in fifty. A visitor waits for it two and a half seconds at most; without it, Baton decides alone."
          name="isOn"
          checked={values.isOn !== undefined}
        />
        <TextField
          label="Second opinions per day, at most"
          {...fieldOf("perDay")}
          placeholder="100"
          help="Counted beside the day's answers; one costs a quarter of an answer, or far less. When either is used up, none is asked until midnight UTC."
          inputMode="numeric"
          autocomplete="off"
        />
        <TextField
          label="Model for second opinions"
          {...fieldOf("model")}
          id="opinion-model"
          help="Empty: the provider's small one. On a server of your own: the model that answers."
          autocomplete="off"
        />
      </AdminForm>
    </section>
  )
}
