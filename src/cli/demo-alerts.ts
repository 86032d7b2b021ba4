import { Webhook as Signature } from "standardwebhooks"
import { createPushService } from "../testing/push-service"
import { createHookReceiver, createMailServer } from "../testing/receivers"
import { startTestApp } from "../testing/test-app"
import { until } from "../testing/until"

type Step = { title: string; play: () => Promise<string[]> }

// biome-ignore lint/suspicious/noExplicitAny: what was received is read freely
type Json = any

/** A whole conversation as those hear of it who have no tab open: each step is real, over HTTP and SMTP of this machine. */
export async function playAlerts(print: (line: string) => void): Promise<boolean> {
  const slack = createHookReceiver()
  const crm = createHookReceiver()
  const phone = createPushService()
  const post = await createMailServer()
  const app = await startTestApp({
    env: {
      SLACK_WEBHOOK_URL: `${slack.url}/services/T/B/x`,
      SMTP_URL: post.url,
      BATON_ALLOW_PRIVATE: "127.0.0.1",
      BATON_URL: "https://chat.shop.example",
    },
  })
  const quiet = () => until(() => app.parts.alerts.outbox.sendingCount === 0, "nothing is under way")
  const pass = async (minutes: number) => {
    await Bun.sleep(50)
    await quiet()
    app.clock.advance(minutes * 60_000)
    await app.tick()
  }
  try {
    const dana = await app.operator("dana")
    const olga = await app.owner()
    const noa = await app.visitor()
    const hook = await olga.api("POST", "/webhooks", { url: `${crm.url}/hooks`, events: [] })
    const { id: _, ...subscription } = phone.subscribe()
    await dana.setAvailability("online")
    await dana.api("POST", "/me/push", subscription)
    const desk = dana.stream(app.parts.events.latestId())
    let id = ""
    const started = { at: 0 }
    const since = () => `${Math.round(performance.now() - started.at)} ms`

    const steps: Step[] = [
      {
        title: "A visitor asks for a person: desk, Slack, device and webhook hear of it within a second",
        async play() {
          const said = await noa.say("My order never came and I need it on Friday")
          id = said.conversationId
          await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
          started.at = performance.now()
          await noa.askForPerson()
          await desk.find(({ event, data }) => event === "state" && data.to === "waiting")
          const inDesk = since()
          await until(() => slack.heard.length > 0 && phone.pushed.length > 0, "Slack and the device hear")
          const outside = since()
          await until(
            () => crm.heard.some(({ json }) => (json as Json).type === "conversation.waiting"),
            "the CRM hears",
          )
          if (performance.now() - started.at > 1000) throw new Error("It took longer than a second.")
          const { text } = slack.heard[0]!.json as Json
          const { title } = phone.pushed[0]!.message
          return [
            `desk      after ${inDesk}`,
            `Slack     ${text}`,
            `device    ${title} (decrypted)`,
            `all       after ${outside}`,
          ]
        },
      },
      {
        title: "The webhook's signature is right, and one that was changed is wrong",
        async play() {
          const [heard] = crm.heard
          const { body, headers } = heard!
          const at = new Date(Number(headers["webhook-timestamp"]) * 1000)
          const sign = (text: string) => new Signature(hook.secret).sign(headers["webhook-id"]!, at, text)
          const text = Buffer.from(body, "latin1").toString("utf8")
          const signature = sign(text)
          if (signature !== headers["webhook-signature"]) throw new Error("The signature is wrong.")
          if (sign(`${text} `) === signature) throw new Error("A changed body has the same signature.")
          return [`id        ${headers["webhook-id"]}`, `signature ${signature.slice(0, 28)}…`]
        },
      },
      {
        title: "Nobody reacts: after three minutes the operators get an email",
        async play() {
          await pass(3)
          await until(() => post.mails.length === 2, "they are written to")
          return post.mails.map(({ to, headers }) => `email     ${to}: ${headers.subject}`)
        },
      },
      {
        title: "Dana takes it over from her device: everything is withdrawn, Slack reads who came",
        async play() {
          await quiet()
          const before = phone.pushed.length
          await dana.takeOver(id)
          await until(
            () => slack.heard.some(({ json }) => (json as Json).text.includes("Dana has taken over")),
            "Slack reads it",
          )
          await until(
            () => phone.pushed.slice(before).some(({ message }) => message.type === "settled"),
            "it is taken back",
          )
          const { pending } = app.parts.alerts.outbox.store.count()
          const left = app.parts.alerts.outbox.store.listInState("pending", 50).filter(({ kind }) => kind === "alert")
          if (left.length > 0) throw new Error(`${left.length} alerts are left of ${pending}.`)
          return [`Slack     ${(slack.heard.at(-1)!.json as Json).text}`, "device    the notification is closed"]
        },
      },
      {
        title: "The visitor has left: Dana's reply follows by email, with a link that reopens the conversation",
        async play() {
          await dana.say(id, "I found your parcel; it arrives on Thursday.")
          await pass(10)
          await until(() => post.mails.some(({ to }) => to === "noa@mail.example"), "the reply follows")
          const { headers, parts } = post.mails.find(({ to }) => to === "noa@mail.example")!
          const link = /https:\S+\/continue\/\S+/.exec(parts[0]!.content)![0]
          return [`email     ${headers.subject}`, `link      ${link.slice(0, 60)}…`]
        },
      },
      {
        title: "The webhook's server fails and comes back: nothing is lost, the id is the same",
        async play() {
          crm.answer(() => new Response("busy", { status: 503 }))
          const before = crm.heard.length
          await dana.close(id, { recap: "auto" })
          await until(() => crm.heard.length > before, "it is tried")
          await Bun.sleep(50)
          await quiet()
          crm.answer(() => new Response("ok"))
          await pass(1)
          const { outbox } = app.parts.alerts
          await until(
            () =>
              outbox.store
                .listOfTarget({ channel: "webhook", target: hook.id }, 99)
                .every(({ state }) => state === "sent"),
            "all arrived",
          )
          const ids = crm.heard.slice(before).map(({ headers }) => headers["webhook-id"])
          return [`webhook   ${ids.length} requests for ${new Set(ids).size} events`]
        },
      },
    ]

    let held = 0
    for (const [index, { title, play }] of steps.entries()) {
      try {
        const lines = await play()
        print(`✓ ${index + 1}. ${title}`)
        for (const line of lines) print(`     ${line}`)
        held++
      } catch (error) {
        print(`✗ ${index + 1}. ${title}`)
        print(`     ${(error as Error).message}`)
        break
      }
    }
    print(`${held} of ${steps.length} steps held`)
    return held === steps.length
  } finally {
    await app.stop()
    await Promise.all([slack.stop(), crm.stop(), phone.stop(), post.stop()])
  }
}
