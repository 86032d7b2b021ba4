import { Elysia } from "elysia"
import { ApiPage, type Spec } from "../../views/api/api-page"
import type { ErrorCode } from "../errors"
import { type ApiDocument, describeApi } from "./describe-api"
import { htmlPage } from "./html"
import { internalProblem, titleOf } from "./problem"
import { themeOf } from "./theme"

/** Why each refusal comes and what to do; a problem's `type` links to its line on the page. */
const causes: Record<ErrorCode | "internal", string> = {
  validation: "A field is missing or not as it must be. `field` names it; correct it and send again.",
  unauthorized: "There is no token, or it has ended. Sign in again, or make an API token in the admin.",
  forbidden: "The token is for another role, or the page's website is not among the chatbot's allowed ones.",
  not_found: "There is nothing at this address, or not for whoever asks.",
  method_not_allowed: "The address is right and the method is not; `Allow` says which it answers to.",
  conflict: "It has changed meanwhile: `holder` or `events` say how. Look again, then decide.",
  other_person:
    "The page that asks says whose it is (`Baton-Operator`), and its browser is signed in as somebody else by now.",
  seat_limit: "All seats of the chatbot are taken. Free one, or raise the number of seats.",
  rate_limited: "Too many in too short a time. Wait for as many seconds as `Retry-After` says.",
  too_large: "The body or file is larger than may be sent.",
  unsupported_media: "The file is of a kind that cannot be sent, or not what its name says.",
  unavailable: "The server cannot do this just now. Try again in a moment.",
  internal: "A fault of the server, which has logged it. Nothing was done; try again in a moment.",
}

const documentation = (version: string) => ({
  info: {
    title: "Baton",
    version,
    description:
      "The HTTP API of a Baton server. JSON in UTF-8; times in ISO 8601, UTC; errors as application/problem+json. " +
      "A 2xx answer to a write means that it is committed to disk. What a call does not know is ignored, but for what is " +
      "likely a misspelt field in a call of an operator or owner, which is refused. Lists page by cursor: `next` is null at the end.",
  },
  tags: [
    { name: "Visitor", description: "What the widget calls. The token comes from the session call." },
    { name: "Account", description: "Signing in and out." },
    { name: "Operator", description: "Conversations, for the people who answer. A token of an operator." },
    { name: "Owner", description: "Chatbots, content, people and settings. A token of an owner." },
  ],
  components: {
    securitySchemes: {
      token: {
        type: "http" as const,
        scheme: "bearer",
        description: "A visitor's token, one made at sign-in, or an API token made in the admin",
      },
      operatorCookie: { type: "apiKey" as const, in: "cookie" as const, name: "baton_operator" },
      ownerCookie: { type: "apiKey" as const, in: "cookie" as const, name: "baton_owner" },
    },
    schemas: {
      Problem: {
        type: "object" as const,
        description: "RFC 9457, served as application/problem+json",
        required: ["type", "title", "status", "detail", "code"],
        properties: {
          type: { type: "string" as const },
          title: { type: "string" as const },
          status: { type: "integer" as const },
          detail: { type: "string" as const },
          code: { type: "string" as const, enum: Object.keys(causes) },
          field: { type: "string" as const, description: "Which field was wrong" },
        },
      },
    },
  },
  security: [{ token: [] }, { operatorCookie: [] }, { ownerCookie: [] }] as Record<string, string[]>[],
})

/** What the framework knows of the calls; the rest is added before anybody reads it. */
export const frameworksPath = "/openapi/without-answers.json" as const

/** What `/openapi.json` leaves out. */
export const specOptions = (version: string) => ({
  path: "/openapi" as const,
  specPath: frameworksPath,
  provider: null,
  // Otherwise an address with a dot, such as contacts.csv, counts as a file and is left out.
  exclude: { staticFile: false },
  documentation: documentation(version),
})

type Deps = { spec: () => Promise<unknown>; routes: () => Parameters<typeof describeApi>[1] }

/** The API for programs, and to be read by a person from the same document. */
export const apiPage = ({ spec, routes }: Deps) => {
  let described: ApiDocument | undefined
  async function read(): Promise<ApiDocument> {
    described ??= describeApi((await spec()) as ApiDocument, routes())
    return described
  }

  return new Elysia({ name: "api-page" }).get("/openapi.json", read, { detail: { hide: true } }).get(
    "/openapi",
    async ({ request }) => {
      const errors = Object.entries(causes).map(([code, cause]) => ({
        code,
        cause,
        ...(code === "internal" ? internalProblem : titleOf(code as ErrorCode)),
      }))
      // The document is of our own making, by the plugin; the page names what it reads of it.
      return htmlPage(<ApiPage spec={(await read()) as unknown as Spec} errors={errors} theme={themeOf(request)} />)
    },
    { detail: { hide: true } },
  )
}
