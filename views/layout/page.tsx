import type { ComponentChildren } from "preact"
import { Toasts } from "../components/toast"

export type Theme = "system" | "light" | "dark"

export type PageProps = {
  title: string
  /** From the `theme` cookie; `system` leaves it to the browser. */
  theme?: Theme
  /** The desk's own script, or the admin's. Always an address: the content policy allows nothing inline. */
  scripts?: string[]
  bodyClass?: string
  /** `data-…` attributes of the body: how the server tells the page's script who is looking. */
  data?: Record<`data-${string}`, string | number | undefined>
  children: ComponentChildren
}

/**
 * `hx-on` and `js:` need eval, which our policy refuses; the indicator's style would be inline. So neither is used. With a
 * delay to settle, what is new takes over the inline style of what it replaces: of a textarea that was drawn larger.
 */
const htmxConfig = JSON.stringify({
  includeIndicatorCSS: false,
  defaultSettleDelay: 0,
  history: "reload",
  noSwap: [204, 304, 412, "5xx"],
})

/** Every page of the desk and the admin. Serve it after `<!doctype html>`. */
export function Page({ title, theme = "system", scripts = [], bodyClass, data = {}, children }: PageProps) {
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        {/* A phone's keyboard makes the page smaller, instead of covering what is being written. */}
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{title} · Baton</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/app.css" />
        <script src="/htmx.min.js" defer />
        <script src="/every-page.js" type="module" />
        {scripts.map((src) => (
          <script src={src} type="module" />
        ))}
      </head>
      <body class={bodyClass} {...data}>
        <a class="skip-link" href="#main">
          Skip to content
        </a>
        {children}
        <Toasts />
      </body>
    </html>
  )
}
