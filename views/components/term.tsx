import type { ComponentChildren } from "preact"

/** What an expert calls it, or needs to know of it, in small print: nobody else has to understand it. */
export function Term({ children }: { children: ComponentChildren }) {
  return (
    <small class="term">
      <span>In technical terms:</span> {children}
    </small>
  )
}
