import { Empty } from "../components/empty"
import { Table } from "../components/table"
import { Ago } from "../components/time"
import type { Theme } from "../layout/page"
import { ListPage, Paging } from "./list-page"
import type { ConversationItem, Viewer } from "./props"
import { conversationPath, plain, visitorName } from "./words"

/** Each list of the desk that may be longer than the desk shows. */
export const restLists = {
  closed: {
    path: "/operator/closed",
    title: "Closed conversations",
    when: "Closed",
    on: "Closed earlier",
    none: { title: "Nothing is closed yet", words: "Closed conversations appear here, the latest first." },
  },
  waiting: {
    path: "/operator/list/waiting",
    title: "Who waits for a person",
    when: "Last moved",
    on: "Waiting since later",
    none: { title: "Nobody is waiting", words: "Visitors waiting for a person appear here, the longest wait first." },
  },
  human: {
    path: "/operator/list/human",
    title: "Conversations with a person",
    when: "Last moved",
    on: "Moved earlier",
    none: { title: "Nobody is talking with a person", words: "Conversations that an operator holds appear here." },
  },
  ai: {
    path: "/operator/list/ai",
    title: "Conversations with the AI",
    when: "Last moved",
    on: "Moved earlier",
    none: { title: "Nobody is talking with the AI", words: "Conversations that the AI answers appear here." },
  },
} as const

export type RestList = keyof typeof restLists

type Props = {
  which: RestList
  theme: Theme
  viewer: Viewer
  items: ConversationItem[]
  next: string | null
  isFirst: boolean
  now: number
}

/** What the desk's list shows only the beginning of. */
export function RestPage({ which, theme, viewer, items, next, isFirst, now }: Props) {
  const { path, title, when, on, none } = restLists[which]
  // Where there is only one, it says nothing.
  const isOfSeveral = new Set(items.map(({ chatbot }) => chatbot.id)).size > 1
  const chatbotColumn = isOfSeveral ? [{ label: "Chatbot" }] : []
  return (
    <ListPage title={title} theme={theme} viewer={viewer}>
      {items.length === 0 && isFirst ? (
        <Empty icon="inbox" title={none.title}>
          <p>{none.words}</p>
        </Empty>
      ) : (
        <Table
          caption={title}
          columns={[{ label: "Who" }, { label: "Last words" }, ...chatbotColumn, { label: when }]}
          isStacked
        >
          {items.map(({ id, visitor, preview, chatbot, updatedAt }) => (
            <tr>
              <td>
                <a href={conversationPath(id)}>{visitorName(visitor)}</a>
              </td>
              <td class="wide" dir="auto">
                {preview.actor === "visitor" ? preview.text : plain(preview.text)}
              </td>
              {isOfSeveral ? <td>{chatbot.name}</td> : null}
              <td>
                <Ago at={updatedAt} now={now} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Paging
        first={isFirst ? undefined : path}
        next={next && `${path}?cursor=${encodeURIComponent(next)}`}
        word={on}
      />
    </ListPage>
  )
}
