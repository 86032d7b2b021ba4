import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { ownerDetail as detail, optionalText } from "../http/call-schema"
import type { EmbeddingSettingCommands, UsedEmbeddings } from "./embedding-settings"
import type { ModelSettingCommands } from "./model-settings"

export type TryModel = (
  settings: { apiKey?: string | undefined; baseUrl?: string | undefined; model?: string | undefined },
  signal: AbortSignal,
) => Promise<{ ok: boolean; words: string; ms: number }>

export type TryEmbeddings = (
  server: UsedEmbeddings,
  sentence: string,
  signal: AbortSignal,
) => Promise<{ ok: boolean; words: string; ms: number }>

type Deps = {
  auth: Auth
  modelSettings: ModelSettingCommands
  tryModel: TryModel
  embeddingSettings: EmbeddingSettingCommands
  tryEmbeddings: TryEmbeddings
}

const model = t.Object({
  apiKey: t.Optional(t.Nullable(t.String({ maxLength: 500, description: "Written, never read back" }))),
  baseUrl: optionalText(500),
  model: optionalText(200),
  answersPerDay: t.Optional(
    t.Nullable(
      t.Integer({ minimum: 0, maximum: 1_000_000, description: "Then the built-in answerer, until midnight UTC" }),
    ),
  ),
  secondOpinions: t.Optional(
    t.Object(
      {
        isOn: t.Optional(t.Boolean()),
        perDay: t.Optional(t.Nullable(t.Integer({ minimum: 0, maximum: 1_000_000 }))),
        model: optionalText(200),
      },
      { description: "A second, cheaper model, asked where the detectors are in doubt whether a person is needed" },
    ),
  ),
})

const embeddings = {
  apiKey: t.Optional(t.Nullable(t.String({ maxLength: 500, description: "Written, never read back" }))),
  baseUrl: optionalText(500),
  model: optionalText(200),
}

const noServer = { apiKey: null, baseUrl: null, model: null }
const noModel = {
  ...noServer,
  answersPerDay: null,
  secondOpinions: { isOn: true, perDay: null, model: null },
}

/** What the owner may change at run time. */
export const settingApiRoutes = ({ auth, modelSettings, tryModel, embeddingSettings, tryEmbeddings }: Deps) => {
  const shown = () => ({ model: modelSettings.shown(), embeddings: embeddingSettings.shown() })
  return new Elysia({ name: "setting-api", prefix: "/api/v1" })
    .get(
      "/settings",
      ({ request }) => {
        auth.owner(request)
        return shown()
      },
      detail("Settings; secrets are only said to be there"),
    )
    .put(
      "/settings",
      async ({ request, body }) => {
        const person = auth.owner(request)
        if (body.model !== undefined) await modelSettings.save(person, body.model ?? noModel)
        if (body.embeddings !== undefined) await embeddingSettings.save(person, body.embeddings ?? noServer)
        return shown()
      },
      {
        body: t.Object({
          model: t.Optional(t.Nullable(model)),
          embeddings: t.Optional(t.Nullable(t.Object(embeddings))),
        }),
        ...detail("Change settings; null takes a value away, or all that was set of the model or of the embeddings"),
      },
    )
    .post(
      "/settings/model/test",
      ({ request, body }) => {
        auth.owner(request)
        return tryModel(modelSettings.preview(body ?? {}), request.signal)
      },
      { body: t.Optional(t.Nullable(model)), ...detail("One real request with these settings; nothing is saved") },
    )
    .post(
      "/settings/embeddings/test",
      ({ request, body }) => {
        auth.owner(request)
        const { sentence = "", ...change } = body ?? {}
        return tryEmbeddings(embeddingSettings.preview(change), sentence, request.signal)
      },
      {
        body: t.Optional(t.Nullable(t.Object({ ...embeddings, sentence: t.Optional(t.String({ maxLength: 1000 })) }))),
        ...detail("One real request for embeddings with these settings; nothing is saved"),
      },
    )
}
