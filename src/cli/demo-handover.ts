/** The main flow: ask, answer, call a person, take over, hand back, close; nobody online; a restart. */

import { answers, createMessagesServer } from "../testing/messages-server"
import { until } from "../testing/until"
import {
  call,
  type OperatorClient,
  openOperator,
  openVisitor,
  Refused,
  type ServerEvent,
  type ServerProcess,
  type Stream,
  type VisitorClient,
} from "./client"
import type { Stage } from "./demo"
import { atOnceMs, type Scene } from "./play"

const isAi = (event: ServerEvent) => event.type === "message" && event.actor.kind === "ai"
const isNotice =
  (code: string) =>
  ({ type, code: own }: ServerEvent) =>
    type === "notice" && own === code
const isState =
  (to: string) =>
  ({ type, to: own }: ServerEvent) =>
    type === "state" && own === to
const inState = (events: ServerEvent[]) => events.findLast(({ type }) => type === "state")?.to

type Summary = { id: string; state: string; reason: { text: string } | null; brief: string }
type Detail = {
  conversation: Summary
  events: ServerEvent[]
  tried: { query: string; sources: unknown[]; confidence: number }[]
  context: { page?: { url: string }; referrer?: string; trail?: unknown[] }
}

export async function playHandover({ scene, people, start }: Stage): Promise<void> {
  scene.title("Luma Shoes: a visitor, the AI and a person")
  let server = await start()
  const dana = await openOperator(server.url, people.operator.email, people.operator.password)
  const desk = await dana.stream()
  await dana.setAvailability("online")
  const noa = await openVisitor(server.url, { url: "https://luma.example/children?utm_campaign=spring" })
  const widget = await noa.stream()
  const ask = async (text: string) => {
    scene.visitor("Noa", text)
    return noa.send(text)
  }
  const answerTo = (event: ServerEvent) => widget.next(isAi, { after: event.id, ms: 15_000, what: "an answer" })

  scene.step("A visitor asks; the AI answers from trained content and names its source")
  const first = await ask("When should a baby get her first shoes?")
  const id = first.conversationId
  const answer = await answerTo(first)
  const sources = answer.citations ?? []
  scene.ai(
    answer.text!,
    sources.map(({ title, url }) => `${title}  ${url}`),
  )
  scene.holds(sources.length > 0 && sources[0]!.url.startsWith("/demo/help/"), "a source is named")
  scene.holds((await fetch(server.url + sources[0]!.url)).ok, "and can be read on the shop's site")
  scene.holds(/six weeks/.test(answer.text!), "the answer is the shop's own words")

  scene.step("It does not know: it says so, and offers a person")
  const unsure = await answerTo(await ask("What is the capital of Mongolia?"))
  scene.ai(unsure.text!)
  scene.holds(unsure.offer === true && !unsure.citations?.length, "no guess, no source, an offer")
  scene.holds(inState(widget.events) === undefined, "the conversation is still the AI's")

  scene.step("The visitor is annoyed and asks for a person: called at once, with the reason and the evidence")
  const sentAt = performance.now()
  const cry = await ask("This is ridiculous, that is no help at all. I want to talk to a real person!")
  const escalated = await desk.next(isState("waiting"), { after: cry.id, what: "an escalation at the desk" })
  const took = performance.now() - sentAt
  const waiting = await widget.next(isNotice("waiting"), { after: cry.id })
  scene.notice(waiting.text!)
  const flags = desk.events.filter(({ type, id: at }) => type === "signal" && at > cry.id)
  for (const { kind, score, evidence } of flags) {
    const words = evidence?.map(({ text, why }) => `“${text}”: ${why}`).join(" · ")
    scene.desk(`${kind} ${score?.toFixed(2)}  ${words}`)
  }
  scene.holds(
    escalated.conversationId === id && took < atOnceMs,
    `the operator's stream was told after ${took.toFixed(0)} ms`,
  )
  scene.holds(
    flags.some(({ evidence }) => evidence?.some(({ text }) => text !== "")),
    "the flag quotes its evidence",
  )
  const [queued] = (await dana.at<{ items: Summary[] }>("GET", "/conversations?state=waiting")).items
  scene.desk(`in the queue: ${queued?.reason?.text}`)
  scene.desk(`brief: ${queued?.brief}`)
  scene.holds(queued?.id === id && queued.reason?.text, "it stands in the queue with why it is there")

  scene.step("Dana takes over: the history, the context and what the AI tried are there")
  await dana.at("POST", `/conversations/${id}/takeover`, {})
  const joined = await widget.next(isNotice("operator_joined"), { after: cry.id })
  scene.notice(joined.text!)
  scene.holds(joined.text === "You're now chatting with Dana.", "the visitor reads who is there, in the same window")
  const detail = await dana.at<Detail>("GET", `/conversations/${id}`)
  for (const { query, confidence } of detail.tried)
    scene.desk(`the AI tried “${query}”, confidence ${confidence.toFixed(2)}`)
  scene.desk(`the visitor is on ${detail.context.page?.url}`)
  scene.holds(
    detail.events.some(({ id: at }) => at === first.id),
    "the whole history is there",
  )
  scene.holds(detail.tried.length >= 2 && detail.context.page?.url.includes("/children"), "so is the context")

  scene.step("A second operator who takes over is told who holds it")
  const eli = await addOperator(server, await ownerToken(server, people), "Eli")
  const refusal = await refused(() => eli.at("POST", `/conversations/${id}/takeover`, {}))
  scene.operator("Eli", "takes over …")
  scene.desk(refusal.problem.detail ?? "")
  scene.holds(refusal.status === 409 && /Dana/.test(refusal.problem.detail ?? ""), "refused, with the holder's name")

  scene.step("They talk; a note is for colleagues only")
  const said = await dana.write(id, "Hi Noa, I'm sorry about that. Tell me, how long has she been walking?")
  scene.operator("Dana", said.text!)
  await widget.next(({ id: at }) => at === said.id)
  const noteText = "Upset by the first answers; be quick."
  await dana.at("POST", `/conversations/${id}/notes`, { clientId: crypto.randomUUID(), text: noteText })
  scene.desk(`note: ${noteText}`)
  const reply = await ask("Since two weeks. Can we come on Saturday?")
  await desk.next(({ id: at }) => at === reply.id, { what: "the reply at the desk" })
  const promise = await dana.write(id, "Yes. I have kept a first-shoe fitting for you on Saturday at 11:15.")
  scene.operator("Dana", promise.text!)
  await widget.next(({ id: at }) => at === promise.id)
  await desk.next(({ type }) => type === "note")
  scene.holds(
    widget.events.every(({ type }) => type !== "note"),
    "the visitor's stream never held the note",
  )
  scene.holds(
    !widget.events.some((event) => isAi(event) && event.id > joined.id),
    "no word of the AI since the takeover",
  )

  scene.step("Dana hands back with a word for the AI, which answers again")
  await dana.at("POST", `/conversations/${id}/handback`, {
    note: "Fitting kept for Saturday 11:15; no more discounts.",
  })
  const back = await widget.next(isNotice("handed_back"), { after: promise.id })
  scene.notice(back.text!)
  const later = await answerTo(await ask("What time on Saturday is the fitting?"))
  scene.ai(later.text!)
  scene.holds(/11:15/.test(later.text!), "it knows what Dana promised")
  scene.holds(
    widget.events.every(({ type }) => type !== "whisper"),
    "the word for the AI stayed between them",
  )

  await playOvertaken(server, await ownerToken(server, people), scene, noa, widget, dana, id)

  scene.step("Dana closes with a recap and a CRM note")
  const crmNote = "First shoes; fitting on Saturday 11:15. Call if she is late."
  const { recap } = await dana.at<{ recap: string }>("POST", `/conversations/${id}/closure`, { recap: "auto", crmNote })
  const closed = await widget.next(isNotice("closed"))
  scene.desk(`recap: ${recap}`)
  scene.desk(`CRM note: ${crmNote}`)
  scene.notice(closed.text!)
  const after = await dana.at<Detail & { notes?: { text: string }[] }>("GET", `/conversations/${id}`)
  scene.holds(recap.length > 0 && after.conversation.state === "closed", "closed, with a recap from the log")
  scene.holds(JSON.stringify(after).includes(crmNote), "the CRM note is kept with the visitor")

  scene.step("Nobody is online: the visitor is told the truth, and can leave an address")
  await Promise.all([dana, eli].map((operator) => operator.setAvailability("offline")))
  desk.close()
  const sam = await openVisitor(server.url)
  const samsWidget = await sam.stream()
  scene.visitor("Sam", "Can I speak to somebody?")
  const wish = await sam.send("Can I speak to somebody?")
  const nobody = await samsWidget.next(isNotice("no_operator"), { after: wish.id })
  scene.notice(nobody.text!)
  scene.holds(!samsWidget.events.some(isNotice("waiting")), "nobody is promised who is not there")
  const { contact } = await sam.post<{ contact: { email: string } }>("/contact", {
    name: "Sam",
    email: "sam@customer.example",
  })
  scene.visitor("Sam", `leaves ${contact.email}`)
  const samsDetail = await dana.at<Detail>("GET", `/conversations/${wish.conversationId}`)
  scene.holds(JSON.stringify(samsDetail).includes("sam@customer.example"), "the address stands at the desk")

  scene.step("The server is killed and started again: nothing is lost")
  const waits = await sam.send("I'll wait for your mail then.")
  // Nobody is there, so the assistant answers that it is kept.
  await samsWidget.next(isAi, { after: waits.id })
  const before = await historyOf(server, sam.token)
  await server.stop("SIGKILL")
  server = await start()
  const kept = await historyOf(server, sam.token)
  const noas = await historyOf(server, noa.token)
  scene.holds(JSON.stringify(kept) === JSON.stringify(before), `Sam's ${before.length} events are the same, in order`)
  scene.holds(
    noas.at(-1)?.code === "closed" || noas.at(-1)?.type === "state",
    "Noa's conversation is closed, as it was",
  )
  const again = await openOperator(server.url, people.operator.email, people.operator.password)
  const caughtUp = await again.stream(wish.id)
  const missed = await caughtUp.next(({ text }) => text === "I'll wait for your mail then.")
  scene.holds(missed.id > wish.id, "a stream that comes back with its last id gets what it missed")
  caughtUp.close()
  scene.holds((await server.stop()) === 0, "and it stops cleanly when asked")
}

