import type { Theme } from "../../views/layout/page"

const cookieName = "baton_theme"
const year = 365 * 24 * 3600

/** Light, dark, or whatever the system says: a choice of the browser, not of the account. */
export function themeOf(request: Request): Theme {
  const value = new Bun.CookieMap(request.headers.get("cookie") ?? "").get(cookieName)
  return value === "light" || value === "dark" ? value : "system"
}

export const themeCookie = (theme: string): string =>
  theme === "light" || theme === "dark"
    ? `${cookieName}=${theme}; Path=/; SameSite=Lax; Max-Age=${year}`
    : `${cookieName}=; Path=/; SameSite=Lax; Max-Age=0`
