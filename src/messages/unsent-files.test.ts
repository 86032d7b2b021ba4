import { afterAll, beforeAll, expect, test } from "bun:test"
import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { connect } from "../db/driver"
import { migrate } from "../db/migrate"
import { migrations } from "../db/migrations"
import { newClientId, refusal } from "../testing/clients"
import { rowsOfShop } from "../testing/content"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ content: false })
})
afterAll(() => app.stop())

const hour = 3600_000
const text = (name: string) => new File([`what ${name} says`], `${name}.txt`)
const onDisk = () => readdirSync(join(app.folder, "uploads"))

test("a file goes with the words of whoever uploaded it, and only to the visitor for whom they did", async () => {
  const [noa, sam] = [await app.visitor(), await app.visitor()]
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const { conversationId: withNoa } = await noa.say("I have a picture")
  const { conversationId: withSam } = await sam.say("So have I")
  const form = new FormData()
  form.set("file", text("for-noa"))
  const { id: ofDana } = await dana.api("POST", `/conversations/${withNoa}/attachments`, form)
  const { id: ofNoa } = await noa.upload(text("mine"))
  const send = (id: string) => ["Look", newClientId(), { attachmentIds: [id] }] as const

  const tries = [
    () => sam.say(...send(ofNoa)),
    () => noa.say(...send(ofDana)),
    () => dana.say(withNoa, ...send(ofNoa)),
    () => dana.say(withSam, ...send(ofDana)),
    () => eli.say(withNoa, ...send(ofDana)),
  ]
  for (const attempt of tries)
    expect((await refusal(attempt())).problem).toMatchObject({ code: "validation", field: "attachmentIds" })
  for (const [who, id] of [
    [sam, ofNoa],
    [sam, ofDana],
  ] as const)
    expect((await who.call("GET", `/api/widget/attachments/${id}`)).status).toBe(404)

  expect((await noa.say(...send(ofNoa))).attachments).toMatchObject([{ id: ofNoa }])
  expect((await dana.say(withNoa, ...send(ofDana))).attachments).toMatchObject([{ id: ofDana }])
})

test("a file that nobody sent goes after a day, whoever uploaded it, and one that a message names stays", async () => {
  const noa = await app.visitor()
  const dana = await app.operator("dana")
  await noa.say("I have a picture")
  const { id: conversation } = await noa.conversation()
  const form = new FormData()
  form.set("file", text("dana-unsent"))
  const unsent = (await dana.api("POST", `/conversations/${conversation}/attachments`, form)).id
  const form2 = new FormData()
  form2.set("file", text("dana-sent"))
  const replied = (await dana.api("POST", `/conversations/${conversation}/attachments`, form2)).id
  const { id: never } = await noa.upload(text("never"))
  const { id: sent } = await noa.upload(text("sent"))
  await noa.say("Here it is", newClientId(), { attachmentIds: [sent] })
  await dana.say(conversation, "And mine", newClientId(), { attachmentIds: [replied] })

  app.clock.advance(23 * hour)
  await app.tick()
  expect(onDisk()).toEqual(expect.arrayContaining([never, unsent, sent, replied]))
  const { id: fresh } = await noa.upload(text("fresh"))

  app.clock.advance(2 * hour)
  await app.tick()
  await until(() => !onDisk().includes(never), "the file that was never sent is gone")

  expect(onDisk()).not.toContain(unsent)
  expect(onDisk()).toEqual(expect.arrayContaining([fresh, sent, replied]))
  expect((await noa.call("GET", `/api/widget/attachments/${never}`)).status).toBe(404)
  expect((await noa.call("GET", `/api/widget/attachments/${sent}`)).body).toContain("what sent says")
  const refused = await refusal(noa.say("Too late", newClientId(), { attachmentIds: [never] }))
  expect(refused.problem).toMatchObject({ status: 400, field: "attachmentIds" })

  app.clock.advance(400 * 24 * hour)
  await app.tick()
  expect(onDisk()).toEqual(expect.arrayContaining([sent, replied]))
})

