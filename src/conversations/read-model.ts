import { createDetailReader } from "./read-detail"
import { createItemReader } from "./read-item"
import { createListReader } from "./read-list"

type Deps = Parameters<typeof createItemReader>[0] & Omit<Parameters<typeof createDetailReader>[0], "items">

export type ConversationReader = ReturnType<typeof createConversationReader>

/** What operators read: the lists, and one conversation with everything known of its visitor. */
export function createConversationReader(deps: Deps) {
  const items = createItemReader(deps)
  return {
    item: items.item,
    ...createListReader({ ...deps, items }),
    /** @throws AppError `not_found` when it is not this operator's to see. */
    detail: createDetailReader({ ...deps, items }),
  }
}
