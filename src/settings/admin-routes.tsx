import { Elysia } from "elysia"
import { LogPage } from "../../views/admin/change-log"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { SettingsPage } from "../../views/admin/settings"
import type { AuditStore } from "../accounts/audit-store"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import type { SessionStore } from "../accounts/session-store"
import type { TeamCommands } from "../accounts/team-commands"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { numberCursor, pageOf } from "../http/paging"
import type { TryEmbeddings, TryModel } from "./api-routes"
import type { EmbeddingSettingCommands } from "./embedding-settings"
import type { ModelChange, ModelSettingCommands } from "./model-settings"
import type { ServerChange } from "./server-entry"

type Deps = {
  auth: Auth
  people: PersonStore
  sessions: SessionStore
  audit: AuditStore
  chatbots: ChatbotStore
  team: TeamCommands
  modelSettings: ModelSettingCommands
  tryModel: TryModel
  /** What the model in use lacks, as far as the last question showed it. */
  modelTrouble: () => { advice: string; count: number; since: number } | undefined
  embeddingSettings: EmbeddingSettingCommands
  tryEmbeddings: TryEmbeddings
  now: () => number
}

const base = "/admin/settings"
const perPage = 100

/** The model, the tokens of programs, and the log of changes. */
export const settingAdminRoutes = (deps: Deps) => {
  const { auth, people, sessions, audit, chatbots, team, modelSettings, tryModel, embeddingSettings, tryEmbeddings } =
    deps
  const { modelTrouble, now } = deps
  const page = createAdminPage(auth)

  type Shown = {
    modelForm?: FormState
    opinionForm?: FormState
    tokenForm?: FormState
    trial?: Awaited<ReturnType<TryModel>>
    embeddingForm?: FormState
    embeddingTrial?: Awaited<ReturnType<TryEmbeddings>>
    newToken?: { name: string; token: string }
  }

  /** What was kept by its id is named; of contacts nothing is kept, so nothing is said. */
  const readable = (subject: string) =>
    chatbots.find(subject)?.name ??
    people.find(subject)?.name ??
    (/[\da-f]{8}-[\da-f]{4}-/.test(subject) ? "" : subject)

  function settingsPage(frame: AdminFrame, shown: Shown = {}, status?: number): Response {
    const model = modelSettings.shown()
    const { baseUrl, model: name, answersPerDay } = model
    const stored = { values: { baseUrl: baseUrl ?? "", model: name ?? "", answersPerDay: String(answersPerDay ?? "") } }
    const { isOn, perDay, model: second } = model.secondOpinions
    const opinions = { values: { ...(isOn ? { isOn: "on" } : {}), perDay: String(perDay), model: second ?? "" } }
    const embeddings = embeddingSettings.shown()
    const kept = { values: { baseUrl: embeddings.baseUrl ?? "", model: embeddings.model ?? "" } }
    return htmlPage(
      <SettingsPage
        frame={frame}
        model={model}
        modelTrouble={modelTrouble()?.advice}
        modelForm={shown.modelForm ?? stored}
        trial={shown.trial}
        opinionForm={shown.opinionForm ?? opinions}
        embeddings={embeddings}
        embeddingForm={shown.embeddingForm ?? kept}
        embeddingTrial={shown.embeddingTrial}
        tokens={sessions.listApiTokens().map(({ id, name, role, personId, createdAt, expiresAt }) => ({
          id,
          name,
          role,
          person: people.find(personId)?.name ?? "?",
          createdAt: new Date(createdAt).toISOString(),
          expiresAt: new Date(expiresAt).toISOString(),
        }))}
        tokenForm={shown.tokenForm ?? { values: {} }}
        newToken={shown.newToken}
        now={now()}
      />,
      status,
    )
  }

  return new Elysia({ name: "setting-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) => page(request, (_, frame) => settingsPage(frame)))
    .get("/model", () => redirectTo(`${base}#model`))
    .get("/opinions", () => redirectTo(`${base}#opinions`))
    .get("/embeddings", () => redirectTo(`${base}#embeddings`))
    .get("/tokens", () => redirectTo(`${base}#tokens`))
    .post("/model", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            if (form.text("act") === "test") {
              const trial = await tryModel(modelSettings.preview(changeOf(form)), request.signal)
              return settingsPage(frame, { modelForm: { values: form.values() }, trial })
            }
            await modelSettings.save(owner, changeOf(form))
            return done(base, "saved")
          },
          (refused, status) => settingsPage(frame, { modelForm: refused }, status),
        ),
      ),
    )
    .post("/opinions", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const perDay = limitOf(form.text("perDay").trim())
            const secondOpinions = { isOn: form.isChecked("isOn"), perDay, model: form.text("model") }
            await modelSettings.save(owner, { secondOpinions })
            return redirectTo(`${base}?done=saved#opinions`)
          },
          (refused, status) => settingsPage(frame, { opinionForm: refused }, status),
        ),
      ),
    )
    .post("/embeddings", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            if (form.text("act") === "test") {
              const server = embeddingSettings.preview(embeddingChangeOf(form))
              const embeddingTrial = await tryEmbeddings(server, form.text("sentence"), request.signal)
              return settingsPage(frame, { embeddingForm: { values: form.values() }, embeddingTrial })
            }
            await embeddingSettings.save(owner, embeddingChangeOf(form))
            return redirectTo(`${base}?done=saved#embeddings`)
          },
          (refused, status) => settingsPage(frame, { embeddingForm: refused }, status),
        ),
      ),
    )
    .post("/tokens", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const role = form.text("role") === "operator" ? "operator" : "owner"
            const { token, entry } = await team.createToken(owner, form.text("name"), role)
            return settingsPage(frame, { newToken: { name: entry.name, token } }, 201)
          },
          (refused, status) => settingsPage(frame, { tokenForm: refused }, status),
        ),
      ),
    )
    .get("/tokens/:id/revoke", ({ request, params }) =>
      page(request, (_, frame) => {
        const token = sessions.listApiTokens().find(({ id }) => id === params.id)
        if (!token) throw new AppError("not_found", "This token no longer exists.")
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="settings"
            title={`Revoke “${token.name}”?`}
            action={`${base}/tokens/${encodeURIComponent(token.id)}/revoke`}
            back={{ href: base, label: "Settings" }}
            word="Revoke"
          >
            <p>Programs that use it are refused from now on.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/tokens/:id/revoke", ({ request, params }) =>
      page(request, async (owner) => {
        await team.revokeToken(owner, params.id)
        return redirectTo(`${base}?done=revoked#tokens`)
      }),
    )
    .get("/log", ({ request }) =>
      page(request, (_, frame) => {
        const cursor = new URL(request.url).searchParams.get("cursor") ?? undefined
        const found = audit.list(numberCursor(cursor), perPage + 1)
        const { items, next } = pageOf(found, perPage, ({ id }) => String(id))
        const rows = items.map(({ id, at, personId, action, subject }) => ({
          id,
          at: new Date(at).toISOString(),
          who: (personId && people.find(personId)?.name) || "?",
          action,
          subject: readable(subject),
        }))
        return htmlPage(<LogPage frame={frame} rows={rows} next={next} />)
      }),
    )
}

const limitOf = (text: string) => (text === "" ? null : /^\d+$/.test(text) ? Number(text) : Number.NaN)

/** An empty key field keeps the saved key: it is never shown, so it always comes back empty. */
function keyOf(form: Form): { apiKey?: string | null } {
  const apiKey = form.text("apiKey").trim()
  return form.isChecked("forgetKey") ? { apiKey: null } : apiKey ? { apiKey } : {}
}

const embeddingChangeOf = (form: Form): ServerChange => ({
  ...keyOf(form),
  baseUrl: form.text("baseUrl"),
  model: form.text("model"),
})

function changeOf(form: Form): ModelChange {
  return {
    ...keyOf(form),
    baseUrl: form.text("baseUrl"),
    model: form.text("model"),
    answersPerDay: limitOf(form.text("answersPerDay").trim()),
  }
}
