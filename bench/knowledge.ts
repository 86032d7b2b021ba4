/** What is measured of the content: how fast it is searched when there is much of it, and what reading a website costs the chats. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase } from "../src/db/open"
import { createPassageIndex } from "../src/knowledge/retrieve"
import { createSourceStore, type NewDocument } from "../src/knowledge/source-store"
import { knownWords } from "../src/knowledge/vectors"
import { addChatbot } from "../src/testing/content"

/** The same numbers in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Words of the language as they are said, most of them seldom, and a few that only this business has, such as part numbers. */
function vocabulary(): string[] {
  return [...knownWords()].map((word, rank) => (rank % 20 === 19 ? `${word.slice(0, 3)}${rank}` : word))
}

/** Pages of eight passages of 120 words, each page with words of its own. */
function writer(seed: number) {
  const next = numbersFrom(seed)
  const words = vocabulary()
  const anyWord = () => words[Math.min(words.length - 1, Math.floor(words.length ** next()) - 1)]!
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!
  return {
    next,
    pick,
    topic: () => Array.from({ length: 25 }, () => words[100 + Math.floor(next() * (words.length - 100))]!),
    sentence: (topic: readonly string[], length = 12) => {
      const said = Array.from({ length }, () => (next() < 0.3 ? pick(topic) : anyWord())).join(" ")
      return `${said[0]!.toUpperCase()}${said.slice(1)}.`
    },
  }
}

function manyDocuments(passages: number): NewDocument[] {
  const { topic, sentence } = writer(1)
  return Array.from({ length: Math.ceil(passages / 8) }, (_, page) => {
    const about = topic()
    return {
      ...{ id: `page-${page}`, title: about.slice(0, 3).join(" "), url: `https://shop.example/${page}`, text: "" },
      ...{ questions: [], contentHash: `${page}` },
      passages: Array.from({ length: 8 }, (_, at) => ({
        headings: about.slice(at + 3, at + 5).join(" "),
        text: Array.from({ length: 10 }, () => sentence(about)).join(" "),
      })),
    }
  })
}

function manyQuestions(documents: readonly NewDocument[], count: number): string[] {
  const { next, pick } = writer(2)
  const starts = ["how do i", "what is the", "can you tell me about", "where is my", "is there a", "when does the"]
  return Array.from({ length: count }, () => {
    const words = pick(pick(documents).passages).text.split(" ")
    const at = Math.floor(next() * (words.length - 10))
    return `${pick(starts)} ${words.slice(at, at + 3 + Math.floor(next() * 7)).join(" ")}?`
  })
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Builds an index of so many passages and asks it; and how long anything else had to wait while it was built. */
export async function measureRetrieval(passages: number) {
  const folder = mkdtempSync(join(tmpdir(), "baton-bench-content-"))
  const { db } = openDatabase(folder, () => {})
  try {
    const store = createSourceStore(db)
    const documents = manyDocuments(passages)
    await addChatbot(db, "shop")
    await db.write(() => {
      store.insertInWrite({ id: "site", chatbotId: "shop", kind: "text", title: "Site", at: 0 })
      for (const document of documents) store.addDocumentInWrite("shop", "site", document, 0)
      store.touchInWrite("shop")
    })
    const { prepare, retrieve } = createPassageIndex(store)
    const waits: number[] = []
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      waits.push(now - last)
      last = now
    }, 1)
    const start = performance.now()
    await prepare("shop", Number.POSITIVE_INFINITY)
    const buildMs = performance.now() - start
    clearInterval(timer)
    waits.sort((a, b) => a - b)

    const questions = manyQuestions(documents, 2200)
    for (const question of questions.slice(0, 200)) retrieve("shop", question)
    const took: number[] = []
    for (const question of questions.slice(200)) {
      const asked = performance.now()
      retrieve("shop", question)
      took.push(performance.now() - asked)
      // As in a server, where something else happens between two questions.
      if (took.length % 20 === 0) await new Promise((next) => setImmediate(next))
    }
    took.sort((a, b) => a - b)
    return { p50: at(took, 0.5), p99: at(took, 0.99), buildMs, waitP99: at(waits, 0.99), waitMost: waits.at(-1)! }
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A website of so many pages on a port of its own, every fiftieth of them very large. */
export function startSite(pages: number) {
  const { topic, sentence } = writer(3)
  const paths = Array.from({ length: pages }, (_, n) => (n === 0 ? "/" : `/page-${n}`))
  const menu = `<nav><ul>${paths
    .slice(0, 40)
    .map((path) => `<li><a href="${path}">${path}</a></li>`)
    .join("")}</ul></nav>`
  const bodies = new Map(
    paths.map((path, n) => {
      const about = topic()
      const paragraph = () => `<p>${Array.from({ length: 8 }, () => sentence(about)).join(" ")}</p>`
      const sections = Array.from(
        { length: n % 50 === 49 ? 200 : 8 },
        (_, k) =>
          `<h2>${about.slice(k % 20, (k % 20) + 2).join(" ")}</h2>${paragraph()}<ul><li>${sentence(about)}</li><li>${sentence(about)}</li></ul>`,
      ).join("")
      const around = [n + 1, n + 2, n * 3 + 1].flatMap((to) => paths[to] ?? []).map((to) => `<a href="${to}">${to}</a>`)
      return [
        path,
        `<!doctype html><html><head><title>${about[0]} – Shop</title></head><body><header>${menu}</header>
         <main><h1>${about.slice(0, 3).join(" ")}</h1><p>The number of this page is ${n}.</p>${sections}${around.join(" ")}</main>
         <footer>Shop</footer></body></html>`,
      ]
    }),
  )
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const body = bodies.get(new URL(request.url).pathname)
      if (body === undefined) return new Response("Not here", { status: 404 })
      return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } })
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) }
}
