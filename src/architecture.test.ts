/** The import rules of the house, executed. Types cost nothing at run time and may come from anywhere. */

import { expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { basename, dirname, join, relative, resolve } from "node:path"
import { Glob } from "bun"

const root = join(import.meta.dir, "..")
const endings = ["", ".ts", ".tsx", "/index.ts"]

type SourceFile = { path: string; text: string; own: string[]; libraries: string[] }

const read = (pattern: string): SourceFile[] =>
  [...new Glob(pattern).scanSync(root)]
    .filter((path) => !path.endsWith(".d.ts"))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8")
      const transpiler = new Bun.Transpiler({ loader: path.endsWith("x") ? "tsx" : "ts" })
      const own: string[] = []
      const libraries: string[] = []
      for (const { path: target } of transpiler.scanImports(text)) {
        if (target.startsWith(".")) own.push(relative(root, resolve(root, dirname(path), target)))
        else if (!/^(node:|bun($|:)|react($|\/))/.test(target)) libraries.push(target)
      }
      return { path, text, own, libraries }
    })

const isTest = ({ path }: SourceFile) => path.endsWith(".test.ts") || path.startsWith("src/testing/")
const sources = read("src/**/*.{ts,tsx}")
const views = read("views/**/*.{ts,tsx}")
const product = sources.filter((file) => !isTest(file))
const byPath = new Map([...sources, ...views].map((file) => [file.path, file]))
const fileOf = (path: string) => endings.map((ending) => byPath.get(path + ending)).find((file) => file !== undefined)

/** The outer face of a feature, and what wires or runs the whole: these may know everything beneath them. */
const isFace = (path: string) => /-(routes|pages)\.tsx?$/.test(path) || path === "src/chatbots/demo-shop.ts"
const isTop = (path: string) =>
  /^src\/(app|server|index|chatbots\/first-start)\.ts$/.test(path) || path.startsWith("src/cli/")
/** What a room builds for the wiring. */
const isParts = (path: string) => /^src\/.*-parts\.ts$/.test(path)
/** Scripts that make what is committed; no part of the server. */
const isWorkshop = (path: string) => /\/(eval|train|make)(-[a-z-]+)?\.ts$/.test(path)
/** A file that calls itself pure in its first comment is held to it. */
const isPure = ({ text }: SourceFile) => /^\/\*\*(?:(?!\*\/)[\s\S])*\bPure\b/.test(text)

/** From the bottom up: a feature imports only what stands before it. */
const order = [
  ...["errors", "log", "config", "languages", "db", "events", "http", "jobs"],
  ...["settings", "accounts", "chatbots", "visitors", "contacts", "knowledge"],
  ...["conversations", "messages", "bookings", "queues", "escalation", "assistant"],
  ...["alerts", "reports", "widget"],
]
const featureOf = (path: string) => path.split("/")[1]!.replace(/\.tsx?$/, "")

/** Where each outside library lives. */
const homes: Record<string, RegExp> = {
  "better-sqlite3": /^src\/db\//,
  elysia: /-(routes|pages)\.tsx?$|^src\/http\/|^src\/app\.ts$|^src\/chatbots\/demo-shop\.ts$/,
  "@elysiajs/openapi": /^src\/app\.ts$/,
  "@anthropic-ai/sdk": /^src\/assistant\/anthropic\.ts$/,
  preact: /\.tsx$/,
  "preact-render-to-string": /\.tsx$/,
  marked: /^src\/messages\/render-markdown\.ts$/,
  "sanitize-html": /^src\/messages\/render-markdown\.ts$/,
  "file-type": /^src\/(messages\/attachment-store|chatbots\/read-picture)\.ts$/,
  "prom-client": /^src\/http\/metrics\.ts$/,
  "rate-limiter-flexible": /^src\/http\/rate-limit\.ts$/,
  "@mozilla/readability": /^src\/knowledge\/extract\.ts$/,
  linkedom: /^src\/knowledge\/extract\.ts$/,
  turndown: /^src\/knowledge\/extract\.ts$/,
  "robots-parser": /^src\/knowledge\/robots\.ts$/,
  mammoth: /^src\/knowledge\/read-file\.ts$/,
  unpdf: /^src\/knowledge\/read-file\.ts$/,
  "csv-parse": /^src\/(knowledge\/read-file|contacts\/contacts-csv)\.ts$/,
  "libphonenumber-js": /^src\/contacts\/recognise\.ts$/,
  "@hubspot/api-client": /^src\/alerts\/hubspot\.ts$/,
  nodemailer: /^src\/alerts\//,
  "ipaddr.js": /^src\/alerts\//,
  "web-push": /^src\/alerts\//,
  "@slack/socket-mode": /^src\/alerts\//,
  "@slack/web-api": /^src\/alerts\//,
  "@slack/webhook": /^src\/alerts\//,
  standardwebhooks: /^src\/alerts\//,
  "ical-generator": /^src\/bookings\/invitation\.ts$/,
}
const libraryOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")

test("a rule can be broken: the files, their imports and their purity are really found", () => {
  const moves = byPath.get("src/conversations/moves.ts")!

  expect(sources.length).toBeGreaterThan(80)
  expect(views.length).toBeGreaterThan(20)
  expect(moves.own).toContain("src/conversations/lifecycle")
  expect(moves.own).not.toContain("src/accounts/person-store") // types only
  expect(isPure(moves)).toBeFalse()
  expect(isPure(byPath.get("src/conversations/lifecycle.ts")!)).toBeTrue()
})

