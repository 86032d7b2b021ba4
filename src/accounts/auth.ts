import { AppError } from "../errors"
import { bearerOf } from "../http/bearer"
import type { Origins } from "../http/origin"
import type { AvailabilityBoard } from "../queues/availability"
import type { Person, PersonStore, Role } from "./person-store"
import { hashToken, type Session, type SessionStore } from "./session-store"

type Deps = {
  people: PersonStore
  sessions: SessionStore
  origins: Origins
  board: Pick<AvailabilityBoard, "touch">
  /** Somebody was here with this session. */
  seen: (session: Session) => void
  now: () => number
}

export type Auth = ReturnType<typeof createAuth>
export type SignedIn = { person: Person; session: Session; token: string }

export const cookieNames: Record<Role, string> = { operator: "baton_operator", owner: "baton_owner" }

/** Who makes a request. Commands take a `Person`, so a route that forgets to ask does not type-check. */
export function createAuth({ people, sessions, origins, board, seen, now }: Deps) {
  function tokensOf(request: Request, role: Role): { token: string; isFromCookie: boolean }[] {
    const bearer = bearerOf(request)
    if (bearer !== undefined) return [{ token: bearer, isFromCookie: false }]
    const cookies = new Bun.CookieMap(request.headers.get("cookie") ?? "")
    // An owner who holds an operator seat opens the desk with either sign-in.
    const names = role === "operator" ? [cookieNames.operator, cookieNames.owner] : [cookieNames.owner]
    return names.flatMap((name) => {
      const token = cookies.get(name)
      return token ? [{ token, isFromCookie: true }] : []
    })
  }

  function lookUp(token: string): SignedIn | undefined {
    const session = sessions.find(hashToken(token))
    if (!session || session.expiresAt <= now()) return undefined
    const person = people.find(session.personId)
    if (!person || person.disabledAt) return undefined
    return { person, session, token }
  }

  function mayActAs({ person, session }: SignedIn, role: Role): boolean {
    if (role === "owner") return session.role === "owner" && person.isOwner
    return person.isOperator && (session.role === "operator" || (session.role === "owner" && person.isOwner))
  }

  const isUnsafe = (method: string) => method !== "GET" && method !== "HEAD" && method !== "OPTIONS"

  /**
   * The cookie is the browser's, and a page may be older: what its reader does there is not done in the name of whoever
   * signed in after them, nor does what is theirs come into it. A form without a script cannot say whose it is.
   */
  function requireOwnPage(request: Request, { id, name }: Person): void {
    if ((request.headers.get("baton-operator") ?? id) === id) return
    throw new AppError(
      "other_person",
      `${name} has signed in in this browser meanwhile, and this page is somebody else's: nothing was read, sent or changed.`,
    )
  }

  function find(request: Request, role: Role): SignedIn | undefined {
    for (const { token, isFromCookie } of tokensOf(request, role)) {
      const found = lookUp(token)
      if (!found || !mayActAs(found, role)) continue
      if (isFromCookie) {
        if (isUnsafe(request.method)) origins.requireSameOrigin(request)
        requireOwnPage(request, found.person)
      }
      if (role === "operator") board.touch(found.person.id)
      seen(found.session)
      return found
    }
    return undefined
  }

  /** @throws AppError `unauthorized`, or `forbidden` for somebody who is signed in for something else. */
  function require(request: Request, role: Role): SignedIn {
    const found = find(request, role)
    if (found) return found
    const bearer = bearerOf(request)
    const other = bearer === undefined ? undefined : lookUp(bearer)
    if (other)
      throw new AppError(
        "forbidden",
        `This is for ${role === "owner" ? "owners" : "operators"}; you are signed in as ${other.session.role}.`,
      )
    throw new AppError("unauthorized", "Sign in first, or send a valid token.")
  }

  return {
    find,
    operator: (request: Request): Person => require(request, "operator").person,
    owner: (request: Request): Person => require(request, "owner").person,
    require,
    /** Either role, for calls that both make. */
    anybody(request: Request): SignedIn {
      return find(request, "operator") ?? require(request, "owner")
    },
    /** Whose credential it carries, at a look: whatever is then done asks again. */
    roleOf(request: Request): Role | undefined {
      const found = [...tokensOf(request, "owner"), ...tokensOf(request, "operator")].flatMap(
        ({ token }) => lookUp(token) ?? [],
      )
      return found.some((each) => mayActAs(each, "owner")) ? "owner" : found.length > 0 ? "operator" : undefined
    },
    /** Whether a session is still good: asked again by long streams. */
    isAlive: (token: string): boolean => lookUp(token) !== undefined,
    setCookie(request: Request, role: Role, token: string): string {
      const secure = origins.isSecure(request) ? "; Secure" : ""
      return `${cookieNames[role]}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${14 * 24 * 3600}${secure}`
    },
    /** Why a browser that has been here before is not let in: its session is over, or it is somebody's who may not. */
    whyOutside(request: Request, role: Role): "over" | Person | undefined {
      const cookies = new Bun.CookieMap(request.headers.get("cookie") ?? "")
      const over = (name: string) => cookies.has(name) && !lookUp(cookies.get(name)!)
      if (over(cookieNames[role])) return "over"
      // Either cookie, because an owner opens the desk with theirs.
      const elsewhere = tokensOf(request, "operator")
        .flatMap(({ token }) => lookUp(token)?.person ?? [])
        .find(({ isOwner }) => isOwner || role === "owner")
      return elsewhere ?? (role === "operator" && over(cookieNames.owner) ? "over" : undefined)
    },
    clearCookie: (role: Role): string => `${cookieNames[role]}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
  }
}
