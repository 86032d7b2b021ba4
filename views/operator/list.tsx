import { Icon } from "../components/icon"
import type { ConversationItem, Viewer } from "./props"
import { restLists } from "./rest-page"
import { orderOf, Row } from "./row"

export type Totals = { waiting: number; mine: number; colleagues: number; ai: number }
/** Where a list goes on that is shown in part. */
export type Cuts = Partial<Record<"waiting" | "human" | "ai", string>>
type ListProps = { items: ConversationItem[]; totals: Totals; cuts: Cuts; viewer: Viewer; now: number }

type ListName = "waiting" | "mine" | "colleagues" | "ai" | "closed"

const lists: { name: ListName; title: string; open: boolean }[] = [
  { name: "waiting", title: "Waiting", open: true },
  { name: "mine", title: "Mine", open: true },
  { name: "colleagues", title: "With colleagues", open: true },
  { name: "ai", title: "With AI", open: true },
  { name: "closed", title: "Closed recently", open: false },
]

/** The rows by who holds them. desk.js moves rows between the same lists by the same rule. */
export function ConversationList({ items, totals, cuts, viewer, now }: ListProps) {
  const byList = Map.groupBy(items, (item) => listOf(item, viewer))
  return (
    <nav class="list" id="list" aria-label="Conversations">
      {/* What stands below it is found by its headings: the first of them says where one is. */}
      <h1 class="hidden-visually">Conversations</h1>
      <button class="list-news button button-small" id="list-news" type="button" hidden>
        <Icon name="arrow-right" class="turned-up" />
        <span />
      </button>
      {lists.map(({ name, title, open }) => {
        const rows = (byList.get(name) ?? []).sort((a, b) => orderOf(a) - orderOf(b))
        const cut = name in parts ? cuts[parts[name as keyof typeof parts]] : undefined
        return (
          <details class="list-section" id={`section-${name}`} data-list={name} data-holder={holders[name]} open={open}>
            <summary>
              <Icon name="chevron-right" />
              <h2>{title}</h2>
              <output class="count" data-count={name}>
                {name === "closed" ? rows.length : totals[name]}
              </output>
            </summary>
            <ol class={`rows rows-${name}`} id={`rows-${name}`}>
              {rows.map((item) => (
                <Row item={item} now={now} />
              ))}
            </ol>
            {cut ? <ListCut part={parts[name as keyof typeof parts]} cursor={cut} /> : null}
            {name === "closed" ? (
              <p class="list-more">
                <a href="/operator/closed">All closed conversations</a>
              </p>
            ) : null}
            {name === "waiting" ? <NobodyWaits withAi={totals.ai} /> : null}
          </details>
        )
      })}
    </nav>
  )
}

/** What one holds oneself is bounded, and never cut. */
const parts = { waiting: "waiting", colleagues: "human", ai: "ai" } as const

type CutProps = { part: "waiting" | "human" | "ai"; cursor: string }

/** Under a list of which there is more. desk.js fetches it into the list; without a script it is a page of its own. */
function ListCut({ part, cursor }: CutProps) {
  return (
    <p class="list-more list-cut">
      Not all are shown.{" "}
      <a href={`${restLists[part].path}?cursor=${encodeURIComponent(cursor)}`} data-more={part}>
        Show more
      </a>
    </p>
  )
}

type MoreRowsProps = { part: "waiting" | "human" | "ai"; items: ConversationItem[]; next: string | null; now: number }

/** The next rows of a list that was cut, and where it goes on. */
export function MoreRows({ part, items, next, now }: MoreRowsProps) {
  return (
    <div>
      <ol>
        {items.map((item) => (
          <Row item={item} now={now} />
        ))}
      </ol>
      {next ? <ListCut part={part} cursor={next} /> : null}
    </div>
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

function listOf({ state, assignee }: ConversationItem, viewer: Viewer): ListName {
  if (state !== "human") return state
  return assignee?.id === viewer.id ? "mine" : "colleagues"
}
