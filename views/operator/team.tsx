import { Empty } from "../components/empty"
import { HolderBadge } from "../components/holder"
import { Quoted } from "../components/quoted"
import { Table } from "../components/table"
import { Clock, stopwatch } from "../components/time"
import type { Theme } from "../layout/page"
import { ListPage } from "./list-page"
import type { Availability, ConversationItem, Viewer } from "./props"
import { availabilities } from "./top-bar"
import { conversationPath, flags, visitorName } from "./words"

type TeamQueue = {
  id: string
  name: string
  assignment: "open" | "automatic"
  waiting: number
  /** Milliseconds of the longest wait, if anybody waits. */
  longest: number | undefined
  /** Members who take conversations now. */
  available: number
  held: number
  memberLimit: number
  backup: string | null
  isShut: boolean
}
type TeamOperator = {
  id: string
  name: string
  availability: Availability
  /** Why they are away, in their words. */
  reason: string | null
  open: number
  limit: number
}

type Props = {
  theme: Theme
  viewer: Viewer
  waiting: ConversationItem[]
  queues: TeamQueue[]
  operators: TeamOperator[]
  now: number
}

/** What waits and since when, in which line, and who is there to take it: for the whole team at a glance. */
export function TeamPage({ theme, viewer, waiting, queues, operators, now }: Props) {
  return (
    <ListPage title="Team" theme={theme} viewer={viewer} at="team" scripts={["/beside.js", "/fresh.js"]}>
      <div id="team" class="team" data-fresh="">
        <div>
          <h2>{waiting.length === 0 ? "Nobody waits" : `Waiting (${waiting.length})`}</h2>
          {waiting.length === 0 ? (
            <Empty icon="check-check" title="Everybody is taken care of">
              <p>Visitors who ask for a person appear here, with why, since when, and whose turn it is to take them.</p>
            </Empty>
          ) : (
            <Table
              caption="Who is waiting, in the order of their turn"
              columns={[
                { label: "Who" },
                { label: "Why" },
                { label: "Queue" },
                { label: "Offered to" },
                { label: "Waits", number: true },
              ]}
              isStacked
            >
              {waiting.map((item) => (
                <tr>
                  <td>
                    <a href={conversationPath(item.id)}>{visitorName(item.visitor)}</a>
                    <small class="soft"> {item.chatbot.name}</small>
                  </td>
                  <td class="wide">
                    {item.reason ? <Quoted text={item.reason.text || flags[item.reason.kind]?.word || ""} /> : null}
                  </td>
                  <td>
                    {item.queue?.name ?? "None"}
                    {item.position ? <small class="soft"> place {item.position}</small> : null}
                  </td>
                  <td>{item.offer ? item.offer.operator.name : <span class="soft">Everybody</span>}</td>
                  <td class="number">
                    {item.waitingSince ? <Clock since={item.waitingSince} now={now} due={item.promisedAt} /> : null}
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </div>
        <div>
          <h2>Queues</h2>
          <Table
            caption="Queues"
            columns={[
              { label: "Queue" },
              { label: "Waiting", number: true },
              { label: "Longest", number: true },
              { label: "With operators", number: true },
              { label: "Free to take", number: true },
            ]}
            isStacked
          >
            {queues.map((queue) => (
              <tr>
                <td>
                  {queue.name}
                  <small class="soft">
                    {" "}
                    {queue.assignment === "automatic" ? `up to ${queue.memberLimit} each` : "whoever takes it first"}
                    {queue.backup ? `, then ${queue.backup}` : ""}
                    {queue.isShut ? ", outside its hours" : ""}
                  </small>
                </td>
                <td class="number" data-label="Waiting">
                  {queue.waiting}
                </td>
                <td class={queue.longest === undefined ? "number nothing" : "number"} data-label="Longest">
                  {queue.longest === undefined ? "" : stopwatch(queue.longest)}
                </td>
                <td class="number" data-label="With operators">
                  {queue.held}
                </td>
                <td class="number" data-label="Free to take">
                  {queue.available}
                </td>
              </tr>
            ))}
          </Table>
        </div>
        <div>
          <h2>Operators</h2>
          <Table
            caption="Operators"
            columns={[{ label: "Who" }, { label: "Now" }, { label: "Conversations" }]}
            isStacked
          >
            {operators.map(({ name, availability, reason, open, limit }) => (
              <tr>
                <td>{name}</td>
                <td>
                  <span class="dot" data-holder={availabilities[availability].holder} />{" "}
                  {availabilities[availability].word}
                  {reason && availability === "away" ? <small class="soft"> {reason}</small> : null}
                </td>
                <td>
                  <meter class="meter score" min={0} max={limit} value={Math.min(open, limit)} aria-hidden="true" />{" "}
                  {open} of {limit}
                  {open >= limit ? <HolderBadge holder="waiting" word="Full" /> : null}
                </td>
              </tr>
            ))}
          </Table>
        </div>
      </div>
    </ListPage>
  )
}
