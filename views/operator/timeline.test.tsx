import { expect, test } from "bun:test"
import { renderToString } from "preact-render-to-string"
import type { TimelineEvent } from "./props"
import { Entry } from "./timeline"

const about = { id: 1, conversationId: "c", at: "2026-11-30T12:00:00.000Z" }
const draw = (event: object) => renderToString(<Entry event={{ ...about, ...event } as TimelineEvent} />)

test("what scrolls sideways in a message is reached by keyboard", () => {
  const actor = { kind: "operator", id: "ana", name: "Ana" }
  const html = "<pre><code>const order = 17</code></pre><table><tbody></tbody></table>"
  const drawn = draw({ type: "message", actor, text: "", html, attachments: [], citations: [], clientId: "1" })

  expect(drawn).toContain('<pre tabindex="0"><code>')
  expect(drawn).toContain('<table tabindex="0"><tbody>')
})

test("what the visitor was told keeps its own direction in the desk's sentence", () => {
  const actor = { kind: "system", id: "baton", name: "Baton" }
  const drawn = draw({ type: "notice", actor, code: "waiting", text: "نستدعي لك أحد الموظفين." })

  expect(drawn).toContain("The visitor reads: “<bdi>نستدعي لك أحد الموظفين.</bdi>”")
})
