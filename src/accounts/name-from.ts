/** “ana.lopez@shop.example” → “Ana”: what visitors read until the owner enters the real name. Pure. */
export function nameFrom(email: string): string {
  const first = email.split("@")[0]!.split(/[.+_-]/)[0] ?? ""
  return first ? first[0]!.toUpperCase() + first.slice(1) : email
}