test("a file is either sent or gone, when it is sent at the moment in which it would go", async () => {
  const sam = await app.visitor()
  const files = await Promise.all(Array.from({ length: 20 }, async (_, at) => (await sam.upload(text(`${at}`))).id))
  app.clock.advance(25 * hour)

  const [, ...said] = await Promise.all([
    app.tick(),
    ...files.map((id) =>
      sam.call("POST", "/api/widget/messages", { clientId: newClientId(), text: "", attachmentIds: [id] }),
    ),
  ])
  await until(() => onDisk().length > 0, "the job has run")

  for (const [at, { status }] of said.entries()) {
    const isThere = (await sam.call("GET", `/api/widget/attachments/${files[at]}`)).status === 200
    expect(isThere).toBe(status === 201)
  }
})

test("what a crash left on the disk without a row goes too, and nothing that has just been written", async () => {
  const uploads = join(app.folder, "uploads")
  const [old, fresh] = [join(uploads, "left-by-a-crash"), join(uploads, "being-written")]
  for (const path of [old, fresh]) writeFileSync(path, "bytes")
  const at = app.clock.now() / 1000
  utimesSync(old, at - 25 * 3600, at - 25 * 3600)
  utimesSync(fresh, at + 3600, at + 3600)

  app.clock.advance(2 * hour)
  await app.tick()
  await until(() => !existsSync(old), "the file without a row is gone")

  expect(existsSync(fresh)).toBeTrue()
})

test("a conversation that goes with age leaves the files that a later one names", async () => {
  const noa = await app.visitor()
  const owner = await app.owner()
  const { id: both } = await noa.upload(text("both"))
  const { id: first } = await noa.upload(text("first"))
  await noa.say("One", newClientId(), { attachmentIds: [both, first] })
  const earlier = await noa.conversation()
  await noa.close()
  app.clock.advance(20 * 24 * hour)
  await noa.say("Again", newClientId(), { attachmentIds: [both] })
  await owner.api("PUT", "/retention", { all: { closed: 30, visitors: null } })

  app.clock.advance(11 * 24 * hour)
  await app.tick()
  await until(() => !app.parts.conversations.find(earlier.id), "the earlier conversation is gone")
  await until(() => !onDisk().includes(first), "its own file is gone")

  expect((await noa.call("GET", `/api/widget/attachments/${both}`)).status).toBe(200)
})

test("of the files of before, those that a message names stay, and the others go", async () => {
  const raw = connect(":memory:")
  const step = migrations.findIndex((sql) => sql.includes("ADD COLUMN sent_in"))
  migrate(raw, migrations.slice(0, step), () => {})
  raw.exec(`${rowsOfShop}
    INSERT INTO conversations (id, chatbot_id, visitor_id, locale, state, created_at)
    VALUES ('one', 'shop', 'noa', 'en', 'ai', 0), ('two', 'shop', 'noa', 'en', 'ai', 0);
    INSERT INTO attachments (id, chatbot_id, visitor_id, uploaded_by, name, type, size, created_at)
    VALUES ('sent', 'shop', 'noa', 'noa', 'a', 'text/plain', 1, 0), ('both', 'shop', 'noa', 'noa', 'b', 'text/plain', 1, 0),
      ('never', 'shop', 'noa', 'noa', 'c', 'text/plain', 1, 0);
    INSERT INTO events (conversation_id, chatbot_id, type, audience, actor_kind, actor_id, actor_name, payload, at) VALUES
      ('one', 'shop', 'message', 'both', 'visitor', 'noa', '', '{"text":"","attachments":[{"id":"sent"},{"id":"both"}]}', 0),
      ('two', 'shop', 'message', 'both', 'visitor', 'noa', '', '{"text":"again","attachments":[{"id":"both"}]}', 1),
      ('two', 'shop', 'message', 'both', 'visitor', 'noa', '', '{"text":"no files"}', 2);`)

  migrate(raw, migrations, () => {})

  expect(raw.prepare("SELECT id, sent_in FROM attachments ORDER BY id").all()).toEqual([
    { id: "both", sent_in: "two" },
    { id: "never", sent_in: null },
    { id: "sent", sent_in: "one" },
  ])
  raw.close()
})
