import { afterAll, beforeAll, expect, test } from "bun:test"
import { noa, shop } from "../testing/cast"
import { newClientId } from "../testing/clients"
import { createScriptedAnswerer } from "../testing/scripted-answerer"
import { startTestApp, type TestApp } from "../testing/test-app"

type Operation = {
  responses: Record<string, { content?: Record<string, unknown> }>
  requestBody?: { required: boolean; content: Record<string, unknown> }
  security?: unknown[]
}

let app: TestApp
let paths: Record<string, Record<string, Operation>>

beforeAll(async () => {
  app = await startTestApp({ answers: createScriptedAnswerer() })
  paths = (await app.call("GET", "/openapi.json")).body.paths
})
afterAll(() => app.stop())

test("every call tells what it answers and how it refuses", () => {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ name: `${method} ${path}`, ...call })),
  )
  expect(calls.length).toBeGreaterThan(150)
  for (const { name, responses } of calls) {
    const statuses = Object.keys(responses)
    expect([name, statuses.filter((status) => status.startsWith("2")).length]).toEqual([name, 1])
    expect([name, Object.keys(responses.default?.content ?? {})]).toEqual([name, ["application/problem+json"]])
  }
})

test("what it says is what happens, call by call", async () => {
  const [visitor, dana, owner] = await Promise.all([app.visitor(noa), app.operator("dana"), app.owner()])
  await visitor.say("Hello")
  const { id } = await visitor.conversation()
  const said = () => ({ clientId: newClientId(), text: "Hi" })
  const calls: [typeof visitor | typeof dana, string, string, string, unknown?][] = [
    [visitor, "POST", "/api/widget/{chatbot}/session", `/api/widget/${shop}/session`, {}],
    [visitor, "POST", "/api/widget/messages", "", said()],
    [visitor, "POST", "/api/widget/human", ""],
    [visitor, "POST", "/api/widget/pages", "", { url: "https://shop.example/" }],
    [visitor, "POST", "/api/widget/typing", ""],
    [visitor, "POST", "/api/widget/read", "", { eventId: 1 }],
    [visitor, "POST", "/api/widget/contact", "", { name: "Noa" }],
    [visitor, "POST", "/api/widget/rating", "", { score: 5 }],
    [visitor, "GET", "/api/widget/slots", ""],
    [visitor, "GET", "/api/widget/events", ""],
    [dana, "GET", "/api/v1/conversations", ""],
    [dana, "POST", "/api/v1/conversations/{id}/takeover", ""],
    [dana, "POST", "/api/v1/conversations/{id}/messages", "", said()],
    [dana, "POST", "/api/v1/conversations/{id}/notes", "", said()],
    [dana, "POST", "/api/v1/conversations/{id}/whisper", "", said()],
    [dana, "POST", "/api/v1/conversations/{id}/typing", ""],
    [dana, "POST", "/api/v1/conversations/{id}/read", "", { eventId: 1 }],
    [dana, "POST", "/api/v1/conversations/{id}/flag-feedback", "", { verdict: "right" }],
    [dana, "POST", "/api/v1/conversations/{id}/handback", ""],
    [dana, "POST", "/api/v1/conversations/{id}/closure", ""],
    [visitor, "POST", "/api/widget/close", ""],
    [owner, "POST", "/api/v1/chatbots", "", { name: "Another" }],
    [owner, "POST", "/api/v1/queues", "", { name: "Evening" }],
    [owner, "POST", "/api/v1/tokens", "", { name: "Backup" }],
    [
      owner,
      "POST",
      "/api/v1/chatbots/{id}/sources",
      `/api/v1/chatbots/${shop}/sources`,
      { kind: "text", title: "A", text: "Words." },
    ],
    [dana, "DELETE", "/api/v1/session", ""],
  ]
  for (const [client, method, pattern, path, body] of calls) {
    const operation = paths[pattern]![method.toLowerCase()]!
    const answer = await client.call(method, path || pattern.replace("{id}", id), body)
    expect([pattern, Object.keys(operation.responses)]).toEqual([pattern, [String(answer.status), "default"]])
    // What is left out above, the document says may be left out.
    if (body === undefined && operation.requestBody)
      expect([pattern, operation.requestBody.required]).toEqual([pattern, false])
  }
})

test("a file comes in one way, and who needs no token is not asked for one", () => {
  expect(Object.keys(paths["/api/widget/attachments"]!.post!.requestBody!.content)).toEqual(["multipart/form-data"])
  expect(Object.keys(paths["/api/v1/chatbots/{id}/sources"]!.post!.requestBody!.content)).toContain("application/json")
  for (const [path, method] of [
    ["/healthz", "get"],
    ["/api/v1/session", "post"],
    ["/api/widget/{chatbot}/session", "post"],
  ] as const)
    expect(paths[path]![method]!.security).toEqual([])
})
