import type { AccountCommands } from "../accounts/commands"
import type { PersonStore } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database } from "../db/database"
import type { Knowledge } from "../knowledge/knowledge"
import { type Chatbot, defaultChatbot } from "./chatbot"
import type { ChatbotStore } from "./chatbot-store"
import { demoPages } from "./demo-shop"

type Deps = {
  db: Database
  people: PersonStore
  accounts: AccountCommands
  chatbots: ChatbotStore
  knowledge: Knowledge
  now: () => number
  newPassword: () => string
}

/** What was made, to be printed once: a second start makes nothing and prints no secret. */
export type FirstAccounts = { owner: SignInData; operator: SignInData }
export type SignInData = { email: string; password: string; isGiven: boolean }

export const demoChatbotId = "demo"
const defaultQueueId = "team"

/** On an empty database: a queue, the first owner and operator, and the demo chatbot with its content. */
export async function makeFirstStart(deps: Deps, config: Config): Promise<FirstAccounts | undefined> {
  const { db, people, accounts, chatbots, now, newPassword } = deps
  if (!people.isEmpty()) return undefined
  await db.write((tx) => {
    chatbots.addQueue(tx, defaultQueueId, "Team", now())
    if (config.demo) chatbots.save(tx, demoChatbot(now()))
  })
  chatbots.refresh()

  const account = (given: { email: string | undefined; password: string | undefined }, email: string): SignInData => ({
    email: given.email ?? email,
    password: given.password ?? newPassword(),
    isGiven: given.password !== undefined,
  })
  const owner = account(config.owner, "owner@example.com")
  const operator = account(config.operator, "operator@example.com")
  const seats = config.demo ? [demoChatbotId] : []
  const isOne = owner.email.toLowerCase() === operator.email.toLowerCase()
  await accounts.addPerson({ ...owner, name: "Owner", isOwner: true, isOperator: isOne, seats: isOne ? seats : [] })
  if (!isOne)
    await accounts.addPerson({ ...operator, name: nameFrom(operator.email), isOwner: false, isOperator: true, seats })
  if (config.demo) await loadDemoContent(deps.knowledge)
  return { owner, operator: isOne ? owner : operator }
}

async function loadDemoContent(knowledge: Knowledge): Promise<void> {
  for (const { title, url, markdown } of demoPages) {
    await knowledge.add(demoChatbotId, { kind: "file", title, url, text: markdown })
  }
}

function demoChatbot(at: number): Chatbot {
  return {
    ...defaultChatbot,
    id: demoChatbotId,
    name: "Luma Shoes",
    persona: "You are the friendly, concise assistant of Luma Shoes, an independent shoe shop in Galway.",
    welcome: "Hi! Ask me about orders, sizes, returns or repairs. I can get a person for you at any time.",
    suggestions: ["How do I return shoes?", "What does delivery cost?", "Which size do I need?"],
    appearance: { color: "#17545f" },
    queueId: defaultQueueId,
    escalation: {
      ...defaultChatbot.escalation,
      rules: [
        {
          id: "legal",
          name: "Legal matters",
          phrases: ["lawyer", "solicitor", "small claims", "legal action"],
          enabled: true,
        },
      ],
    },
    createdAt: at,
    updatedAt: at,
  }
}

/** “ana.lopez@shop.example” → “Ana”: what visitors read until the owner enters the real name. */
function nameFrom(email: string): string {
  const first = email.split("@")[0]!.split(/[.+_-]/)[0] ?? ""
  return first ? first[0]!.toUpperCase() + first.slice(1) : "Operator"
}
