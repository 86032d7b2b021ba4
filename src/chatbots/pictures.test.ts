import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { pictures } from "../testing/files"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let owner: OperatorClient

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterAll(() => app.stop())

const makeChatbot = async (): Promise<string> => (await owner.api("POST", "/chatbots", { name: "Atelier" })).id
function upload(id: string, bytes: Uint8Array | string, name = "face.png", client = owner) {
  const form = new FormData()
  form.set("file", new File([bytes as Uint8Array<ArrayBuffer>], name))
  return client.api("PUT", `/chatbots/${id}/picture`, form)
}
const load = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers })
const stored = () => app.db.onRead<[], { n: number }>("SELECT count(*) AS n FROM pictures").get()!.n

describe("the picture of the AI", () => {
  test.each(Object.entries(pictures))(
    "an uploaded %s is what visitors get, whatever it is called",
    async (type, bytes) => {
      const id = await makeChatbot()
      const { appearance } = await upload(id, bytes, "holiday.exe")

      const visitor = await app.visitor(cast.noa, id)
      expect(visitor.first.chatbot.appearance.avatar).toBe(appearance.avatar)
      const answer = await load(appearance.avatar)
      expect(answer.status).toBe(200)
      expect(answer.headers.get("content-type")).toBe(type)
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    },
  )

  test("may be kept by browsers for ever, shown by every page, and runs nothing", async () => {
    const { appearance } = await upload(await makeChatbot(), pictures["image/png"])
    const { headers } = await load(appearance.avatar)

    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox")
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin")
    const again = await load(appearance.avatar, { "if-none-match": headers.get("etag")! })
    expect([again.status, await again.text()]).toEqual([304, ""])
  })

  test.each([
    ["a program drawn as SVG", `<?xml version="1.0"?>\n<svg onload="alert(1)"/>`, 415, /SVG.*PNG/],
    ["an SVG without anything in it", "<svg/>", 415, /SVG/],
    ["an SVG under the name of a PNG", "<svg xmlns='http://www.w3.org/2000/svg'/>", 415, /SVG/],
    ["a page", "<!doctype html><script>alert(1)</script>", 415, /PNG, JPEG, WebP or GIF/],
    ["a document", "%PDF-1.4\n", 415, /PNG, JPEG, WebP or GIF/],
    ["nothing", "", 400, /empty/],
    [
      "more than visitors should load",
      Buffer.concat([pictures["image/png"], Buffer.alloc(1.5 * 1024 * 1024)]),
      413,
      /1 MB at most; this one has 1\.5 MB/,
    ],
  ])("%s is refused with the reason, and what was there stays", async (_, bytes, status, words) => {
    const id = await makeChatbot()
    const { appearance } = await upload(id, pictures["image/png"])

    const refused = await refusal(upload(id, bytes))

    expect({ status: refused.status, field: refused.problem.field }).toEqual({ status, field: "picture" })
    expect(refused.problem.detail).toMatch(words)
    expect((await owner.api("GET", `/chatbots/${id}`)).appearance.avatar).toBe(appearance.avatar)
    expect((await load(appearance.avatar)).status).toBe(200)
  })

  test("another picture has another address, and the one before is gone", async () => {
    const id = await makeChatbot()
    const first = (await upload(id, pictures["image/png"])).appearance.avatar
    const count = stored()
    const second = (await upload(id, pictures["image/gif"])).appearance.avatar

    expect((await load(second)).status).toBe(200)
    expect((await load(first)).status).toBe(404)
    expect(stored()).toBe(count)
  })

  test("stays when other things change, also when all of the appearance is sent back", async () => {
    const id = await makeChatbot()
    const { appearance } = await upload(id, pictures["image/png"])
    await owner.api("PUT", `/chatbots/${id}`, { welcome: "Hello!" })
    const after = await owner.api("PUT", `/chatbots/${id}`, { appearance: { ...appearance, color: "#17545f" } })

    expect(after.appearance).toEqual({ avatar: appearance.avatar, color: "#17545f" })
    expect((await load(appearance.avatar)).status).toBe(200)
  })

  test("is removed, or gives way to an address, and then nothing is kept of it", async () => {
    const before = stored()
    const id = await makeChatbot()
    const one = (await upload(id, pictures["image/png"])).appearance.avatar
    await owner.api("DELETE", `/chatbots/${id}/picture`)
    expect((await load(one)).status).toBe(404)
    expect((await owner.api("GET", `/chatbots/${id}`)).appearance).toEqual({})

    const two = (await upload(id, pictures["image/png"])).appearance.avatar
    expect((await load(two)).status).toBe(200)
    await owner.api("PUT", `/chatbots/${id}`, { appearance: { avatar: "https://shop.example/face.png" } })
    expect((await load(two)).status).toBe(404)
    expect(stored()).toBe(before)
  })

  test("another chatbot's picture cannot be taken by its address", async () => {
    const { appearance } = await upload(await makeChatbot(), pictures["image/png"])
    const change = { appearance: { avatar: appearance.avatar } }
    expect((await refusal(owner.api("PUT", `/chatbots/${await makeChatbot()}`, change))).problem.field).toBe(
      "appearance.avatar",
    )
  })

  test("goes with the chatbot", async () => {
    const id = await makeChatbot()
    const { appearance } = await upload(id, pictures["image/png"])
    expect((await load(appearance.avatar)).status).toBe(200)

    await owner.api("DELETE", `/chatbots/${id}`)

    expect((await load(appearance.avatar)).status).toBe(404)
  })

  test("a duplicate and an imported file have a picture of their own", async () => {
    const id = await makeChatbot()
    const { appearance } = await upload(id, pictures["image/webp"])
    const file = await owner.api("GET", `/chatbots/${id}/export`)
    expect(file.chatbot.appearance.avatar).toBe(`data:image/webp;base64,${pictures["image/webp"].toString("base64")}`)
    const copy = await owner.api("POST", `/chatbots/${id}/duplicate`, {})
    const imported = await owner.api("POST", "/chatbots/import", file)

    await owner.api("DELETE", `/chatbots/${id}`)

    expect((await load(appearance.avatar)).status).toBe(404)
    for (const made of [copy, imported]) {
      expect(made.appearance.avatar).not.toBe(appearance.avatar)
      const answer = await load(made.appearance.avatar)
      expect(Buffer.from(await answer.arrayBuffer()).equals(pictures["image/webp"])).toBe(true)
    }
  })

  test("a picture in a file is held to the same rules, and nothing is made of a file that breaks them", async () => {
    const id = await makeChatbot()
    const file = await owner.api("GET", `/chatbots/${id}/export`)
    const count = app.parts.chatbots.list().length
    const withAvatar = (avatar: string) => ({ ...file, chatbot: { ...file.chatbot, appearance: { avatar } } })
    const svg = `data:image/png;base64,${Buffer.from("<svg onload='alert(1)'/>").toString("base64")}`
    for (const [avatar, words] of [
      [svg, /SVG/],
      ["data:image/png,plain", /https/],
      ["data:image/png;base64,", /empty/],
      ["/pictures/stolen", /https/],
    ] as const)
      expect((await refusal(owner.api("POST", "/chatbots/import", withAvatar(avatar)))).problem.detail).toMatch(words)
    expect(app.parts.chatbots.list()).toHaveLength(count)
  })

  test("stands, by its whole address, where a link to the chatbot's own page is shown", async () => {
    const id = await makeChatbot()
    const { appearance } = await upload(id, pictures["image/png"])
    const page = await (await load(`/c/${id}`)).text()

    expect(page).toContain(`<meta property="og:image" content="${app.url}${appearance.avatar}"`)
  })

  test("only owners upload", async () => {
    const id = await makeChatbot()
    const dana = await app.operator("dana")
    expect((await refusal(upload(id, pictures["image/png"], "face.png", dana))).status).toBe(403)
    expect((await refusal(dana.api("DELETE", `/chatbots/${id}/picture`))).status).toBe(403)
  })
})

