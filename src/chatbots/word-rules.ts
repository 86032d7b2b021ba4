import type { WordRule } from "../../views/admin/chatbot-person"
import type { Chatbot } from "./chatbot"

/** Only words that call a person are edited beside the other settings; whatever else a rule may be is kept as it is. */
export const wordRulesOf = ({ escalation }: Chatbot): WordRule[] =>
  escalation.rules.flatMap(({ id, name, enabled, when, action }) =>
    when.kind === "words" && action.kind === "escalate" ? [{ id, name, enabled, phrases: when.phrases }] : [],
  )
