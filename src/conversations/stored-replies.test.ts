import { afterAll, beforeAll, expect, test } from "bun:test"
import { knownQuestion, shop } from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { fillReply, openReply, unknownPlaceholders } from "./reply-placeholders"

let app: TestApp
let owner: OperatorClient
let dana: OperatorClient

beforeAll(async () => {
  app = await startTestApp({ content: false })
  owner = await app.owner()
  dana = await app.operator("dana")
})
afterAll(() => app.stop())

const form = { "content-type": "application/x-www-form-urlencoded" }
const count = (id: string) => app.parts.events.list(id).length

async function talk(name?: string) {
  const noa = await app.visitor()
  await noa.say(knownQuestion)
  if (name) await noa.post("/contact", { name })
  const { id } = await noa.conversation()
  await dana.takeOver(id)
  return { id, noa }
}

test("placeholders are filled; what is not known is left out cleanly", () => {
  const known = { name: "Marta", operator: "Ana", chatbot: "Luma Shoes" }
  const unknown = { ...known, name: null }

  expect(fillReply("Hi {{name}}, I am {{ Operator }} of {{chatbot}}.", known)).toBe("Hi Marta, I am Ana of Luma Shoes.")
  expect(fillReply("Hi {{name}}, I am {{operator}}.", unknown)).toBe("Hi, I am Ana.")
  expect(fillReply("{{name}}, your refund is on its way.", unknown)).toBe("Your refund is on its way.")
  expect(fillReply("{{name}}, your refund is on its way.", known)).toBe("Marta, your refund is on its way.")
  expect(fillReply("Thank you {{name}}!\n\n{{operator}}", unknown)).toBe("Thank you!\n\nAna")
  expect(fillReply("A name with $& in it: {{name}}", { ...known, name: "$&" })).toBe("A name with $& in it: $&")
  expect(unknownPlaceholders("{{name}} {{order}}")).toEqual(["{{order}}"])
})

test("of what was written to one visitor their first name is left open", () => {
  expect(openReply("Hi Marta, Martas shoes", "Marta Ruiz")).toBe("Hi {{name}}, Martas shoes")
  expect(openReply("Hi there", null)).toBe("Hi there")
})

test("an owner keeps replies; an operator gets those of the chatbot filled in, and nothing is said", async () => {
  const { reply } = await owner.api("POST", "/replies", { title: "Refund sent", text: "Hi {{name}}, it is sent." })
  await owner.api("POST", "/replies", { title: "Other shop", text: "From the counter.", chatbotId: "counter" })
  const { id } = await talk("Marta Ruiz")
  const before = count(id)

  const { items } = await dana.api("GET", `/conversations/${id}/replies`)

  expect(items).toEqual([{ id: reply.id, title: "Refund sent", text: "Hi Marta, it is sent." }])
  expect(count(id)).toBe(before)
  await owner.api("PUT", `/replies/${reply.id}`, { text: "Sent by {{operator}}." })
  expect((await dana.api("GET", `/conversations/${id}/replies`)).items[0].text).toBe("Sent by Dana.")
  expect((await owner.api("GET", `/replies/${reply.id}`)).reply).toMatchObject({ chatbotId: null })
  await owner.api("DELETE", `/replies/${reply.id}`)
  expect((await dana.api("GET", `/conversations/${id}/replies`)).items).toEqual([])
  expect((await refusal(owner.api("DELETE", `/replies/${reply.id}`))).status).toBe(404)
})

test("operators keep none but what they add for their chatbot, and strangers see none", async () => {
  const { id } = await talk()
  const uri = await app.operator("uri")

  const { reply } = await dana.api("POST", `/conversations/${id}/replies`, { title: "Hello", text: "Hello {{name}}" })

  expect(reply.chatbotId).toBe(shop)
  expect((await dana.call("GET", "/api/v1/replies")).status).toBe(403)
  expect((await dana.call("DELETE", `/api/v1/replies/${reply.id}`)).status).toBe(403)
  expect((await uri.call("GET", `/api/v1/conversations/${id}/replies`)).status).toBe(404)
  expect((await uri.call("GET", `/operator/conversations/${id}/replies`)).status).toBe(404)
  expect((await uri.call("POST", `/api/v1/conversations/${id}/replies`, { title: "x", text: "x" })).status).toBe(404)
  expect((await app.call("GET", `/api/v1/conversations/${id}/replies`)).status).toBe(401)
  await owner.api("DELETE", `/replies/${reply.id}`)
})

