/** What the pages of contacts are given, in the desk and in the admin alike. */

export type StageOption = { id: string; name: string }
export type PersonOption = { id: string; name: string }
export type FieldPlan = {
  key: string
  label: string
  kind: "text" | "number" | "date" | "yes_no" | "choice"
  options: string[]
}

export type ContactRow = {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  stage: string | null
  owner: string | null
  tags: string[]
  createdAt: string
}

export type ContactView = Omit<ContactRow, "stage" | "owner"> & {
  fields: Record<string, string>
  stageId: string | null
  ownerId: string | null
  updatedAt: string
  /** Whether the business's website vouches for a browser of theirs. */
  verified: boolean
}

export type TimelineView = {
  kind: "visit" | "conversation" | "note" | "booking" | "follow_up" | "mail" | "consent" | "merge"
  id: string
  at: string
  title: string
  text: string
  by: string | null
  conversationId: string | null
  facts: Record<string, string>
}

export type FilterView = {
  words: string
  tag: string
  stageId: string
  ownerId: string
}

/** Where the same page stands: the desk's addresses or the admin's. */
export type Place = { base: "/operator/contacts" | "/admin/contacts"; isAdmin: boolean }

export const contactPath = ({ base }: Place, id: string, rest = "") => `${base}/${encodeURIComponent(id)}${rest}`

export const nameOf = ({ name, email, phone }: Pick<ContactRow, "name" | "email" | "phone">): string =>
  name ?? email ?? phone ?? "Somebody"

/** How a conversation ended, in words. */
export const outcomes: Record<string, string> = {
  resolved: "Resolved",
  unresolved: "Not resolved",
  lead: "Lead",
  follow_up: "To be followed up",
  spam: "Spam",
  other: "Something else",
}
