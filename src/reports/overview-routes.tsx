import { Elysia } from "elysia"
import { chatbotPath } from "../../views/admin/chatbot-frame"
import type { ChatbotSummary } from "../../views/admin/chatbot-list"
import { Glance, type GlanceView } from "../../views/admin/glance"
import { OverviewPage, type Step } from "../../views/admin/overview"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { createSummaryOf } from "../chatbots/chatbot-summary"
import type { GuideStore } from "../chatbots/guide-store"
import type { Sightings } from "../chatbots/sightings"
import { createAdminPage } from "../http/admin-page"
import { htmlFragment, htmlPage } from "../http/html"
import { iso } from "../http/iso"
import type { Knowledge } from "../knowledge/knowledge"
import type { AvailabilityBoard } from "../queues/availability"
import type { ReadToday } from "./today"
import type { ReadTroubles } from "./troubles"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  people: PersonStore
  knowledge: Knowledge
  board: AvailabilityBoard
  guides: GuideStore
  sightings: Sightings
  today: ReadToday
  troubles: ReadTroubles
  now: () => number
}

/** Where the admin begins: what is left to set up, and how things stand today. */
export const overviewRoutes = (deps: Deps) => {
  const { auth, chatbots, people, board, guides, sightings, today, troubles, now } = deps
  const page = createAdminPage(auth)
  const summaryOf = createSummaryOf(deps)

  function stepsOf(list: ChatbotSummary[]): Step[] {
    const first = list[0]
    const path = first ? chatbotPath(first.id) : "/admin/chatbots/new"
    const isTaught = list.some(({ pages }) => pages > 0)
    const unstaffed = list.filter(({ seatsTaken }) => seatsTaken === 0).map(({ name }) => name)
    return [
      {
        title: "Make a chatbot",
        help: "Its name, its first words and how it speaks.",
        href: first ? "/admin/chatbots" : "/admin/chatbots/new",
        word: first ? "Look" : "Make",
        done: first !== undefined,
      },
      {
        title: "Teach it",
        help: "Add what your customers ask about: texts, files, questions and answers.",
        href: first ? `${path}/content` : path,
        word: "Add content",
        done: isTaught,
      },
      {
        title: "Give somebody a seat",
        help:
          unstaffed.length > 0 && unstaffed.length < list.length
            ? `Nobody answers yet for ${unstaffed.join(", ")}.`
            : "Operators answer when a person is needed.",
        href: "/admin/team",
        word: "Team",
        // One chatbot without anybody is one whose visitors wait in vain.
        done: list.length > 0 && unstaffed.length === 0,
      },
      {
        title: "Put it on your website",
        help: "Allow your website and paste one line. Done when Baton has seen it there.",
        href: first ? `${path}/website` : path,
        word: "Get the snippet",
        done: list.some(({ id }) => sightings.list(id).some(({ isAllowed }) => isAllowed)),
      },
    ]
  }

  /** Offered until somebody went through it; what was begun is gone on with. */
  function guideOf(): { href: string; name: string | undefined } | undefined {
    const [open] = guides.listOpen()
    if (open)
      return {
        href: `/admin/guide/${encodeURIComponent(open.chatbotId)}/${open.step}`,
        name: chatbots.find(open.chatbotId)?.name,
      }
    return guides.isEmpty() ? { href: "/admin/guide", name: undefined } : undefined
  }

  /** Nothing before the first conversation: until then there is nothing but setting up. */
  async function glanceOf(owner: Person): Promise<GlanceView | undefined> {
    if (!today.hasAny()) return undefined
    const { waiting, withPeople, gaps } = today.now()
    const { conversationsOf, outcomes, waits, ratings, days, ...day } = await today.day()
    const team = people.listOperators()
    return {
      ...day,
      outcomes,
      waits,
      ratings,
      hours: days,
      waiting,
      withPeople,
      gaps,
      online: team.filter(board.isOnline).map(({ name }) => name),
      team: team.length,
      opensDesk: owner.isOperator,
      chatbots: chatbots.list().map(({ id, name }) => ({ id, name, conversations: conversationsOf[id] ?? 0 })),
      now: now(),
    }
  }

  return new Elysia({ name: "overview", prefix: "/admin", detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, async (owner, frame) => {
        const list = chatbots.list().map(summaryOf)
        const glance = await glanceOf(owner)
        return htmlPage(
          <OverviewPage
            frame={frame}
            troubles={troubles().map(({ since, ...each }) => ({
              ...each,
              since: since === undefined ? undefined : iso(since),
            }))}
            steps={stepsOf(list)}
            chatbots={list}
            guide={guideOf()}
            glance={glance}
          />,
        )
      }),
    )
    .get("/glance", ({ request }) =>
      page(request, async (owner) => {
        const glance = await glanceOf(owner)
        return htmlFragment(glance ? <Glance {...glance} /> : <div id="glance" />)
      }),
    )
}
