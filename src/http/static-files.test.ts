import { expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Glob } from "bun"
import { createStaticFiles } from "./static-files"

const root = join(import.meta.dir, "..", "..")
const files = createStaticFiles()

test("every script and style that the browser is to load is served", () => {
  const there = [...new Glob("*.{js,css,svg}").scanSync(join(root, "public"))].map((name) => `/${name}`)
  expect(there).toContain("/widget.js")
  expect(there.filter((path) => !files.paths.includes(path))).toEqual([])
})

test("what pages ask for is there", () => {
  const pages = ["views/**/*.tsx", "src/**/*.tsx"].flatMap((pattern) => [...new Glob(pattern).scanSync(root)])
  const asked = pages.flatMap(
    (page) => readFileSync(join(root, page), "utf8").match(/(?<=")\/[\w-]+\.(?:js|css|svg)(?=")/g) ?? [],
  )
  expect(asked).toContain("/desk.js")
  expect([...new Set(asked)].filter((path) => !files.paths.includes(path))).toEqual([])
})

test("the style sheet says first which layer wins, and loads nothing from elsewhere", async () => {
  const served = await createStaticFiles().respond("/app.css", new Request("http://localhost/app.css"))?.text()
  expect(served).toStartWith("@layer reset,tokens,base,layout,components,utilities;")
  expect(served).not.toMatch(/url\(|@import/)
})
