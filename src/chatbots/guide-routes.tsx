import { Elysia } from "elysia"
import { renderToString } from "preact-render-to-string"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { GuideContentPage, GuideReading, type ReadingView } from "../../views/admin/guide-content"
import { type GuideHead, guidePath } from "../../views/admin/guide-frame"
import { GuideLooksPage } from "../../views/admin/guide-looks"
import { GuideStartPage } from "../../views/admin/guide-start"
import { type GuideAnswer, GuideTryPage } from "../../views/admin/guide-try"
import { GuideSighting, type GuideTeam, GuideWebsitePage } from "../../views/admin/guide-website"
import { locales } from "../../views/admin/locales"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { TeamCommands } from "../accounts/team-commands"
import type { TryQuestion } from "../assistant/try-question"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { Doorbell } from "../events/doorbell"
import type { EventStreams } from "../events/event-stream"
import { createAdminPage, done } from "../http/admin-page"
import { readForm, refusalOf, takeForm } from "../http/form"
import { type Host, keepOpen } from "../http/host"
import { htmlPage, redirectTo } from "../http/html"
import { isOnlyHere, type Origins } from "../http/origin"
import type { Content } from "../knowledge/content"
import type { Crawler } from "../knowledge/crawl"
import { topicOf } from "../knowledge/index-source"
import type { Knowledge } from "../knowledge/knowledge"
import { readUpload } from "../knowledge/read-upload"
import type { SourceCommands } from "../knowledge/source-commands"
import { spokenLanguage } from "../languages/sentences"
import { renderMarkdown } from "../messages/render-markdown"
import { snippetOf } from "./api-routes"
import { type Chatbot, normaliseOrigin } from "./chatbot"
import type { ChatbotStore } from "./chatbot-store"
import type { ChatbotCommands } from "./commands"
import { ideasFrom } from "./guide-ideas"
import { type GuideStep, type GuideStore, guideSteps } from "./guide-store"
import { ownPagePath } from "./page-routes"
import { type Sightings, sightingTopic } from "./sightings"

type Deps = {
  auth: Auth
  people: PersonStore
  team: TeamCommands
  db: Database
  host: Host
  doorbell: Doorbell
  streams: EventStreams
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  knowledge: Knowledge
  crawler: Crawler
  sources: SourceCommands
  tryQuestion: TryQuestion
  content: Pick<Content, "hasModel">
  guides: GuideStore
  sightings: Sightings
  origins: Origins
  now: () => number
}

const guideTopic = (chatbotId: string) => `guide:${chatbotId}`
/** A page is read in milliseconds: nobody sees more than a few pictures a second. */
const frameMs = 200
const encoder = new TextEncoder()

