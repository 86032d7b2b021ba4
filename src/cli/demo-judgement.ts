import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { readConfig } from "../config"
import type { RuleInput } from "../escalation/rule"
import { startServer } from "../server"
import { until } from "../testing/until"
import { call } from "./client"

type Expected = "answers" | "offers" | "calls"
type Scene = {
  title: string
  says: string[]
  locale?: string
  page?: string
  expected: Expected
  /** The kind of flag that decided. */
  why?: string
}

const rules: RuleInput[] = [
  { name: "Wholesale", when: { kind: "words", phrases: ["wholesale"] }, action: { kind: "escalate" } },
  {
    name: "Big order on the prices page",
    when: {
      kind: "all",
      of: [
        { kind: "page", contains: "/pricing" },
        { kind: "words", phrases: ["team order"] },
      ],
    },
    action: { kind: "offer" },
  },
]

const scenes: Scene[] = [
  { title: "A plain question", says: ["How long does delivery within Ireland take?"], expected: "answers" },
  { title: "Small talk", says: ["Hello!", "Thanks, that is all"], expected: "answers" },
  { title: "Asks for a person", says: ["can I talk to a human please"], expected: "calls", why: "visitor_request" },
  {
    title: "The same in German",
    says: ["Ich möchte mit einem Mitarbeiter sprechen"],
    locale: "de",
    expected: "calls",
    why: "visitor_request",
  },
  {
    title: "Wants none",
    says: ["I don't want to talk to a person, just tell me your opening hours"],
    expected: "answers",
  },
  { title: "Is angry", says: ["this is ridiculous, you are useless!!!"], expected: "calls", why: "frustration" },
  {
    title: "Threatens with the law",
    says: ["My lawyer will sue you over this"],
    expected: "calls",
    why: "high_stakes",
  },
  { title: "Is in danger", says: ["I want to kill myself"], expected: "calls", why: "high_stakes" },
  {
    title: "Two questions without an answer",
    says: ["Who won the football match last night?", "What is the capital of Mongolia?"],
    expected: "calls",
    why: "low_confidence",
  },
  {
    title: "A hot lead",
    says: ["I'd like to book a demo and get a quote for our company"],
    expected: "offers",
    why: "high_intent",
  },
  { title: "A rule of the owner", says: ["What are your wholesale terms?"], expected: "calls", why: "rule" },
  {
    title: "A rule that needs the page too",
    says: ["How do I place a team order?"],
    page: "https://shop.example/pricing",
    expected: "offers",
    why: "rule",
  },
]

type Event = {
  type: string
  actor: { kind: string }
  text?: string
  offer?: boolean
  kind?: string
  score?: number
  evidence?: { text: string; why: string }[]
}
type Detail = {
  conversation: { state: string; reason: { kind: string; text: string } | null }
  events: Event[]
  signals: Event[]
}

const password = "a password of the demo"

/** Twelve short conversations through the real server, each with its flags. @returns whether each was judged as expected. */
export async function playJudgement(print: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "baton-judgement-"))
  const config = readConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    BATON_DATA: folder,
    BATON_RATE_LIMITS: "off",
    BATON_OWNER_EMAIL: "owner@example.com",
    BATON_OWNER_PASSWORD: password,
    BATON_OPERATOR_EMAIL: "ana@example.com",
    BATON_OPERATOR_PASSWORD: password,
    LOG_LEVEL: "error",
  })
  const server = await startServer(config, () => {})
  try {
    const signIn = async (email: string, role: string) =>
      (await call<{ token: string }>(`${server.url}/api/v1/session`, "POST", undefined, { email, password, role }))
        .token
    const [owner, operator] = [await signIn("owner@example.com", "owner"), await signIn("ana@example.com", "operator")]
    await call(`${server.url}/api/v1/chatbots/demo/rules`, "PUT", owner, { rules })
    let held = 0
    for (const [index, scene] of scenes.entries()) {
      const detail = await play(server.url, operator, scene)
      const { got, why } = outcomeOf(detail)
      const isRight = got === scene.expected && (scene.why === undefined || why === scene.why)
      if (isRight) held++
      print(`${isRight ? "✓" : "✗"} ${index + 1}. ${scene.title}: ${words[got]}${why ? ` (${why})` : ""}`)
      for (const text of scene.says) print(`     visitor  ${text}`)
      for (const { kind, score = 0, evidence = [] } of detail.signals) {
        const quoted = evidence.map(({ text, why: reason }) => (text ? `“${text}” ${reason}` : reason)).join(", ")
        print(`     flag     ${kind} ${score.toFixed(2)}${quoted ? `: ${quoted}` : ""}`)
      }
      if (!isRight) print(`     expected ${words[scene.expected]}${scene.why ? ` (${scene.why})` : ""}`)
    }
    print(`${held} of ${scenes.length} judged as expected`)
    return held === scenes.length
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const words: Record<Expected, string> = {
  answers: "the AI carries on",
  offers: "a person is offered",
  calls: "a person is called",
}

async function play(url: string, operator: string, { says, page, locale = "en" }: Scene): Promise<Detail> {
  const { token } = await call<{ token: string }>(`${url}/api/widget/demo/session`, "POST", undefined, {
    page: { url: page ?? "https://shop.example/", title: "Shop", referrer: "" },
    locale,
    timezone: "Europe/Dublin",
  })
  let id = ""
  for (const text of says) {
    const { event } = await call<{ event: { id: number; conversationId: string } }>(
      `${url}/api/widget/messages`,
      "POST",
      token,
      { clientId: crypto.randomUUID(), text },
    )
    id = event.conversationId
    await until(async () => {
      const { conversation, events } = await read(url, operator, id)
      return conversation.state !== "ai" || events.at(-1)?.actor.kind === "ai"
    }, `“${text}” is answered`)
  }
  return read(url, operator, id)
}

const read = (url: string, operator: string, id: string) =>
  call<Detail>(`${url}/api/v1/conversations/${id}`, "GET", operator)

function outcomeOf({ conversation, events, signals }: Detail): { got: Expected; why: string | undefined } {
  if (conversation.state !== "ai") return { got: "calls", why: conversation.reason?.kind }
  const offered = events.some(({ offer }) => offer)
  return offered ? { got: "offers", why: signals.at(-1)?.kind } : { got: "answers", why: undefined }
}