/** The model is made slow on purpose, so that the takeover comes in the middle of its sentence. */
async function playOvertaken(
  server: ServerProcess,
  owner: string,
  scene: Scene,
  noa: VisitorClient,
  widget: Stream,
  dana: OperatorClient,
  id: string,
): Promise<void> {
  scene.step("A takeover in the middle of an answer: what was being generated is never said")
  const release = Promise.withResolvers<void>()
  const model = createMessagesServer()
  model.reply(answers("Our opening hours this week are", release.promise, "from ten to six, and also"))
  await useModel(server, owner, { baseUrl: model.url, apiKey: "demo" })

  scene.visitor("Noa", "And when do you open on Thursday?")
  const asked = await noa.send("And when do you open on Thursday?")
  const piece = await widget.until(
    () => widget.signals.find(({ event, data }) => event === "delta" && /opening hours/.test(String(data.text))),
    10_000,
    "the beginning of an answer",
  )
  scene.ai(`${piece.data.text} …`)
  const note = await dana.write(id, "Me again, Noa: on Thursday we are open until eight.")
  scene.operator("Dana", note.text!)
  const cancelled = await widget.until(
    () => widget.signals.find(({ event, data }) => event === "delta" && data.cancelled === true),
    undefined,
    "the half answer taken back",
  )
  const isStopped = await until(() => model.requests[0]?.isDisconnected, "the model is stopped").catch(() => false)
  release.resolve()
  // Long enough for an answer that would still come.
  await Bun.sleep(500)
  scene.notice("the half sentence is taken back")
  scene.holds(cancelled.data.turn === piece.data.turn, "the visitor's half sentence is taken back")
  scene.holds(!widget.events.some((event) => isAi(event) && event.id > asked.id), "no AI message after the takeover")
  scene.holds(isStopped, "and the model was stopped, not only ignored")
  await model.stop()
  await useModel(server, owner, { baseUrl: null, apiKey: null })
}

async function ownerToken(server: ServerProcess, { owner }: Stage["people"]): Promise<string> {
  const { token } = await call<{ token: string }>(`${server.url}/api/v1/session`, "POST", undefined, {
    ...owner,
    role: "owner",
  })
  return token
}

type Model = { baseUrl: string | null; apiKey: string | null }

async function useModel(server: ServerProcess, owner: string, model: Model): Promise<void> {
  await call(`${server.url}/api/v1/settings`, "PUT", owner, { model })
}

async function addOperator(server: ServerProcess, owner: string, name: string) {
  const email = `${name.toLowerCase()}@luma.example`
  const password = "another password"
  const person = { email, password, name, roles: ["operator"], seats: ["demo"] }
  await call(`${server.url}/api/v1/operators`, "POST", owner, person)
  return openOperator(server.url, email, password)
}

async function refused(act: () => Promise<unknown>): Promise<Refused> {
  try {
    await act()
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  throw new Error("It was not refused.")
}

async function historyOf(server: ServerProcess, token: string): Promise<ServerEvent[]> {
  const { events } = await call<{ events: ServerEvent[] }>(`${server.url}/api/widget/events?after=0`, "GET", token)
  return events
}
