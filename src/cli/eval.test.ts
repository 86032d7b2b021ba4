import { afterAll, beforeAll, expect, test } from "bun:test"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

let data: string
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "baton-eval-test-"))
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

const put = (path: string, rows: unknown[] | string, end = "\n") => {
  mkdirSync(dirname(join(data, path)), { recursive: true })
  const lines =
    typeof rows === "string" ? rows : rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row)))
  writeFileSync(join(data, path), typeof lines === "string" ? lines : lines.join(end) + end)
}
type Line = { set: string; n: number; skipped?: number; metrics: Record<string, number | null> }

function evaluate() {
  const program = [process.execPath, join(import.meta.dir, "eval.ts"), "--data", data]
  const { stdout, stderr, exitCode } = Bun.spawnSync(program, { env: { PATH: process.env.PATH ?? "" } })
  const lines: Line[] = stdout
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return { exitCode, lines: new Map(lines.map((line) => [line.set, line])), why: stderr.toString() }
}

const angry = "This is a joke, I have been waiting for THREE weeks and nobody answers. You are useless!"
const calm = "What are your opening hours?"
const asks = "I want to talk to a human please"

test("every set that can be judged is, however odd its folder, its files or single rows of it are", () => {
  const mood = (id: string, text: unknown, level: number) => ({ id, text, level, src: "x", lic: "y", more: { a: [1] } })
  // A mark of the encoding, Windows line ends, rows that are none, one without a text, one that nobody could send.
  put(
    "a_frustration/odd.jsonl",
    [
      `\uFEFF${JSON.stringify(mood("1", angry, 2))}`,
      mood("2", calm, 0),
      "{ not json",
      "null",
      '"a string"',
      mood("3", 7, 0),
      mood("4", "x".repeat(2_000_000), 0),
      mood("5", "\ud800 lonely", 0),
      "",
    ],
    "\r\n",
  )
  put("a_frustration/empty.jsonl", "")
  put("a_frustration/broken.jsonl", "nothing\nof it\n")
  put("a_frustration/notes.txt", "no set")
  mkdirSync(join(data, "a_frustration", "a-folder.jsonl"))
  put("a_frustration_more/second.jsonl", [
    { id: "1", text: angry, label: "hostile" },
    { text: calm, label: "neutral" },
  ])
  put("b_human_request/odd.jsonl", [
    { id: 1, text: asks, human: true, kind: "explicit" },
    { id: 2, text: calm, human: 0, kind: null },
    { id: 3, text: "?", human: null },
    { id: 4, human: 1 },
  ])
  put("a2_repeat/odd.jsonl", [
    { a: "Where is my order?", b: "where's my order", repeat: true, a_id: "nobody", b_id: null },
    { a: "Where is my order?", b: calm, repeat: 0 },
    { a: "Only one", repeat: 1 },
    [],
  ])
  const entries = [
    { id: "shop:hours", questions: "When are you open?", answer: "Nine to five." },
    { id: 7, title: "Returns", questions: null },
    { id: "empty" },
    { title: "nobody knows its id" },
    { id: "hole", title: "Gift cards", questions: ["Do you sell gift cards?"], answer: "Yes.", hole: true },
    { id: "long", title: "Terms", answer: "All sorts of terms. ".repeat(20_000) },
  ]
  const queries = [
    { id: "q1", text: "when do you open", answers: ["shop:hours"], kind: "in" },
    { id: "q2", text: "returns?", answers: 7, kind: "in" },
    { id: "q3", text: "can I buy gift cards", answers: ["hole"], kind: "in" },
    { id: "q4", text: "who won the cup", answers: [], kind: "far" },
    { id: "q5", text: "nothing is said of it" },
    { id: "q6", text: "for what is not there", answers: ["gone"], kind: "in" },
    { id: "q7", answers: ["shop:hours"] },
  ]
  put("cd_kb/clinc150/kb.jsonl", entries)
  put("cd_kb/clinc150/queries.jsonl", queries)
  put("cd_kb_more/halves/kb_one.jsonl", entries.slice(0, 3))
  put("cd_kb_more/halves/kb_two.jsonl", entries.slice(3))
  put("cd_kb_more/halves/queries_one.jsonl", queries)
  put("cd_kb/no_questions/kb.jsonl", entries)
  put("cd_kb/no_entries/queries.jsonl", queries)
  put("cd_kb/README.md", "about them")
  put("e_escalation/tau_odd.jsonl", [
    {
      turns: [
        ["system", "You are a shop"],
        ["user", calm],
        ["assistant", null],
        ["tool", "{}"],
        ["agent", "Nine to five."],
        ["customer", asks],
      ],
      escalate_turn: 5,
    },
    {
      turns: [{ role: "User", content: calm }, { role: "Assistant", content: "Nine to five." }, null],
      escalate_turn: null,
    },
    { turns: [] },
    { turns: "none" },
  ])
  put("e_escalation/composed_odd.jsonl", [
    { kb: "clinc150", turns: [{ text: "when do you open" }, { text: asks, kind: "human" }], escalate_turn: 1 },
    { kb: "unknown", turns: [{ text: calm }, {}, null, "thanks"], escalate_turn: null },
    { turns: [{ text: calm }] },
  ])
  put("f_unknown/x.jsonl", [{ text: "?" }])

  const { exitCode, lines, why } = evaluate()

  expect(exitCode).toBe(0)
  expect(new Set(lines.keys())).toEqual(
    new Set([
      ...["a_frustration/odd", "a_frustration_more/second", "a2_repeat/odd", "b_human_request/odd"],
      ...["cd_kb/clinc150", "cd_kb_more/halves", "e_escalation/composed_odd", "e_escalation/tau_odd"],
    ]),
  )
  expect(lines.get("a_frustration/odd")).toMatchObject({ n: 4, skipped: 4, metrics: { recall: 1, precision: 1 } })
  expect(lines.get("a_frustration_more/second")!.skipped).toBeUndefined()
  expect(lines.get("b_human_request/odd")).toMatchObject({ n: 3, skipped: 1, metrics: { recall: 1 } })
  expect(lines.get("a2_repeat/odd")).toMatchObject({ n: 2, skipped: 2 })
  expect(lines.get("cd_kb/clinc150")).toMatchObject({ n: 3, skipped: 3, metrics: { r1: 1 } })
  expect(lines.get("cd_kb_more/halves")).toMatchObject({ n: 3, skipped: 3, metrics: { r1: 1 } })
  expect(lines.get("e_escalation/tau_odd")).toMatchObject({ n: 2, skipped: 2, metrics: { f1: 1 } })
  expect(lines.get("e_escalation/composed_odd")).toMatchObject({ n: 3, metrics: { f1: 1 } })
  expect(why).toContain("a_frustration/odd: 4 rows could not be read and were left out.")
  for (const set of ["a_frustration/broken", "a_frustration/empty", "cd_kb/no_questions"])
    expect(why).toContain(`${set}: nothing in it can be judged`)
}, 120_000)
