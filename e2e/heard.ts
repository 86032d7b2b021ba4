import type { Page } from "playwright-core"

/**
 * Writes down what a screen reader would say from now on: what comes into a live region of the page, or of the widget on
 * it, by the region that is nearest.
 * @returns what was said so far.
 */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const isTold = (node: Node) => {
      const place = node instanceof Element ? node : node.parentElement
      if (!place || place.closest("[aria-hidden=true],[hidden]")) return false
      const region = place.closest("[role=log],[role=status],[role=alert],[aria-live]")
      return region !== null && region.getAttribute("aria-live") !== "off"
    }
    const observer = new MutationObserver((list) => {
      for (const { type, target, addedNodes } of list)
        for (const node of type === "characterData" ? [target] : addedNodes)
          if (node.textContent?.trim() && isTold(node)) heard.push(node.textContent.trim().replace(/\s+/g, " "))
    })
    for (const root of [document, document.querySelector("baton-chat")?.shadowRoot])
      if (root) observer.observe(root, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}