/** From a name and an address to a chatbot on the owner's website. Each step stands by itself and can be left. */
export const guideRoutes = (deps: Deps) => {
  const { auth, db, host, doorbell, streams, chatbots, chatbotCommands, knowledge, crawler, sources, tryQuestion } =
    deps
  const { guides, sightings, origins, people, team, content, now } = deps
  const page = createAdminPage(auth)

  function headOf(id: string, step: GuideStep): GuideHead & { chatbot: Chatbot } {
    const chatbot = chatbots.get(id)
    return { id, name: chatbot.name, step, reached: guides.find(id)?.step ?? "content", chatbot }
  }

  /** The furthest step is kept: going back loses nothing. */
  async function reach(id: string, step: GuideStep): Promise<void> {
    const before = guides.find(id)
    if (before && guideSteps.indexOf(before.step) >= guideSteps.indexOf(step)) return
    await db.write((tx) => guides.save(tx, id, step, now()))
  }

  function readingOf(chatbotId: string): ReadingView {
    const all = knowledge.list(chatbotId)
    const website = all.find(({ kind }) => kind === "website")
    const others = all.filter(({ kind }) => kind !== "website").map(({ title }) => title)
    const site = website && crawler.websites.find(website.id)
    if (!website || !site) {
      const nothing = { found: 0, queued: 0, read: 0, skipped: 0, secondsLeft: null, passages: 0 }
      return { state: "none", url: "", ...nothing, error: null, skippedPages: [], others }
    }
    const { found, queued, read, skipped, secondsLeft } = crawler.progressOf(website.id)
    const skippedPages = crawler.websites
      .listPages(website.id, "skipped", 0, 20)
      .map(({ url, reason }) => ({ url, reason: reason ?? "" }))
    return {
      ...{ state: site.state, url: site.startUrl, found, queued, read, skipped, secondsLeft, skippedPages, others },
      passages: website.passages,
      error: website.error ?? null,
    }
  }

  /** What it read about, to be asked with one click. */
  const ideasOf = (chatbotId: string): string[] => ideasFrom(knowledge.passagesOf(chatbotId), 4)

  /** Of these the ones that it answers, to be offered to visitors. A model is not asked for that: it costs. */
  async function suggestionsOf(chatbot: Chatbot, signal: AbortSignal): Promise<string[]> {
    if (chatbot.suggestions.length > 0) return chatbot.suggestions
    const answered: string[] = []
    for (const idea of ideasOf(chatbot.id)) {
      const trial = content.hasModel() ? undefined : await tryQuestion(chatbot, idea, signal)
      if ((trial?.outcome ?? "answers") === "answers") answered.push(idea)
    }
    return answered.slice(0, 3)
  }

  /** A website may be read elsewhere than was typed, over http or without www: there the chat has to open, too. */
  async function allowWhereRead(owner: Person, id: string): Promise<void> {
    const website = knowledge.list(id).find(({ kind }) => kind === "website")
    const site = website && website.pages > 0 ? crawler.websites.find(website.id) : undefined
    const { origins: before } = chatbots.get(id)
    if (!site || before.length === 0 || before.includes(site.origin) || before.includes("*")) return
    await chatbotCommands.update(owner, id, { origins: [...before, site.origin] })
  }

  const operators = () => people.list().filter(({ isOperator, disabledAt }) => isOperator && disabledAt === null)
  const giveSeat = (owner: Person, personId: string, chatbotId: string) =>
    team.update(owner, personId, { seats: [...people.listSeats(personId), chatbotId] })

  /** In a small business whoever answers at all answers here too; whom to choose of many, the owner says. */
  async function seatAll(owner: Person, { id, seats }: Chatbot): Promise<void> {
    const all = operators()
    if (seats !== null && all.length > seats) return
    for (const each of all) await giveSeat(owner, each.id, id)
  }

  function teamOf(chatbotId: string): GuideTeam {
    const seated = people.listSeated(chatbotId)
    const free = operators().filter(({ id }) => !seated.some((each) => each.id === id))
    return { seated: seated.map(({ name }) => name), free: free.map(({ id, name }) => ({ id, name })) }
  }

  const seen = (id: string) => {
    const { origins: allowed } = chatbots.get(id)
    const may = (origin: string) => allowed.includes("*") || allowed.includes(origin)
    // What was refused and is allowed by now is waited for anew.
    return sightings
      .list(id)
      .filter(({ origin, isAllowed }) => isAllowed || !may(origin))
      .map((each) => ({ ...each, isAllowed: each.isAllowed && may(each.origin) }))
  }

  const contentPage = (frame: AdminFrame, id: string, form: FormState, status = 200) =>
    htmlPage(
      <GuideContentPage frame={frame} chatbot={headOf(id, "content")} reading={readingOf(id)} form={form} />,
      status,
    )

  const tryPage = (frame: AdminFrame, id: string, answer?: GuideAnswer, error?: string) =>
    htmlPage(
      <GuideTryPage
        frame={frame}
        chatbot={headOf(id, "try")}
        reading={readingOf(id)}
        ideas={ideasOf(id)}
        answer={answer}
        error={error}
      />,
      error ? 400 : 200,
    )

  const looksOf = ({ welcome, appearance }: Chatbot, suggestions: readonly string[]) => ({
    welcome,
    suggestions: suggestions.join("\n"),
    "appearance.color": appearance.color ?? "",
    "appearance.position": appearance.position ?? "",
  })

  function websitePage(request: Request, frame: AdminFrame, id: string, form: FormState, status = 200) {
    const { chatbot, ...head } = headOf(id, "website")
    const own = origins.own(request)
    return htmlPage(
      <GuideWebsitePage
        frame={frame}
        chatbot={head}
        team={teamOf(id)}
        snippet={snippetOf(own, id)}
        isLocal={isOnlyHere(own)}
        ownPage={chatbot.hasPage ? own + ownPagePath(id) : null}
        origins={chatbot.origins}
        sightings={seen(id)}
        form={form}
      />,
      status,
    )
  }

  const partOf = (id: string, html: string) => ({ id, html })
  const partsOf = (chatbotId: string) => [
    partOf(
      "guide-reading",
      renderToString(<GuideReading chatbot={{ id: chatbotId }} reading={readingOf(chatbotId)} />),
    ),
    partOf("guide-sighting", renderToString(<GuideSighting chatbot={{ id: chatbotId }} sightings={seen(chatbotId)} />)),
  ]

  return new Elysia({ name: "guide", prefix: "/admin/guide", detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(<GuideStartPage frame={frame} {...start({ values: { locale: preferredLocale(request) } })} />),
      ),
    )
    .post("/", ({ request }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const website = form.text("website").trim()
        let made: Chatbot | undefined
        try {
          const name = form.text("name").trim()
          made = await chatbotCommands.create(owner, {
            name,
            locale: form.text("locale") || "en",
            origins: website ? originsOf(website) : [],
          })
          if (website) await sources.addWebsite(owner, made.id, { url: website })
          await seatAll(owner, made)
          const { id } = made
          await db.write((tx) => guides.save(tx, id, "content", now()))
          return redirectTo(guidePath(id, "content"))
        } catch (error) {
          if (made) await chatbotCommands.remove(owner, made.id)
          const { status, errors, error: whole } = refusalOf(error)
          const { url, origins: wrong, ...rest } = errors
          const field = url ?? wrong
          const refused = { errors: { ...rest, ...(field ? { website: field } : {}) }, error: whole }
          return htmlPage(<GuideStartPage frame={frame} {...start({ values: form.values(), ...refused })} />, status)
        }
      }),
    )
    .get("/:id/content", ({ request, params }) =>
      page(request, async (_, frame) => {
        await reach(chatbots.get(params.id).id, "content")
        return contentPage(frame, params.id, { values: {} })
      }),
    )
    .post("/:id/read", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const website = form.text("website").trim()
            const wrong = knowledge.list(params.id).find(({ kind, pages }) => kind === "website" && pages === 0)
            const { id } = await sources.addWebsite(owner, params.id, { url: website })
            // One that could not be read is tried again, or gives way to the right one, also in where the chat may open.
            if (wrong?.id === id) await sources.readWebsite(owner, params.id, id)
            else if (wrong) await sources.remove(owner, params.id, wrong.id)
            const old = wrong && wrong.id !== id ? originsOf(wrong.url ?? "") : []
            const kept = chatbots.get(params.id).origins.filter((each) => !old.includes(each))
            const added = originsOf(website).filter((each) => !kept.includes(each))
            await chatbotCommands.update(owner, params.id, { origins: [...kept, ...added] })
            return redirectTo(guidePath(params.id, "content"))
          },
          ({ values, errors, error = "" }, status) =>
            contentPage(frame, params.id, { values, errors: { website: errors.url ?? error } }, status),
        ),
      ),
    )
    .post("/:id/text", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await sources.add(owner, params.id, { kind: "text", text: form.text("text") })
            return done(guidePath(params.id, "content"), "added")
          },
          (refused, status) => contentPage(frame, params.id, refused, status),
        ),
      ),
    )
    .post("/:id/files", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const files = (await readForm(request)).files("file")
        const refused: string[] = files.length === 0 ? ["Choose at least one file."] : []
        for (const file of files) {
          try {
            await sources.add(owner, params.id, await readUpload(file))
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            refused.push(error.message)
          }
        }
        if (refused.length === 0) return done(guidePath(params.id, "content"), "added")
        return contentPage(frame, params.id, { values: {}, errors: { file: refused.join(" ") } }, 400)
      }),
    )
    .get("/:id/try", ({ request, params }) =>
      page(request, async (_, frame) => {
        await reach(chatbots.get(params.id).id, "try")
        return tryPage(frame, params.id)
      }),
    )
    .post("/:id/try", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const question = (await readForm(request)).text("question").trim().slice(0, 2000)
        if (!question) return tryPage(frame, params.id, undefined, "Write a question first.")
        const { outcome, answer, reason, failure } = await tryQuestion(chatbot, question, request.signal)
        return tryPage(frame, params.id, {
          question,
          outcome,
          // Its sources stand below: marks that lead to none would only be asked about.
          html: answer && renderMarkdown(answer.text.replace(/\s*\[\d+\]/g, "")),
          sources: answer?.citations ?? [],
          reason: failure ? `The model failed: ${failure}. Test it under Settings.` : reason,
        })
      }),
    )
    .get("/:id/looks", ({ request, params }) =>
      page(request, async (_, frame) => {
        await reach(chatbots.get(params.id).id, "looks")
        const head = headOf(params.id, "looks")
        const values = looksOf(head.chatbot, await suggestionsOf(head.chatbot, request.signal))
        return htmlPage(<GuideLooksPage frame={frame} chatbot={head} form={{ values }} />)
      }),
    )
    .post("/:id/looks", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await chatbotCommands.update(owner, params.id, {
              welcome: form.text("welcome"),
              suggestions: form.lines("suggestions"),
              appearance: { color: form.text("appearance.color"), position: form.text("appearance.position") },
            })
            return redirectTo(guidePath(params.id, "website"))
          },
          (refused, status) =>
            htmlPage(<GuideLooksPage frame={frame} chatbot={headOf(params.id, "looks")} form={refused} />, status),
        ),
      ),
    )
    .get("/:id/website", ({ request, params }) =>
      page(request, async (owner, frame) => {
        await reach(chatbots.get(params.id).id, "website")
        await allowWhereRead(owner, params.id)
        return websitePage(request, frame, params.id, { values: {} })
      }),
    )
    .post("/:id/allow", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const { origins: before } = chatbots.get(params.id)
            await chatbotCommands.update(owner, params.id, { origins: [...before, form.text("origin")] })
            return redirectTo(guidePath(params.id, "website"))
          },
          ({ values, errors, error = "" }, status) =>
            websitePage(request, frame, params.id, { values, errors: { origin: errors.origins ?? error } }, status),
        ),
      ),
    )
    .post("/:id/seat", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await giveSeat(owner, form.text("person"), chatbots.get(params.id).id)
            return redirectTo(guidePath(params.id, "website"))
          },
          (refused, status) => websitePage(request, frame, params.id, { ...refused, values: {} }, status),
        ),
      ),
    )
    .post("/:id/finish", ({ request, params }) =>
      page(request, async () => {
        const { id } = chatbots.get(params.id)
        await db.write((tx) => guides.finish(tx, id, now()))
        return done("/admin", seen(id).some(({ isAllowed }) => isAllowed) ? "live" : "ready")
      }),
    )
    .get("/:id/stream", ({ request, params }) => {
      auth.owner(request)
      const { id } = chatbots.get(params.id)
      keepOpen(host, request)
      const sent = new Map<string, string>()
      const stops: (() => void)[] = []
      let timer: ReturnType<typeof setTimeout> | undefined
      const ring = () => doorbell.ring(guideTopic(id))
      const soon = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          ring()
        }, frameMs)
      }
      let waiting: { id: number; part: { id: string; html: string } }[] = []
      return streams.stream({
        topic: guideTopic(id),
        signalTopics: [],
        after: 0,
        // Not a log: whatever looks otherwise than it was last sent.
        read(after) {
          waiting = chatbots.find(id)
            ? partsOf(id)
                .filter((part) => sent.get(part.id) !== part.html)
                .map((part, at) => ({ id: after + at + 1, part }))
            : []
          return waiting
        },
        frameOf({ part }) {
          sent.set(part.id, part.html)
          return encoder.encode(`event: part\ndata: ${JSON.stringify(part)}\n\n`)
        },
        signal: request.signal,
        mayContinue() {
          try {
            auth.owner(request)
            return true
          } catch {
            return false
          }
        },
        onOpen: () => void stops.push(doorbell.listen(topicOf(id), soon), doorbell.listen(sightingTopic(id), ring)),
        onEnd() {
          clearTimeout(timer)
          for (const stop of stops) stop()
        },
      })
    })

  function start(form: FormState) {
    const open = guides.listOpen().flatMap(({ chatbotId, step }) => {
      const chatbot = chatbots.find(chatbotId)
      return chatbot ? [{ id: chatbot.id, name: chatbot.name, step }] : []
    })
    return { form, open }
  }
}

/** The owner's own language is most likely their visitors'. */
function preferredLocale(request: Request): string {
  const wishes = (request.headers.get("accept-language") ?? "").split(",").map((wish) => wish.split(";")[0]!.trim())
  const known = locales.map(({ value }) => value)
  return wishes.map((wish) => spokenLanguage(wish)?.slice(0, 2)).find((wish) => wish && known.includes(wish)) ?? "en"
}

function originsOf(website: string): string[] {
  const origin = normaliseOrigin(website)
  return origin && origin !== "*" ? [origin, ...twinOf(origin)] : []
}

/** With and without www are two origins and one website. */
function twinOf(origin: string): string[] {
  const url = new URL(origin)
  if (/^[\d.:[\]]+$/.test(url.hostname) || url.hostname === "localhost") return []
  url.hostname = url.hostname.startsWith("www.") ? url.hostname.slice(4) : `www.${url.hostname}`
  return url.hostname.split(".").length > 3 && !url.hostname.startsWith("www.") ? [] : [url.origin]
}
