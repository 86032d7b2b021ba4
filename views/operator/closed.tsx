import { Empty } from "../components/empty"
import { Table } from "../components/table"
import { Ago } from "../components/time"
import type { Theme } from "../layout/page"
import { ListPage, Paging } from "./list-page"
import type { ConversationItem, Viewer } from "./props"
import { conversationPath, plain, visitorName } from "./words"

const path = "/operator/closed"

type Props = {
  theme: Theme
  viewer: Viewer
  items: ConversationItem[]
  next: string | null
  isFirst: boolean
  now: number
}

/** What the desk's list shows only the newest of. */
export function ClosedPage({ theme, viewer, items, next, isFirst, now }: Props) {
  // Where there is only one, it says nothing.
  const isOfSeveral = new Set(items.map(({ chatbot }) => chatbot.id)).size > 1
  const chatbotColumn = isOfSeveral ? [{ label: "Chatbot" }] : []
  return (
    <ListPage title="Closed conversations" theme={theme} viewer={viewer}>
      {items.length === 0 && isFirst ? (
        <Empty icon="inbox" title="Nothing is closed yet">
          <p>Conversations that are over stand here, the last one first.</p>
        </Empty>
      ) : (
        <Table
          caption="Closed conversations"
          columns={[{ label: "Who" }, { label: "Last words" }, ...chatbotColumn, { label: "Closed" }]}
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
        word="Closed earlier"
      />
    </ListPage>
  )
}
