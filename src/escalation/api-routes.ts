import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { ruleInput } from "../chatbots/api-routes"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ChatbotCommands } from "../chatbots/commands"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import type { JudgementStore } from "./judgement-store"
import { mostTried, type TryPlan } from "./try-plan"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  judgements: JudgementStore
  tryPlan: TryPlan
  now: () => number
}

const moment = t.Optional(t.String({ maxLength: 40, description: "ISO 8601" }))

/** When a person is called: the owner's rules, a change tried on the past, and how the flags were judged. */
export const judgementApiRoutes = ({ auth, chatbots, chatbotCommands, judgements, tryPlan, now }: Deps) =>
  new Elysia({ name: "judgement-api", prefix: "/api/v1" })
    .get(
      "/chatbots/:id/rules",
      ({ request, params }) => {
        auth.owner(request)
        return { items: chatbots.get(params.id).escalation.rules, next: null }
      },
      detail("The rules, in their order"),
    )
    .put(
      "/chatbots/:id/rules",
      async ({ request, params, body }) => {
        const change = { escalation: { rules: body.rules } }
        const { escalation } = await chatbotCommands.update(auth.owner(request), params.id, change)
        return { items: escalation.rules, next: null }
      },
      { body: t.Object({ rules: t.Array(ruleInput) }), ...detail("Replace the rules") },
    )
    .post(
      "/chatbots/:id/what-if",
      ({ request, params, body }) => {
        auth.owner(request)
        return tryPlan(chatbots.get(params.id), body, body.last ?? 500, request.signal)
      },
      {
        body: t.Object({
          escalation: t.Optional(
            t.Object({
              threshold: t.Optional(t.Number()),
              sensitivity: t.Optional(t.Number()),
              rules: t.Optional(t.Array(ruleInput)),
            }),
          ),
          rules: t.Optional(t.Array(ruleInput)),
          last: t.Optional(t.Integer({ minimum: 1, maximum: mostTried, description: "So many conversations; 500" })),
        }),
        ...detail("What a change would have done in past conversations; nothing is kept"),
      },
    )
    .get(
      "/reports/escalations",
      ({ request, query }) => {
        auth.owner(request)
        const to = timeOf("to", query.to) ?? now() + 1
        const from = timeOf("from", query.from) ?? 0
        const items = judgements.countByTrigger(query.chatbot ?? null, from, to)
        return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), items }
      },
      {
        query: t.Object({ from: moment, to: moment, chatbot: t.Optional(t.String({ maxLength: 100 })) }),
        ...detail("How often each trigger flagged, and what operators thought of it"),
      },
    )

function timeOf(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new AppError("validation", `${field} must be a time such as 2026-11-22.`, { field })
  return at
}
