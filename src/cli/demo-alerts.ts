import { Webhook as Signature } from "standardwebhooks"
import { createPushService } from "../testing/push-service"
import { createHookReceiver, createMailServer } from "../testing/receivers"
import { createSlackServer, slackChannel } from "../testing/slack-server"
import { startTestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { atOnceMs } from "./play"

type Step = { title: string; play: () => Promise<string[]> }

// biome-ignore lint/suspicious/noExplicitAny: what was received is read freely
type Json = any

/** A whole conversation as those hear of it who have no tab open: each step is real, over HTTP and SMTP of this machine. */
export async function playAlerts(print: (line: string) => void): Promise<boolean> {
  const slack = createSlackServer()
  Object.assign(slack.names, { U0DANA: "Dana", U0GUS: "Gus" })
  const crm = createHookReceiver()
  const phone = createPushService()
  const post = await createMailServer()
  const app = await startTestApp({
    env: {
      SLACK_API_URL: slack.url,
      SMTP_URL: post.url,
      BATON_ALLOW_PRIVATE: "127.0.0.1",
      BATON_URL: "https://chat.shop.example",
    },
  })
  const quiet = () => until(() => app.parts.alerts.outbox.sendingCount === 0, "nothing is under way")
  const pass = async (minutes: number) => {
    await until(() => app.parts.alerts.follower.isCaughtUp, "what happened is in the outbox")
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
    const tokens = { botToken: "xoxb-right", appToken: "xapp-right" }
    await olga.api("PUT", "/alerts", { slackApp: { ...tokens, channel: slackChannel } })
    const owner = app.parts.people.list().find(({ isOwner }) => isOwner)!
    await app.parts.alerts.slackLinks.assign(owner, dana.id, "U0DANA")
    await until(() => slack.connected === 1, "Slack is connected")
    const { id: _, ...subscription } = phone.subscribe()
    await dana.setAvailability("online")
    await dana.api("POST", "/me/push", subscription)
    const desk = dana.stream(app.parts.events.latestId())
    let id = ""
    let before = 0
    const operatorsWords = async (): Promise<Json[]> =>
      (await noa.events()).filter(({ type, actor }) => type === "message" && actor.kind === "operator")
    const started = { at: 0 }
    const since = () => `${Math.round(performance.now() - started.at)} ms`

    const steps: Step[] = [
      {
        title: "A visitor asks for a person: desk, Slack, device and webhook hear of it at once",
        async play() {
          const said = await noa.say("My order never came and I need it on Friday")
          id = said.conversationId
          await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
          started.at = performance.now()
          await noa.askForPerson()
          await desk.find(({ event, data }) => event === "state" && data.to === "waiting")
          const inDesk = since()
          await until(() => slack.heads().length > 0 && phone.pushed.length > 0, "Slack and the device hear")
          const outside = since()
          await until(
            () => crm.heard.some(({ json }) => (json as Json).type === "conversation.waiting"),
            "the CRM hears",
          )
          if (performance.now() - started.at > atOnceMs) throw new Error(`It took ${since()}.`)
          const { text } = slack.heads()[0]!
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
        title:
          "Only a linked operator's reply in the thread reaches the visitor: Gus's does not, nor what names a colleague",
        async play() {
          const [head] = slack.heads()
          await slack.write("U0GUS", "I could look into it", head!.ts)
          await slack.write("U0DANA", "<@U0GUS> is that the parcel from Monday?", head!.ts)
          await slack.write("U0DANA", "I'll take the one from Ana", undefined)
          await until(() => slack.ephemerals.length === 2, "both are told")
          if ((await operatorsWords()).length > 0) throw new Error("It reached the visitor.")
          return slack.ephemerals.map(({ user, text }) => `to ${slack.names[user]!.padEnd(6)} ${text}`)
        },
      },
      {
        title:
          "Dana answers in the thread: that is a takeover, and the visitor reads it once, though Slack brings it twice",
        async play() {
          await quiet()
          before = phone.pushed.length
          const [head] = slack.heads()
          const reply = slack.event({
            user: "U0DANA",
            text: "I found your parcel; it arrives on *Thursday*.",
            thread_ts: head!.ts,
          })
          await slack.overSocket("events_api", reply)
          await slack.overSocket("events_api", { ...reply, event_id: "EvRetry" })
          const said = await operatorsWords()
          if (said.length !== 1) throw new Error(`The visitor reads it ${said.length} times.`)
          const { conversation } = await dana.open(id)
          if (conversation.assignee?.name !== "Dana") throw new Error("Nobody holds it.")
          return [`visitor   ${said[0]!.actor.name}: ${said[0]!.text}`, `holder    ${conversation.assignee.name}`]
        },
      },
      {
        title:
          "Everything is withdrawn: the alert in Slack says who has it, the notification is closed, no alert is left",
        async play() {
          const [head] = slack.heads()
          await until(() => head!.text.includes("Dana is talking with"), "the alert in Slack is edited")
          await until(
            () => phone.pushed.slice(before).some(({ message }) => message.type === "settled"),
            "it is taken back",
          )
          const { outbox } = app.parts.alerts
          const left = outbox.store.listInState("pending", 50).filter(({ kind }) => kind === "alert")
          if (left.length > 0) throw new Error(`${left.length} alerts are left.`)
          return [`Slack     ${head!.text}`, "device    the notification is closed", "outbox    no alert is left"]
        },
      },
      {
        title: "The visitor has left: Dana's reply follows by email, with a link that reopens the conversation",
        async play() {
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