test("what is not right is said at its field", async () => {
  const fieldOf = async (body: object) => (await refusal(owner.api("POST", "/replies", body))).problem.field
  const { reply } = await owner.api("POST", "/replies", { title: "Twice", text: "x" })

  expect(await fieldOf({ title: " ", text: "x" })).toBe("title")
  expect(await fieldOf({ title: "x".repeat(61), text: "x" })).toBe("title")
  expect(await fieldOf({ title: "tWICE", text: "x" })).toBe("title")
  expect(await fieldOf({ title: "y", text: "" })).toBe("text")
  expect(await fieldOf({ title: "y", text: "x".repeat(8001) })).toBe("text")
  expect(await fieldOf({ title: "y", text: "{{order}}" })).toBe("text")
  expect(await fieldOf({ title: "y", text: "x", chatbotId: "none" })).toBe("chatbotId")
  const page = await owner.call("POST", "/admin/replies", "title=&text=Hello", form)
  expect(page.status).toBe(400)
  expect(page.body).toContain('id="title-error"')
  expect(page.body).toContain("Hello</textarea>")
  await owner.api("DELETE", `/replies/${reply.id}`)
})

test("what an operator just wrote is saved from under it, with the visitor's name left open", async () => {
  const { id, noa } = await talk("Marta Ruiz")
  const said = await dana.say(id, "Hi Marta, thirty days.")
  const path = `/operator/conversations/${id}/replies`
  const dialog = await dana.call("GET", `${path}/from/${said.id}`)
  const before = count(id)

  expect(dialog.body).toContain("Hi {{name}}, thirty days.</textarea>")
  expect((await dana.call("POST", path, "title=&text=x", form)).body).toContain('id="title-error"')
  const saved = await dana.call("POST", path, "title=Thirty&text=Hi+{{name}},+thirty+days.", form)
  expect(saved.status).toBe(303)
  const asked = (await noa.events()).find(({ actor }) => actor.kind === "visitor")
  expect((await dana.call("GET", `${path}/from/${asked.id}`)).status).toBe(404)
  const picker = await dana.call("GET", path, undefined, { "hx-request": "true" })
  expect(picker.body).toContain('data-text="Hi Marta, thirty days."')
  expect(count(id)).toBe(before)
})

test("the admin lists, changes and after a question deletes them", async () => {
  await app.call("GET", "/healthz")
  const added = await owner.call("POST", "/admin/replies", "title=Opening&text=We+open+at+nine.&chatbotId=", form)
  const { items } = await owner.api("GET", "/replies")
  const { id } = items.find(({ title }: { title: string }) => title === "Opening")
  const list = await owner.call("GET", "/admin/replies")
  const question = await owner.call("GET", `/admin/replies/${id}/delete`)

  expect(added.headers.get("location")).toBe("/admin/replies?done=added")
  expect(list.body).toContain("We open at nine.")
  expect(question.body).toContain("Delete “Opening”?")
  expect((await owner.call("POST", `/admin/replies/${id}`, "title=Hours&text=Nine.", form)).status).toBe(303)
  expect((await owner.call("POST", `/admin/replies/${id}/delete`, "", form)).status).toBe(303)
  expect((await owner.call("GET", `/admin/replies/${id}`)).status).toBe(404)
  expect((await dana.call("GET", "/admin/replies")).body).not.toContain("Add a reply")
})

test("the API's description has them", async () => {
  const { paths } = (await app.call("GET", "/openapi.json")).body

  expect(Object.keys(paths["/api/v1/replies/{id}"])).toEqual(["get", "put", "delete"])
  expect(paths["/api/v1/conversations/{id}/replies"].get.summary).toContain("stored replies")
})
