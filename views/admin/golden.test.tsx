import { expect, test } from "bun:test"
import { renderToString } from "preact-render-to-string"
import { GoldenPage } from "./golden"

function pageAfter(reason: string): string {
  const row = {
    ...{ id: "1", question: "Do you sell gift cards?", expected: "from Gift cards", passed: false, source: "Vouchers" },
    ...{ change: "worse" as const, now: "Enter the **code** at checkout", before: "From €20 to €500" },
  }
  const run = { id: 2, reason, at: "2026-11-30T12:00:00.000Z", passed: 0, total: 1 }
  return renderToString(
    <GoldenPage
      frame={{ theme: "system", owner: { name: "Olga", email: "olga@shop.example" } }}
      chatbot={{ id: "shop", name: "Luma Shoes", others: [] } as never}
      now={Date.parse(run.at)}
      rows={[row]}
      runs={[run]}
      progress={undefined}
      suggestions={[]}
      form={{ values: {} }}
    />,
  )
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
}

test("what got worse is said in a sentence, with the answer before and the answer now", () => {
  const changed = pageAfter("content")
  expect(changed).toContain("1 question is answered worse since the content changed.")
  expect(changed).toContain("Before From €20 to €500 Now Enter the code at checkout (Vouchers)")
  // Asked by hand or by the clock, nothing is known to have changed.
  for (const reason of ["hand", "schedule"])
    expect(pageAfter(reason)).toContain("1 question is answered worse than the time before.")
})
