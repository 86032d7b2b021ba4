/** The token that a request carries in its head, however the scheme's letters are written. */
export function bearerOf(request: Request): string | undefined {
  const header = request.headers.get("authorization")
  return header && /^bearer /i.test(header) ? header.slice(7).trim() : undefined
}
