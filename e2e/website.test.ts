import { expect, setDefaultTimeout, test } from "bun:test"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BrowserContextOptions } from "playwright-core"
import { docxOf } from "../src/testing/files"
import { page as html, links, startTestWebsite, words } from "../src/testing/website"
import { launchBrowser } from "./browser"
import { people, signIn as signInAt, startDemoServer } from "./demo-server"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const content = "/admin/chatbots/demo/content"
const site = startTestWebsite({
  "/": html("Luma", words("all") + links(...Array.from({ length: 12 }, (_, at) => `/p${at}`), "/film", "/private/x")),
  "/robots.txt": "User-agent: *\nDisallow: /private/",
  "/film": new Response("x", { headers: { "content-type": "video/mp4" } }),
  "*": (request) => {
    const { pathname } = new URL(request.url)
    return pathname.startsWith("/p") ? html(`Page ${pathname}`) : new Response("", { status: 404 })
  },
})
const server = await startDemoServer({ BATON_ALLOW_PRIVATE: "127.0.0.1" })
const browser = await launchBrowser(server, site)

const signIn = (path: string, options?: BrowserContextOptions) =>
  signInAt(browser, server.url + path, people.owner, options)

test("an owner gives an address, sees the pages come in, and why some were skipped", async () => {
  const page = await signIn(`${content}/new/website`)
  await page.getByText("Limits, and what to leave out").click()
  expect(await violations(page)).toEqual([])
  await page.getByLabel("Address").fill("ftp://nowhere")
  await page.getByRole("button", { name: "Read it" }).click()
  await page.getByText("Write the website's address").waitFor()
  await page.getByLabel("Address").fill(site.url)
  await page.getByRole("button", { name: "Read it" }).click()

  await page.getByRole("heading", { name: "Reading" }).waitFor()
  await page.getByRole("progressbar", { name: "Pages looked at" }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole("button", { name: "Read again" }).waitFor()
  await page.getByText("13 pages read, 2 skipped").waitFor()
  await page.getByRole("link", { name: "Skipped (2)" }).click()
  await page.getByText("Skipped: Not a page to read (video/mp4).").waitFor()
  await page.getByText("Skipped: The website's robots.txt asks not to read it.").waitFor()
  expect(await violations(page)).toEqual([])
})

test("without a script it is read, paused, gone on with, cancelled and deleted after a question", async () => {
  site.pages.set("/slow", () => new Promise((answer) => setTimeout(() => answer(html("Slow")), 10_000)))
  site.pages.set("/slow-start", html("Other start", words("others") + links("/slow", "/p20", "/p21")))
  const page = await signIn(`${content}/new/website`, {
    javaScriptEnabled: false,
    colorScheme: "dark",
    viewport: { width: 375, height: 800 },
  })
  await page.getByLabel("Address").fill(`${site.url}/slow-start`)
  await page.getByRole("button", { name: "Read it" }).click()

  await page.getByRole("heading", { name: "Reading" }).waitFor()
  await page.reload()
  await page.getByRole("button", { name: "Pause" }).click()
  await page.getByRole("heading", { name: "Paused" }).waitFor()
  await page.getByRole("button", { name: "Go on" }).click()
  await page.getByRole("heading", { name: "Reading" }).waitFor()
  await page.getByRole("button", { name: "Cancel" }).click()
  await page.getByRole("heading", { name: "Cancelled" }).waitFor()
  await page.getByRole("link", { name: "Delete…" }).click()
  await page.getByText("no longer answers from it").waitFor()
  await page.getByRole("button", { name: "Delete" }).click()
  await page.getByText("Deleted.").waitFor()
})

test("a Word document is uploaded and answers; a broken PDF beside it says so", async () => {
  const page = await signIn(`${content}/new/file`)
  const files = [
    {
      name: "hours.docx",
      mimeType: "application/octet-stream",
      buffer: Buffer.from(docxOf(["# Zeppelin hours", "The zeppelin is moored from nine to six."])),
    },
    { name: "list.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 nothing") },
  ]
  await page.getByLabel("Files").setInputFiles(files)
  await page.getByRole("button", { name: "Upload" }).click()

  await page.getByText("Added: Zeppelin hours.").waitFor()
  await page.getByText("list.pdf: This PDF is broken.").waitFor()
  await page.goto(`${server.url}${content}?q=zeppelin`)
  await page.getByText("The zeppelin is moored from nine to six.").waitFor()
})

test("a file that is too large says so before it is sent, and a new version takes the place of the old", async () => {
  const page = await signIn(`${content}/new/file`)
  const file = (name: string, text: string) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) })
  const field = page.getByLabel("Files")
  // From the disk: a browser is handed large bytes slowly.
  const folder = mkdtempSync(join(tmpdir(), "baton-files-"))
  writeFileSync(join(folder, "large.md"), "word ".repeat(5_000_000))
  await field.setInputFiles(join(folder, "large.md"))
  expect(await field.evaluate((it: HTMLInputElement) => it.validationMessage)).toBe("large.md is larger than 20 MB.")
  rmSync(folder, { recursive: true })
  await field.setInputFiles(file("balloons.md", "# Balloons\n\nBalloons rise at six."))
  expect(await field.evaluate((it: HTMLInputElement) => it.validationMessage)).toBe("")
  await page.getByRole("button", { name: "Upload" }).click()
  await page.getByText("Added.").waitFor()

  await page.getByRole("link", { name: "Balloons" }).click()
  await page
    .getByLabel("File", { exact: true })
    .setInputFiles(file("balloons-2.md", "# Balloons\n\nThey rise at seven."))
  expect(await violations(page)).toEqual([])
  await page.getByRole("button", { name: "Replace" }).click()
  await page.getByText("Saved.").waitFor()
  await page.locator("#passages ~ *, .passage").getByText("They rise at seven.").first().waitFor()
  expect(await page.content()).not.toContain("Balloons rise at six.")
})
