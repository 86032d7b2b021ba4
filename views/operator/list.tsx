import { Icon } from "../components/icon"
import type { ConversationItem, Viewer } from "./props"
import { orderOf, Row } from "./row"

type ListProps = { items: ConversationItem[]; viewer: Viewer; now: number }

type ListName = "waiting" | "mine" | "colleagues" | "ai" | "closed"

const lists: { name: ListName; title: string; open: boolean }[] = [
  { name: "waiting", title: "Waiting", open: true },
  { name: "mine", title: "Mine", open: true },
  { name: "colleagues", title: "With colleagues", open: true },
  { name: "ai", title: "With AI", open: true },
  { name: "closed", title: "Closed recently", open: false },
]

/** The rows by who holds them. desk.js moves rows between the same lists by the same rule. */
export function ConversationList({ items, viewer, now }: ListProps) {
  const byList = Map.groupBy(items, (item) => listOf(item, viewer))
  return (
    <nav class="list" id="list" aria-label="Conversations">
      <button class="list-news button button-small" id="list-news" type="button" hidden>
        <Icon name="arrow-right" class="turned-up" />
        <span />
      </button>
      {lists.map(({ name, title, open }) => {
        const rows = (byList.get(name) ?? []).sort((a, b) => orderOf(a) - orderOf(b))
        return (
          <details class="list-section" data-list={name} data-holder={holders[name]} open={open}>
            <summary>
              <Icon name="chevron-right" />
              <h2>{title}</h2>
              <output class="count" data-count={name}>
                {rows.length}
              </output>
            </summary>
            <ol class={`rows rows-${name}`} id={`rows-${name}`}>
              {rows.map((item) => (
                <Row item={item} now={now} />
              ))}
            </ol>
            {name === "closed" ? (
              <p class="list-more">
                <a href="/operator/closed">All closed conversations</a>
              </p>
            ) : null}
            {name === "waiting" ? <NobodyWaits withAi={byList.get("ai")?.length ?? 0} /> : null}
          </details>
        )
      })}
    </nav>
  )
}

/** Shown while the list above it has no row. */
function NobodyWaits({ withAi }: { withAi: number }) {
  return (
    <p class="list-calm">
      Nobody is waiting. Talking with the AI now: <output data-count="ai">{withAi}</output>
    </p>
  )
}

const holders = { waiting: "waiting", mine: "human", colleagues: "human", ai: "ai", closed: "closed" }

export function listOf({ state, assignee }: ConversationItem, viewer: Viewer): ListName {
  if (state !== "human") return state
  return assignee?.id === viewer.id ? "mine" : "colleagues"
}
