/** A small shop's website on a real port, with the traps that real ones have. Pages can be changed while it runs. */

type Answer = Response | string
type Page = Answer | ((request: Request) => Answer | Promise<Answer>)

export type TestWebsite = ReturnType<typeof startTestWebsite>

export const words = (about: string) =>
  `<p>This page of the shop tells you all about ${about}. It is written for people who want to know ${about}, and it says so in a few plain sentences.</p>`

export const page = (title: string, body = words(title), head = "") =>
  `<!doctype html><html><head><title>${title} – Luma</title>${head}</head><body>
  <nav><a href="/">Home</a></nav>
  <div class="cookie-consent">We value your privacy. <button>Accept all</button></div>
  <main><h1>${title}</h1>${body}</main><footer>Luma GmbH</footer></body></html>`

export const links = (...paths: string[]) => paths.map((path) => `<a href="${path}">${path}</a>`).join(" ")

export function startTestWebsite(given: Record<string, Page>) {
  const pages = new Map(Object.entries(given))
  /** What was asked for, in order. */
  const asked: { path: string; agent: string; conditional: boolean }[] = []
  let open = 0
  let mostOpen = 0
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 30,
    async fetch(request) {
      const { pathname, search } = new URL(request.url)
      const path = pathname + search
      const conditional = request.headers.has("if-none-match") || request.headers.has("if-modified-since")
      asked.push({ path, agent: request.headers.get("user-agent") ?? "", conditional })
      open += 1
      mostOpen = Math.max(mostOpen, open)
      try {
        const found = pages.get(path) ?? pages.get(pathname) ?? pages.get("*")
        const answer = typeof found === "function" ? await found(request) : found
        if (answer === undefined) return new Response("Not here", { status: 404 })
        if (typeof answer !== "string") return answer.clone()
        return new Response(answer, { headers: { "content-type": "text/html; charset=utf-8" } })
      } finally {
        open -= 1
      }
    },
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    pages,
    asked,
    get paths() {
      return asked.map(({ path }) => path)
    },
    get mostOpen() {
      return mostOpen
    },
    stop: () => server.stop(true),
  }
}

export const redirect = (to: string, status = 302) => new Response(null, { status, headers: { location: to } })
