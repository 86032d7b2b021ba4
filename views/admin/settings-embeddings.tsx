import { Button } from "../components/button"
import { TextField } from "../components/field"
import { Term } from "../components/term"
import { AdminForm, fieldsOf } from "./form"
import type { SettingsPageProps } from "./settings"
import { asConfigured, KeyField, ServerTrial } from "./settings-server"

export type EmbeddingView = {
  hasApiKey: boolean
  fromEnvironment: { hasApiKey: boolean; baseUrl: string | null; model: string | null }
  isOn: boolean
}

export function EmbeddingCard({ embeddings, embeddingForm, embeddingTrial: trial }: SettingsPageProps) {
  const { values, errors = {}, error } = embeddingForm
  const fieldOf = fieldsOf(embeddingForm)
  const { fromEnvironment } = embeddings
  return (
    <section class="card" id="embeddings">
      <div class="card-head">
        <h2>Search by meaning</h2>
        <span class="badge" data-holder={embeddings.isOn ? "ai" : "closed"}>
          {embeddings.isOn ? "On" : "Off"}
        </span>
      </div>
      <p class="soft model-help">
        Baton finds answers without any service. With one that compares what sentences mean, it also finds what says the
        same in quite different words. Your content and the visitors' questions are then sent there. If it is slow or
        away, answers come without it.{" "}
        <Term>
          embeddings, from OpenAI or from a server of your own such as Ollama or llama.cpp, by /v1/embeddings.
        </Term>
      </p>
      <AdminForm
        action="/admin/settings/embeddings#embeddings"
        errors={errors}
        error={error}
        more={
          <Button name="act" value="test" icon="sparkles">
            Try it
          </Button>
        }
      >
        <TextField
          label="Address of the service"
          {...fieldOf("baseUrl")}
          id="embedding-address"
          placeholder={asConfigured(fromEnvironment.baseUrl) || "https://api.openai.com"}
          help={
            fromEnvironment.baseUrl
              ? "Empty: the one from the server's configuration."
              : "Empty: off. Whoever runs Baton has to name a server in your own network in BATON_ALLOW_PRIVATE."
          }
          inputMode="url"
        />
        <TextField
          label="Model"
          {...fieldOf("model")}
          id="embedding-model"
          placeholder={asConfigured(fromEnvironment.model) || "text-embedding-3-small"}
          help="With another one, all your content is prepared again in the background."
          autocomplete="off"
        />
        <KeyField
          id="embedding-key"
          {...embeddingForm}
          isKept={embeddings.hasApiKey}
          isGiven={fromEnvironment.hasApiKey}
        />
        <TextField
          label="A sentence to try"
          name="sentence"
          value={values.sentence ?? "Can I get my money back?"}
          help="Sent with “Try it”. Nothing is saved."
          maxLength={1000}
          autocomplete="off"
        />
      </AdminForm>
      <ServerTrial id="embedding-trial" trial={trial} good="It works" />
    </section>
  )
}