test("a pure file imports only errors and other pure files, and takes time and chance as arguments", () => {
  const broken: string[] = []
  // Libraries that are functions of their arguments.
  const pureLibraries = ["marked", "sanitize-html"]
  for (const file of product.filter(isPure)) {
    for (const target of file.own) {
      const found = fileOf(target)
      if (target !== "src/errors" && found && !isPure(found)) broken.push(`${file.path} imports ${target}`)
    }
    for (const library of file.libraries)
      if (!pureLibraries.includes(library)) broken.push(`${file.path} imports ${library}`)
    const impure = /Date\.now|new Date\(\)|Math\.random|randomUUID|performance\.now|setTimeout|fetch\(|process\.|Bun\./
    if (impure.test(file.text)) broken.push(`${file.path} uses ${impure.exec(file.text)![0]}`)
  }
  expect(broken).toEqual([])
})

test("the rules that decide are pure", () => {
  const rules = [
    ...["src/conversations/lifecycle.ts", "src/conversations/notices.ts", "src/conversations/recap.ts"],
    ...["src/messages/message.ts", "src/chatbots/chatbot.ts", "src/events/cursor.ts"],
  ]
  expect(rules.filter((path) => !isPure(byPath.get(path)!))).toEqual([])
})

test("each outside library is known in one place", () => {
  const broken = product
    .filter(({ path }) => !isWorkshop(path) && !path.startsWith("src/cli/"))
    .flatMap((file) =>
      file.libraries
        .map(libraryOf)
        .filter((library) => !homes[library]?.test(file.path))
        .map((library) => `${file.path} imports ${library}`),
    )
  expect(broken).toEqual([])
})

test("views import views, and from the server only types", () => {
  const broken = views.flatMap(({ path, own }) =>
    own.filter((target) => !target.startsWith("views/")).map((target) => `${path} imports ${target}`),
  )
  expect(broken).toEqual([])
})

test("no two files import each other at run time, however long the way round", () => {
  const done = new Set<string>()
  const cycles: string[] = []
  function visit(path: string, trail: string[]): void {
    const at = trail.indexOf(path)
    if (at !== -1) {
      cycles.push([...trail.slice(at), path].join(" → "))
      return
    }
    if (done.has(path)) return
    for (const target of byPath.get(path)?.own ?? []) {
      const found = fileOf(target)
      if (found) visit(found.path, [...trail, path])
    }
    done.add(path)
  }
  for (const { path } of [...product, ...views]) visit(path, [])
  expect(cycles).toEqual([])
})

test("features import downwards in the one list", () => {
  const broken: string[] = []
  const files = product.filter(({ path }) => !isFace(path) && !isTop(path) && !isWorkshop(path))
  for (const file of files) {
    const own = featureOf(file.path)
    if (!order.includes(own)) broken.push(`${own} (${file.path}) has no place in the list`)
    for (const target of file.own) {
      const found = fileOf(target)
      // What is pure belongs to nobody: the contract's shape of an event is everybody's.
      if (!found?.path.startsWith("src/") || isPure(found)) continue
      if (isTop(found.path) || isFace(found.path)) broken.push(`${file.path} imports ${found.path}`)
      else if (order.indexOf(featureOf(found.path)) > order.indexOf(own))
        broken.push(`${file.path} imports upwards: ${found.path}`)
    }
  }
  expect(broken).toEqual([])
})

test("a room's parts are handed out by the wiring, which builds no feature of its own", () => {
  const app = byPath.get("src/app.ts")!
  const parts = product.filter(({ path }) => isParts(path))
  expect(parts.length).toBeGreaterThan(8)
  expect(parts.filter(({ path }) => !app.own.includes(path.replace(/\.ts$/, "")))).toEqual([])

  const broken = product.flatMap(({ path, own }) =>
    path === "src/app.ts" ? [] : own.filter((target) => isParts(`${target}.ts`)).map((it) => `${path} imports ${it}`),
  )
  expect(broken).toEqual([])
  expect(app.text.split("\n").length).toBeLessThan(320)
})

test("only the process and the commands read the environment, end the process or write to the console", () => {
  const named = /process\.env|Bun\.env|import\.meta\.env|process\.exit|console\.(log|error|warn)\(/
  const broken = product
    .filter(({ path, text }) => named.test(text) && !isWorkshop(path))
    .map(({ path }) => path)
    .filter((path) => path !== "src/index.ts" && !path.startsWith("src/cli/"))
  expect(broken).toEqual([])
})

test("nothing of the tests is in the product", () => {
  const broken = product.flatMap(({ path, own }) =>
    own.filter((target) => target.startsWith("src/testing/")).map((target) => `${path} imports ${target}`),
  )
  expect(broken.filter((line) => !line.startsWith("src/cli/"))).toEqual([])
})

test("no folder is a heap, and tests stand beside what they test", () => {
  const heaps = /^(utils?|helpers?|common|shared|lib|types|services?|managers?|misc|core)$/
  const folders = [...new Set([...sources, ...views].flatMap(({ path }) => dirname(path).split("/")))]
  expect(folders.filter((folder) => heaps.test(folder))).toEqual([])

  const names = sources.filter(({ path }) => path.endsWith(".test.ts")).map(({ path }) => basename(path))
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.test\.ts$/.test(name))).toEqual([])
})

test("a conversation's events are read from the view that finds them, never by looking through the log", () => {
  const searches =
    /\b(?:FROM|JOIN)\s+events\b(?:\s+(?:AS\s+)?(?!WHERE|ON|ORDER)([a-z]\w*))?[^`"]*?\bconversation_id\s*(?:=|IN\b)/i
  expect("SELECT * FROM events WHERE conversation_id = ?").toMatch(searches)
  expect("SELECT * FROM conversation_events WHERE conversation_id = ?").not.toMatch(searches)
  const found = product.filter(({ text }) => text.split(/[`"]/).some((sql) => searches.test(sql)))
  expect(found.map(({ path }) => path)).toEqual([])
})
