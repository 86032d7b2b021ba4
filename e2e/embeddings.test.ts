import { expect, setDefaultTimeout, test } from "bun:test"
import { startEmbeddingsServer } from "../src/testing/embeddings-server"
import { launchBrowser } from "./browser"
import { people, signIn, startDemoServer } from "./demo-server"
import { violations } from "./violations"

setDefaultTimeout(60_000)

const embeddings = startEmbeddingsServer({ key: "sk-right" })
const server = await startDemoServer({ BATON_ALLOW_PRIVATE: "127.0.0.1" })
const browser = await launchBrowser(server, embeddings)

test("an owner tries a server for embeddings, saves it, and sees how far it is", async () => {
  const page = await signIn(browser, `${server.url}/admin/settings`, people.owner)
  const card = page.locator("#embeddings")
  await card.getByLabel("Address of the service").fill(embeddings.url)
  await card.getByLabel("Model").fill("test-embed")
  await card.getByLabel("Key", { exact: true }).fill("sk-wrong")
  await card.getByRole("button", { name: "Try it" }).click()
  await card.getByText("The server refuses the key (401)").waitFor()
  await card.getByLabel("Key", { exact: true }).fill("sk-right")
  await card.getByRole("button", { name: "Try it" }).click()
  await card.getByText("vectors of 384 numbers").waitFor()
  expect(await violations(page)).toEqual([])

  // Held so long that the way there is seen.
  embeddings.always({ waitMs: 1200 })
  await card.getByRole("button", { name: "Save" }).click()
  await card.getByText("On", { exact: true }).waitFor()
  expect(await page.content()).not.toContain("sk-right")
  await page.goto(`${server.url}/admin/chatbots/demo/content`)
  await page.getByRole("progressbar", { name: "Prepared to be found by meaning, in the background" }).waitFor()
  expect(await violations(page)).toEqual([])
  embeddings.always(undefined)
  // It asks for itself anew.
  await page.getByText(/Found by meaning too: \d+ pieces are prepared for it/).waitFor()
})