describe("the words on the button", () => {
  test("are those of the visitor's language, and the chatbot's own where there are none", async () => {
    const { id } = await owner.api("POST", "/chatbots", {
      name: "Atelier",
      appearance: { label: "Chat with us", color: "#17545f" },
      texts: { de: { label: "Schreib uns" }, fr: { welcome: "Bonjour !" } },
    })
    const seen = async (locale: string) => (await app.visitor({ ...cast.noa, locale }, id)).first.chatbot.appearance

    expect(await seen("de-AT")).toEqual({ label: "Schreib uns", color: "#17545f" })
    expect(await seen("fr")).toEqual({ label: "Chat with us", color: "#17545f" })
    expect(await seen("en")).toEqual({ label: "Chat with us", color: "#17545f" })
    const copy = await owner.api("POST", `/chatbots/${id}/duplicate`, {})
    expect(copy.texts.de).toEqual({ welcome: "", suggestions: [], prompt: "", label: "Schreib uns" })
  })

  test("too long for a button are refused, naming the language", async () => {
    const change = { texts: { de: { label: "Wir beantworten gern Ihre Fragen" } } }
    expect((await refusal(owner.api("PUT", `/chatbots/${await makeChatbot()}`, change))).problem.field).toBe(
      "texts.de.label",
    )
  })
})

test("the button's distances on a phone are kept beside the others, and go along in a file", async () => {
  const id = await makeChatbot()
  const distances = { side: "24", bottom: "24", phoneSide: "0", phoneBottom: "72" }
  const { appearance } = await owner.api("PUT", `/chatbots/${id}`, { appearance: distances })
  expect(appearance).toEqual(distances)
  expect((await owner.api("POST", `/chatbots/${id}/duplicate`, {})).appearance).toEqual(distances)

  const refused = refusal(owner.api("PUT", `/chatbots/${id}`, { appearance: { phoneBottom: "300" } }))
  expect((await refused).problem.field).toBe("appearance.phoneBottom")
})
