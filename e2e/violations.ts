import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"

const axe = readFileSync(join(import.meta.dir, "..", "node_modules", "axe-core", "axe.min.js"), "utf8")

type Found = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }

/**
 * What axe finds against WCAG 2.2 AA and its own good practice, a line for each place.
 * @param within a selector; otherwise the whole page. Frames are left out: what is in them has tests of its own.
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
  // What is still fading in has no contrast yet.
  await page.waitForFunction(() => {
    const roots = [document, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])]
    return roots
      .flatMap((root) => root.getAnimations())
      .every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().endTime === Infinity)
  })
  await page.evaluate(axe)
  return page.evaluate(async (selector) => {
    const found: Found = await Reflect.get(window, "axe").run(selector ?? document, {
      iframes: false,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    })
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    )
  }, within)
}
