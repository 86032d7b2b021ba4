import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Table } from "../components/table"
import { Exact, exactly, relative } from "../components/time"
import type { Theme } from "../layout/page"
import { ListPage, Paging } from "./list-page"
import type { Viewer } from "./props"

type FollowUpView = {
  id: string
  chatbot: { id: string; name: string }
  conversationId: string | null
  contact: { name: string | null; email: string | null; phone: string | null } | null
  owner: { id: string; name: string } | null
  text: string
  dueAt: string
  doneAt: string | null
  doneBy: string | null
}

/** A page of a list: `cursor` is where it begins, if it is not the first. */
type Part = { items: FollowUpView[]; next: string | null; cursor: string | undefined }
type Props = {
  theme: Theme
  open: Part
  done: Part
  /** The one just marked done: it can be opened again at once. */
  marked?: string | undefined
  viewer: Viewer
  now: number
}

const path = "/operator/follow-ups"

export function FollowUpsPage({ theme, open, done, marked, viewer, now }: Props) {
  const last = done.items.find(({ id }) => id === marked)
  /** The other list stays where it is. */
  const at = (place: Record<string, string | undefined>) => {
    const given = Object.entries({ cursor: open.cursor, done: done.cursor, ...place }).filter(([, value]) => value)
    return given.length > 0 ? `${path}?${new URLSearchParams(given as [string, string][])}` : path
  }
  return (
    <ListPage title="Follow-ups" theme={theme} viewer={viewer} at="follow-ups">
      {last ? (
        <form class="admin-saved" method="post" action={`${path}/${encodeURIComponent(last.id)}/done`}>
          <span role="status">Done: {last.text}.</span>
          <input type="hidden" name="done" value="false" />
          <Button small variant="quiet" icon="undo-2">
            Undo
          </Button>
        </form>
      ) : null}
      {open.items.length === 0 && !open.cursor ? (
        <Empty icon="check-check" title="No open follow-ups">
          <p>When a visitor leaves their details while nobody is online, what was promised to them appears here.</p>
        </Empty>
      ) : (
        <Table
          caption="Open follow-ups"
          columns={[
            { label: "What" },
            { label: "How to reach them" },
            { label: "Whose" },
            { label: "Due" },
            { label: "Act", isUnseen: true },
          ]}
          isStacked
        >
          {open.items.map((followUp) => (
            <Row followUp={followUp} viewerId={viewer.id} now={now} />
          ))}
        </Table>
      )}
      <Paging
        first={open.cursor && at({ cursor: "" })}
        next={open.next && at({ cursor: open.next })}
        word="Due later"
      />
      {done.items.length > 0 || done.cursor ? (
        <details class="rule" open={done.cursor !== undefined}>
          <summary>Done lately</summary>
          <Table
            caption="Done lately"
            columns={[{ label: "What" }, { label: "By" }, { label: "When" }, { label: "Act", isUnseen: true }]}
            isStacked
          >
            {done.items.map((followUp) => (
              <tr>
                <td>
                  <Subject followUp={followUp} />
                </td>
                <td>{followUp.doneBy ?? ""}</td>
                <td>
                  <time dateTime={followUp.doneAt!} title={exactly(followUp.doneAt!)}>
                    {relative(now - Date.parse(followUp.doneAt!))}
                  </time>
                </td>
                <td>
                  <form method="post" action={`${path}/${encodeURIComponent(followUp.id)}/done`}>
                    <input type="hidden" name="done" value="false" />
                    <Button small variant="quiet" aria-label={`Open again: ${followUp.text}`}>
                      Open again
                    </Button>
                  </form>
                </td>
              </tr>
            ))}
          </Table>
          <Paging
            first={done.cursor && at({ done: "" })}
            next={done.next && at({ done: done.next })}
            word="Done earlier"
          />
        </details>
      ) : null}
    </ListPage>
  )
}

function Row({ followUp, viewerId, now }: { followUp: FollowUpView; viewerId: string; now: number }) {
  const late = now - Date.parse(followUp.dueAt)
  const { name, email, phone } = followUp.contact ?? { name: null, email: null, phone: null }
  return (
    <tr>
      <td>
        <Subject followUp={followUp} />
      </td>
      <td class="wide">
        {name ? <div>{name}</div> : null}
        {email ? (
          <div>
            <a href={`mailto:${email}`}>{email}</a>
          </div>
        ) : null}
        {phone ? (
          <div>
            <a href={`tel:${phone}`}>{phone}</a>
          </div>
        ) : null}
        {name || email || phone ? null : <span class="soft">Left no details</span>}
      </td>
      <td>{followUp.owner ? (followUp.owner.id === viewerId ? "You" : followUp.owner.name) : "Nobody"}</td>
      <td>
        <time class={late > 0 ? "clock is-late" : "clock"} dateTime={followUp.dueAt} title={exactly(followUp.dueAt)}>
          {dueWords(late)}
        </time>
        <div>
          <Exact at={followUp.dueAt} class="soft" />
        </div>
      </td>
      <td>
        <div class="table-acts">
          <LinkButton
            small
            variant="quiet"
            href={`${path}/${encodeURIComponent(followUp.id)}`}
            aria-label={`Change: ${followUp.text}`}
          >
            Change
          </LinkButton>
          <form method="post" action={`${path}/${encodeURIComponent(followUp.id)}/done`}>
            <Button small icon="check" aria-label={`Done: ${followUp.text}`}>
              Done
            </Button>
          </form>
        </div>
      </td>
    </tr>
  )
}

const dueWords = (late: number) =>
  Math.abs(late) < 60_000 ? "now" : late > 0 ? `${relative(late)} late` : `in ${relative(-late)}`

function Subject({ followUp }: { followUp: FollowUpView }) {
  return followUp.conversationId ? (
    <a href={`/operator/conversations/${encodeURIComponent(followUp.conversationId)}`}>{followUp.text}</a>
  ) : (
    <span>{followUp.text}</span>
  )
}
