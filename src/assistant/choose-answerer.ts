import type { Config } from "../config"
import type { Knowledge } from "../knowledge/knowledge"
import type { AttachmentStore } from "../messages/attachment-store"
import type { AnswerHours } from "../queues/answer-hours"
import type { ModelBudget } from "../settings/model-budget"
import { type StoredModel, usedModel } from "../settings/model-settings"
import type { SettingStore } from "../settings/setting-store"
import type { Answerer } from "./answerer"
import { createAnthropicAnswerer } from "./anthropic"
import { questionsIn } from "./questions-in"
import type { Connection } from "./second-opinions"
import { createSeeFiles } from "./see-files"

type Deps = {
  settings: SettingStore
  environment: Config["anthropic"]
  budget: Pick<ModelBudget, "isSpent">
  knowledge: Pick<Knowledge, "prepare" | "readQuestions" | "retrieve" | "titlesOf">
  attachments: Pick<AttachmentStore, "pathOf">
  openings: Pick<AnswerHours, "describe">
  /** What stands around the model. */
  around: (model: Answerer) => Answerer
  builtIn: Answerer
}

/** Passages that a model reads for several questions at once. */
const mostOfSeveral = 9

/** The first of each list, then the second of each; what stands in several of them once. */
function inTurn<Item extends { id: number }>(lists: readonly (readonly Item[])[]): Item[] {
  const found = new Map<number, Item>()
  const longest = Math.max(...lists.map(({ length }) => length))
  for (let at = 0; at < longest; at++)
    for (const list of lists) {
      const item = list[at]
      if (item && !found.has(item.id)) found.set(item.id, item)
    }
  return [...found.values()]
}

/** With a key or a server of one's own the model answers; without, the built-in answerer. The owner may change it at any time. */
export function createAnswererChoice(deps: Deps) {
  const { settings, environment, budget, knowledge, openings, around, builtIn } = deps
  const { titlesOf } = knowledge
  const seeFiles = createSeeFiles(deps.attachments)
  let held: { key: string; answerer: Answerer } | undefined

  function chosen() {
    const own = settings.find<StoredModel>("model") ?? {}
    return { ...usedModel(own, environment), opinionModel: own.secondOpinions?.model }
  }

  async function retrieve(chatbotId: string, query: string) {
    await knowledge.prepare(chatbotId)
    // Several questions at once would find what is about all of them a little, and for some of them nothing.
    const questions = query.split("\n").flatMap(questionsIn)
    const asked = questions.length > 1 ? [query, ...questions] : [query]
    await knowledge.readQuestions(chatbotId, asked)
    const all = asked.map((each) => knowledge.retrieve(chatbotId, each))
    const confidence = Math.max(...all.map((each) => each.confidence))
    const passages = inTurn(all.map((each) => each.passages)).slice(0, asked.length > 1 ? mostOfSeveral : undefined)
    const found = passages.map((passage) => ({ ...passage, url: passage.url ?? null }))
    const text = openings.describe(chatbotId)
    if (!text) return { passages: found, confidence }
    const times = { id: 0, title: "Opening hours", headings: "", url: null, text, score: 0 }
    return { passages: [...found, times], confidence }
  }

  return {
    answerer(): Answerer {
      const { apiKey, baseUrl, model } = chosen()
      if ((!apiKey && !baseUrl) || budget.isSpent()) return builtIn
      const key = JSON.stringify([apiKey, baseUrl, model])
      if (held?.key !== key) {
        const own = { ...(baseUrl ? { baseUrl } : {}), ...(model ? { model } : {}) }
        held = {
          key,
          answerer: around(createAnthropicAnswerer({ apiKey: apiKey ?? "", ...own, retrieve, titlesOf, seeFiles })),
        }
      }
      return held.answerer
    },
    builtIn,
    /** Where a second opinion may be asked for; undefined without a model. */
    connection(): Connection | undefined {
      const { apiKey, baseUrl, model, opinionModel } = chosen()
      return apiKey || baseUrl ? { apiKey: apiKey ?? "", baseUrl, answering: model, model: opinionModel } : undefined
    },
    /** What an answer depends on besides the content. */
    name(): string {
      const { apiKey, baseUrl, model } = chosen()
      return apiKey || baseUrl ? `${baseUrl || ""} ${model || ""}` : "built-in"
    },
  }
}
