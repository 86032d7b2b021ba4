import { Logo } from "../layout/logo"
import { Page, type Theme } from "../layout/page"
import { Operation } from "./operation"

export type Schema = {
  type?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  format?: string
}
export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }
export type OperationSpec = {
  tags?: string[]
  summary?: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
  responses?: Record<string, { description?: string }>
}
export type Spec = {
  info: { title: string; version: string; description?: string }
  tags?: { name: string; description?: string }[]
  paths: Record<string, Record<string, OperationSpec>>
}
type ApiError = { code: string; cause: string; status: number; title: string }

type ApiPageProps = { spec: Spec; errors: ApiError[]; theme: Theme }

/** The whole API on one page, so that the browser's own search finds everything in it. */
export function ApiPage({ spec, errors, theme }: ApiPageProps) {
  const groups = groupsOf(spec)
  return (
    <Page title="API" theme={theme} bodyClass="api">
      <header class="api-side">
        <Logo href="/" />
        <nav aria-label="Contents">
          <a class="admin-link" href="#start">
            Start
          </a>
          {groups.map(({ name }) => (
            <a class="admin-link" href={`#${anchorOf(name)}`}>
              {name}
            </a>
          ))}
          <a class="admin-link" href="#errors">
            Errors
          </a>
          <a class="admin-link" href="/openapi.json">
            openapi.json
          </a>
        </nav>
      </header>
      <main class="api-main" id="main" tabIndex={-1}>
        <section id="start">
          <h1>
            API <span class="chip">{spec.info.version}</span>
          </h1>
          <p>{spec.info.description}</p>
          <h2>A first call</h2>
          <p>Make a key (an API token) in the admin, under Settings, and send it with each call.</p>
          {/* Focusable, because a region that scrolls must be reachable by keyboard. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
          <pre class="code" tabIndex={0}>
            <code>{'curl -H "Authorization: Bearer $TOKEN" https://chat.example.com/api/v1/chatbots'}</code>
          </pre>
        </section>
        {groups.map(({ name, description, operations }) => (
          <section id={anchorOf(name)}>
            <h2>{name}</h2>
            {description ? <p class="soft">{description}</p> : null}
            <div class="operations">
              {operations.map((each) => (
                <Operation {...each} />
              ))}
            </div>
          </section>
        ))}
        <section id="errors">
          <h2>Errors</h2>
          <p class="soft">
            Each is an <code>application/problem+json</code> with <code>type</code>, <code>title</code>,{" "}
            <code>status</code>, <code>detail</code> and <code>code</code>. The code is stable; the detail is a sentence
            for people.
          </p>
          <dl class="api-errors">
            {errors.map(({ code, cause, status, title }) => (
              <div id={code}>
                <dt>
                  <code>{code}</code> <span class="soft">{status}</span>
                </dt>
                <dd>
                  <strong>{title}.</strong> {withCode(cause)}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </main>
    </Page>
  )
}

function groupsOf({ paths, tags = [] }: Spec) {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const named = tags.map(({ name, description }) => ({
    name,
    description,
    operations: all.filter(({ operation }) => operation.tags?.includes(name)),
  }))
  const rest = all.filter(({ operation }) => !operation.tags?.some((tag) => tags.some(({ name }) => name === tag)))
  const others = { name: "Server", description: "Health and figures, for whoever runs the server.", operations: rest }
  return [...named, others].filter(({ operations }) => operations.length > 0)
}

const anchorOf = (name: string) => `group-${name.toLowerCase()}`

/** `word` in a sentence, as code. */
const withCode = (sentence: string) => sentence.split("`").map((part, at) => (at % 2 ? <code>{part}</code> : part))
