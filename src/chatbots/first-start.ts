import { hashPassword } from "../accounts/commands"
import { nameFrom } from "../accounts/name-from"
import type { PersonStore } from "../accounts/person-store"
import type { BookingStore } from "../bookings/booking-store"
import type { Config } from "../config"
import type { Database } from "../db/database"
import type { Knowledge } from "../knowledge/knowledge"
import { defaultQueue, type QueueStore } from "../queues/queue-store"
import type { SettingStore } from "../settings/setting-store"
import { type Chatbot, defaultChatbot } from "./chatbot"
import type { ChatbotStore } from "./chatbot-store"
import { demoPages } from "./demo-shop"

type Deps = {
  db: Database
  people: PersonStore
  chatbots: ChatbotStore
  queues: Pick<QueueStore, "save" | "refresh">
  settings: SettingStore
  bookings: Pick<BookingStore, "saveType">
  knowledge: Knowledge
  now: () => number
  newId: () => string
  newPassword: () => string
}

/** What was made, to be printed once: a second start makes nothing and prints no secret. */
export type FirstAccounts = { owner: SignInData; operator: SignInData }
type SignInData = { email: string; password: string; isGiven: boolean }

const demoChatbotId = "demo"
const defaultQueueId = "team"
const contentSetting = "demo-content"

/**
 * On an empty database: a queue, the first owner and operator, and the demo chatbot, in one write; a process that dies
 * in the middle leaves nothing, and not a half that nobody has the password of. Then the demo's content, which a later
 * start completes if this one does not.
 * @param onAccounts told as soon as the accounts are on disk.
 */
export async function makeFirstStart(
  deps: Deps,
  config: Config,
  onAccounts: (accounts: FirstAccounts) => void,
): Promise<void> {
  const { people, settings, knowledge, db, now } = deps
  if (people.isEmpty()) onAccounts(await makeAccounts(deps, config))
  if (settings.find<string>(contentSetting) !== "due") return
  await loadDemoContent(knowledge)
  await db.write((tx) => settings.save(tx, contentSetting, "done", now()))
}

async function makeAccounts(
  { db, people, chatbots, queues, settings, bookings, now, newId, newPassword }: Deps,
  config: Config,
): Promise<FirstAccounts> {
  const account = (given: { email: string | undefined; password: string | undefined }, email: string): SignInData => ({
    email: given.email ?? email,
    password: given.password ?? newPassword(),
    isGiven: given.password !== undefined,
  })
  const owner = account(config.owner, "owner@example.com")
  const operator = account(config.operator, "operator@example.com")
  const isOne = owner.email.toLowerCase() === operator.email.toLowerCase()
  const [ownerHash, operatorHash] = await Promise.all([hashPassword(owner.password), hashPassword(operator.password)])

  await db.write((tx) => {
    const at = now()
    queues.save(tx, { ...defaultQueue, id: defaultQueueId, name: "Team", createdAt: at })
    if (config.demo) {
      chatbots.save(tx, demoChatbot(at))
      for (const type of demoBookingTypes(at)) bookings.saveType(tx, type)
      settings.save(tx, contentSetting, "due", at)
    }
    const add = (email: string, name: string, hash: string, isOwner: boolean, isOperator: boolean) => {
      const id = newId()
      people.insert(tx, { id, email, name, isOwner, isOperator, createdAt: at }, hash)
      if (isOperator && config.demo) people.addSeat(tx, demoChatbotId, id, at)
    }
    add(owner.email, nameFrom(owner.email), ownerHash, true, isOne)
    if (!isOne) add(operator.email, nameFrom(operator.email), operatorHash, false, true)
  })
  queues.refresh()
  chatbots.refresh()
  return { owner, operator: isOne ? owner : operator }
}

async function loadDemoContent(knowledge: Knowledge): Promise<void> {
  for (const { title, url, markdown } of demoPages) {
    await knowledge.add(demoChatbotId, { kind: "file", title, url, text: markdown })
  }
}

function demoBookingTypes(at: number): Parameters<BookingStore["saveType"]>[1][] {
  const common = {
    chatbotId: demoChatbotId,
    bufferBefore: 0,
    bufferAfter: 0,
    capacity: 1,
    groupLimit: 4,
    noticeMinutes: 60,
    horizonDays: 30,
    hours: null,
    enabled: true,
    createdAt: at,
    updatedAt: at,
  }
  return [
    { ...common, id: `${demoChatbotId}-fitting`, kind: "booking", name: "Fitting", minutes: 30 },
    { ...common, id: `${demoChatbotId}-callback`, kind: "callback", name: "Callback", minutes: 15 },
  ]
}

const openOn = (from: string, to: string) => [{ from, to }]

function demoChatbot(at: number): Chatbot {
  return {
    ...defaultChatbot,
    id: demoChatbotId,
    name: "Luma Shoes",
    persona: "You are the friendly, concise assistant of Luma Shoes, an independent shoe shop in Galway.",
    welcome: "Hi! Ask me about orders, sizes, returns or repairs. I can get a person for you at any time.",
    suggestions: ["How long do I have to return shoes?", "Do you have free delivery?", "When are you open on Sunday?"],
    appearance: { color: "#17545f" },
    fallback: { ...defaultChatbot.fallback, callback: true },
    hours: {
      timeZone: "Europe/Dublin",
      weekly: {
        ...Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, openOn("09:00", "18:00")])),
        sat: openOn("10:00", "16:00"),
      },
      exceptions: [],
    },
    queueId: defaultQueueId,
    escalation: {
      ...defaultChatbot.escalation,
      rules: [
        {
          id: "legal",
          name: "Legal matters",
          when: { kind: "words", phrases: ["lawyer", "solicitor", "small claims", "legal action"] },
          action: { kind: "escalate" },
          enabled: true,
        },
      ],
    },
    createdAt: at,
    updatedAt: at,
  }
}
