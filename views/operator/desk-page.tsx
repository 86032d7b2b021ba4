import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Icon } from "../components/icon"
import { Page, type Theme } from "../layout/page"
import { ConfirmTakeOver } from "./act-forms"
import { ContextPanel } from "./context-panel"
import { Conversation, type ConversationProps } from "./conversation"
import { ConversationList, type Cuts, type Totals } from "./list"
import type { ConversationItem, Viewer } from "./props"
import { Shortcuts } from "./shortcuts"
import { TopBar } from "./top-bar"
import { visitorName } from "./words"

type DeskProps = {
  viewer: Viewer
  items: ConversationItem[]
  totals: Totals
  cuts: Cuts
  visitors: number
  /** No conversation was ever seen here: three steps instead of an empty list. */
  isFirstDay: boolean
  theme: Theme
  now: number
  /** The event that this page was read at; the stream opens there. */
  asOf: number
  /** The sound comes again until somebody has looked. */
  repeatsSound: boolean
  /** The chatbots that this operator answers for: what the lists hold. */
  seats: string
  /** Follow-ups that are due, of this operator or of nobody. */
  due: number
  open?: Pick<ConversationProps, "detail" | "clientId" | "draft" | "problem">
}

export function DeskPage(props: DeskProps) {
  const { viewer, items, totals, cuts, visitors, isFirstDay, theme, now, asOf, repeatsSound, seats, due, open } = props
  const counts = { waiting: totals.waiting, mine: totals.mine, ai: totals.ai, visitors }
  return (
    <Page
      title={open ? visitorName(open.detail.conversation.visitor) : "Desk"}
      theme={theme}
      scripts={["/desk.js"]}
      bodyClass={open ? "desk has-open" : isFirstDay && seats !== "" ? "desk is-first-day" : "desk"}
      data={{
        "data-operator": viewer.id,
        "data-operator-name": viewer.name,
        "data-as-of": asOf,
        "data-seats": seats,
        "data-repeat-sound": repeatsSound ? "yes" : undefined,
      }}
    >
      <TopBar viewer={viewer} counts={counts} theme={theme} />
      <p class="link-bar" id="link-bar" hidden>
        <Icon name="wifi-off" />
        <span role="status" />
        <span class="link-bar-seconds" aria-hidden="true" />
      </p>
      <section class="ask-alerts" id="ask-alerts" aria-label="Alerts" hidden>
        <Icon name="bell-off" />
        <p>
          Baton may not alert you yet. Allow notifications to hear of people who are waiting, even from another tab.
        </p>
        <Button type="button" small data-allow-alerts>
          Allow alerts
        </Button>
        <Button type="button" small variant="quiet" data-dismiss-alerts>
          Not now
        </Button>
      </section>
      <div class="columns">
        <ConversationList items={items} totals={totals} cuts={cuts} viewer={viewer} now={now} />
        {open ? (
          <OpenConversation viewer={viewer} now={now} {...open} />
        ) : (
          <NothingOpen isFirstDay={isFirstDay} withAi={counts.ai} waiting={counts.waiting} seats={seats} due={due} />
        )}
      </div>
      <dialog class="dialog" id="act" aria-labelledby="act-title" />
      <Shortcuts />
      <ConfirmTakeOver />
      <div class="hidden-visually" id="announce" role="status" aria-live="polite" />
    </Page>
  )
}

/** The right two columns: what opening a row swaps. */
export function OpenConversation(props: ConversationProps) {
  const { detail, now } = props
  return (
    <div
      class="open"
      id="open"
      data-conversation={detail.conversation.id}
      data-as-of={detail.lastEventId}
      data-title={visitorName(detail.conversation.visitor)}
    >
      <Conversation {...props} />
      <ContextPanel detail={detail} now={now} />
    </div>
  )
}

type NothingOpenProps = Pick<DeskProps, "isFirstDay" | "seats" | "due"> & { waiting: number; withAi: number }

export function NothingOpen({ isFirstDay, waiting, withAi, seats, due }: NothingOpenProps) {
  return (
    <div class="open" id="open">
      <main class="conversation is-empty" id="main" tabIndex={-1}>
        {seats === "" ? (
          <NoSeat />
        ) : isFirstDay ? (
          <FirstDay hasDemo={seats.split(",").includes("demo")} />
        ) : (
          <Calm waiting={waiting} withAi={withAi} due={due} />
        )}
      </main>
    </div>
  )
}

function Calm({ waiting, withAi, due }: Pick<NothingOpenProps, "waiting" | "withAi" | "due">) {
  if (waiting > 0) {
    return (
      <Empty heading="h1" icon="hand" title={waiting === 1 ? "One person is waiting" : `${waiting} people are waiting`}>
        <p>
          Open the first with <kbd class="key">J</kbd> and <kbd class="key">↵</kbd>, take it over with{" "}
          <kbd class="key">T</kbd>.
        </p>
      </Empty>
    )
  }
  return (
    <Empty heading="h1" icon="inbox" title="Nobody is waiting">
      <p>
        {withAi === 0
          ? "All is quiet. You will hear when somebody needs a person."
          : `The AI is talking with ${withAi === 1 ? "one visitor" : `${withAi} visitors`}. You will hear when somebody needs a person.`}
      </p>
      {due > 0 ? (
        <LinkButton href="/operator/follow-ups" icon="check-check">
          {due === 1 ? "One follow-up is due" : `${due} follow-ups are due`}
        </LinkButton>
      ) : null}
    </Empty>
  )
}

function NoSeat() {
  return (
    <Empty heading="h1" icon="users" title="You answer for no chatbot">
      <p>Ask an owner for a seat, under Team. Visitors who are waiting then appear here at once.</p>
    </Empty>
  )
}

function FirstDay({ hasDemo }: { hasDemo: boolean }) {
  return (
    <div class="first-day">
      <h1>Welcome to the desk</h1>
      <p class="soft">Nobody has written yet. Three things make it ready:</p>
      <ol class="steps">
        <li>
          <h2>Say that you are here</h2>
          <p>Set yourself online, top right. Conversations that need a person come to whoever is online.</p>
        </li>
        <li>
          <h2>Let Baton call you</h2>
          <p>Allow sound and notifications, and hear now what it will sound like.</p>
          <Button type="button" class="needs-script" icon="bell" data-try-alerts>
            Try sound and alerts
          </Button>
        </li>
        <li>
          <h2>Write as a visitor would</h2>
          <p>
            Open {hasDemo ? "the demo shop" : "your website"} in another tab, ask something, then ask for a person. It
            appears here at once.
          </p>
          {hasDemo ? (
            <LinkButton href="/demo" target="_blank" icon="external-link">
              Open the demo shop
            </LinkButton>
          ) : null}
        </li>
      </ol>
    </div>
  )
}
