import { afterEach, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import * as cast from "../testing/cast"
import { answers, type Received, thinks, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"

const inDoubt = "where is my parcel? I have been waiting long enough"
const isOpinion = ({ body }: Received) => body.tool_choice?.name === "second_opinion"

let app: TestApp
afterEach(() => app.stop())

/** @param mood how the model that answers reads everybody. */
const shopWith = (mood: string) =>
  startTestApp({
    answers: "model",
    otherwise: (request) =>
      isOpinion(request)
        ? answers(thinks({ needs_person: true, mood: "angry", reason: "upset" }))
        : answers("I will look.", verdict(0.9, { mood })),
  })

test("a report lists where a model and the detectors saw something else, and what came of it", async () => {
  app = await shopWith("angry")
  const owner = await app.owner()
  const id = await app.ask(inDoubt)
  const other = await app.ask(cast.knownQuestion)

  const { models } = await owner.api("GET", `/reports?chatbot=${cast.shop}`)
  expect(models.secondOpinions).toEqual({ given: 1, changed: 1 })
  expect(models.disagreements.count).toBe(2)
  expect(models.disagreements.newest).toMatchObject([
    { conversationId: other, message: cast.knownQuestion, mood: 1, decision: "answer" },
    { conversationId: id, message: inDoubt, mood: 1, decision: "offer", second: { needsPerson: true, changed: true } },
  ])
  expect((await owner.api("GET", `/reports?chatbot=${cast.counter}`)).models.disagreements.count).toBe(0)
  app.clock.advance(10 * 86_400_000)
  const from = new Date(app.clock.now() - 86_400_000).toISOString()
  expect((await owner.api("GET", `/reports?from=${from}`)).models).toEqual({
    secondOpinions: { given: 0, changed: 0 },
    disagreements: { count: 0, newest: [] },
  })
})

test("the page of reports shows them with a way to the conversation, and nothing of it where all agree", async () => {
  app = await shopWith("angry")
  const signedIn = async () => ({ cookie: `${cookieNames.owner}=${(await app.owner()).token}` })
  const page = async (): Promise<string> =>
    (await app.call("GET", `/admin/reports/${cast.shop}`, undefined, await signedIn())).body
  const id = await app.ask(inDoubt)
  expect(await page()).toContain("Where models saw it differently")
  expect(await page()).toMatch(
    new RegExp(`href="/operator/conversations/${id}#event-\\d+"[^>]*><q><bdi>where is my parcel`),
  )
  expect(await page()).toContain("a second model read angry, needs a person → a person was offered because of it")
  await app.stop()

  app = await shopWith("calm")
  await app.ask(cast.knownQuestion)
  expect(await page()).toContain("Who carried the conversations")
  expect(await page()).not.toContain("Where models saw it differently")
})
