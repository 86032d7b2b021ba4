/** The bearer token of a request's `Authorization` header; the scheme's case does not matter. */
export function bearerOf(request: Request): string | undefined {
  const header = request.headers.get("authorization")
  return header && /^bearer /i.test(header) ? header.slice(7).trim() : undefined
}
