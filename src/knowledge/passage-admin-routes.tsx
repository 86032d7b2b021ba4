import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import { contentPath } from "../../views/admin/content"
import { Effects } from "../../views/admin/effects"
import type { FormState } from "../../views/admin/form"
import { PassagePage, SwitchOffPage } from "../../views/admin/passage"
import { PassagesPage, type PassageView, passagePath, type WarningView } from "../../views/admin/passages"
import { SynonymsPage } from "../../views/admin/synonyms"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { readForm, refusalOf, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { foundPieces, renderFound, renderMarkdown } from "../messages/render-markdown"
import type { Content } from "./content"
import { contentHead } from "./content-head"
import type { Knowledge } from "./knowledge"
import { readGroup } from "./owner-synonyms"
import { passageIdOf } from "./passage-api-routes"
import { type PassageFilter, passageFilters, type TendedPassage } from "./passage-store"

type Deps = { auth: Auth; chatbots: ChatbotStore; knowledge: Knowledge; content: Content; now: () => number }

const pageLength = 30
const longestWaitMs = 150

/** Passages one by one, what is wrong with them, and words that mean the same. */
export const passageAdminRoutes = ({ auth, chatbots, knowledge, content, now }: Deps) => {
  const page = createAdminPage(auth)
  const headOf = (id: string) => contentHead(chatbots, id)
  const { passages, passageCommands, synonyms, synonymCommands, warningsOf, effectsOf, effectsOfSettings } = content

  return new Elysia({ name: "passage-admin", prefix: "/admin/chatbots/:id/content", detail: { hide: true } })
    .get("/passages", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const asked = new URL(request.url).searchParams
        const words = (asked.get("q") ?? "").trim().slice(0, 200)
        const given = asked.get("filter") ?? ""
        const isStored = (passageFilters as readonly string[]).includes(given)
        const source = asked.get("source") ? knowledge.get(chatbot.id, asked.get("source")!) : undefined
        const after = Math.max(0, Math.trunc(Number(asked.get("after")))) || 0
        const found =
          given === "warnings"
            ? []
            : passages.list(chatbot.id, {
                source: source?.id,
                filter: isStored ? (given as PassageFilter) : "",
                words,
                after,
                limit: pageLength + 1,
              })
        const shown = found.slice(0, pageLength)
        // Of much content the number stands there the next time; nobody waits for it who asked for something else.
        const isLate = new Promise<[]>((resolve) => setTimeout(resolve, longestWaitMs, []))
        const looking = warningViews(chatbot.id)
        looking.catch(() => {})
        const warnings = await (given === "warnings" ? looking : Promise.race([looking, isLate]))
        return htmlPage(
          <PassagesPage
            frame={frame}
            chatbot={chatbot}
            now={now()}
            words={words}
            filter={given === "warnings" ? "warnings" : isStored ? (given as PassageFilter) : ""}
            source={source}
            counts={{ ...passages.count(chatbot.id, source?.id), warnings: warnings.length }}
            passages={shown.map(passageView)}
            warnings={warnings}
            next={found.length > pageLength ? String(words ? after + pageLength : shown.at(-1)!.id) : null}
          />,
        )
      }),
    )
    .get("/passages/:passage", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = headOf(params.id)
        const passage = passages.get(chatbot.id, passageIdOf(params.passage))
        const form = { values: { text: passage.text } }
        return htmlPage(<PassagePage frame={frame} chatbot={chatbot} passage={passageView(passage)} form={form} />)
      }),
    )
    .post("/passages/:passage", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = headOf(params.id)
        const passage = passages.get(chatbot.id, passageIdOf(params.passage))
        const form = await readForm(request)
        const text = form.text("text").trim()
        const again = (state: Partial<FormState>, status = 200, effects?: Awaited<ReturnType<typeof effectsOf>>) =>
          htmlPage(
            <PassagePage
              frame={frame}
              chatbot={chatbot}
              passage={passageView(passage)}
              form={{ values: form.values(), ...state }}
              effects={effects}
            />,
            status,
          )
        if (text && text !== passage.text && form.text("confirmed") !== form.text("text")) {
          const draft = { id: passage.id, title: passage.title, headings: passage.headings, text }
          const effects = await effectsOf(chatbots.get(chatbot.id), { changed: draft }, [], request.signal)
          if (effects.isSerious || form.text("act") === "try") return again({}, 200, effects)
        } else if (form.text("act") === "try") return again({})
        try {
          const id = await passageCommands.change(owner, chatbot.id, passage.id, { text })
          return done(passagePath(chatbot.id, id), "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return again(refused, status)
        }
      }),
    )
    .post("/passages/:passage/flags", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const flag = (name: string) => (form.text(name) === "" ? undefined : form.text(name) === "1")
        const wish = { isOff: flag("off"), isPinned: flag("pinned") }
        const given = passageIdOf(params.passage)
        if (wish.isOff && !form.isChecked("confirmed")) {
          const effects = await effectsOf(chatbots.get(params.id), { without: [given] }, [], request.signal)
          if (effects.isSerious) {
            const { title, headings } = passages.get(params.id, given)
            return htmlPage(
              <SwitchOffPage
                frame={frame}
                chatbot={headOf(params.id)}
                id={given}
                title={titleOf({ title, headings })}
                effects={effects}
              />,
            )
          }
        }
        const id = await passageCommands.change(owner, params.id, given, wish)
        return redirectTo(backOf(request, params.id, `passage-${id}`))
      }),
    )
    .post("/passages/:passage/restore", ({ request, params }) =>
      page(request, async (owner) => {
        await passageCommands.restore(owner, params.id, passageIdOf(params.passage))
        return done(`${contentPath(params.id)}/passages`, "saved")
      }),
    )
    .post("/passages/:passage/keep", ({ request, params }) =>
      page(request, async (owner) => {
        await passageCommands.keep(owner, params.id, passageIdOf(params.passage))
        return done(`${contentPath(params.id)}/passages`, "saved")
      }),
    )
    .get("/synonyms", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = headOf(params.id)
        const groups = synonyms.list(chatbot.id)
        return htmlPage(<SynonymsPage frame={frame} chatbot={chatbot} groups={groups} form={{ values: {} }} />)
      }),
    )
    .post("/synonyms", ({ request, params }) =>
      page(request, (owner, frame) => {
        const chatbot = headOf(params.id)
        return takeForm(
          request,
          async (form) => {
            const words = form.text("words").split(/[,;\n=]/)
            const isTrial = form.text("act") === "try"
            if (isTrial || form.text("confirmed") !== form.text("words")) {
              const groups = synonyms.list(chatbot.id)
              const others = groups.map((group) => group.words)
              const draft = { synonyms: [...others, readGroup(words, others)] }
              const effects = await effectsOfSettings(chatbots.get(chatbot.id), draft, false, request.signal)
              const common = { frame, chatbot, groups, effects }
              if (isTrial || effects.isSerious)
                return htmlPage(<SynonymsPage {...common} form={{ values: form.values() }} />)
            }
            await synonymCommands.add(owner, chatbot.id, words)
            return done(`${contentPath(chatbot.id)}/synonyms`, "added")
          },
          (refused, status) => {
            const groups = synonyms.list(chatbot.id)
            return htmlPage(<SynonymsPage frame={frame} chatbot={chatbot} groups={groups} form={refused} />, status)
          },
        )
      }),
    )
    .get("/synonyms/:group/delete", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const groups = synonyms.list(chatbot.id)
        const group = groups.find(({ id }) => id === params.group)
        if (!group) throw new AppError("not_found", "These synonyms are not there any more.")
        const list = `${contentPath(chatbot.id)}/synonyms`
        const draft = { synonyms: groups.filter((each) => each !== group).map(({ words }) => words) }
        const effects = await effectsOfSettings(chatbots.get(chatbot.id), draft, false, request.signal)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="content"
            title={`Delete “${group.words.join(", ")}”?`}
            action={`${list}/${encodeURIComponent(group.id)}/delete`}
            back={{ href: list, label: "Synonyms" }}
            word="Delete"
          >
            <p>Who asks with one of these words no longer finds what is written with another.</p>
            <Effects {...effects} />
          </ConfirmPage>,
        )
      }),
    )
    .post("/synonyms/:group/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await synonymCommands.remove(owner, params.id, params.group)
        return done(`${contentPath(params.id)}/synonyms`, "deleted")
      }),
    )

  async function warningViews(chatbotId: string): Promise<WarningView[]> {
    const { contradictions, stale, thin, orders } = await warningsOf(chatbotId)
    const side = (id: number, quote?: string, value = "") => {
      const passage = passages.find(chatbotId, id)
      return passage && { id, title: titleOf(passage), quote: quote ?? passage.text.slice(0, 240), value }
    }
    const view = (kind: WarningView["kind"], why: string, sides: ReturnType<typeof side>[]): WarningView[] => {
      const there = sides.filter((one) => one !== undefined)
      // Its page may have been read again since.
      return there.length === sides.length ? [{ kind, why, passages: there }] : []
    }
    return [
      ...orders.flatMap(({ id, why }) => view("orders", why, [side(id)])),
      ...contradictions.flatMap(({ first, second }) => {
        const sides = [first, second].map(({ id, sentence, value }) => side(id, sentence, value))
        return view("contradiction", "A visitor gets the one or the other.", sides)
      }),
      ...stale.flatMap(({ id, why }) => view("stale", why, [side(id)])),
      ...thin.flatMap(({ id, why }) => view("thin", why, [side(id)])),
    ].slice(0, 200)
  }
}

const titleOf = ({ title, headings }: Pick<TendedPassage, "title" | "headings">) =>
  headings ? `${title} › ${headings}` : title

function passageView(passage: TendedPassage): PassageView {
  const { id, source, text, url, isOff, isPinned, care, changedAt, readAt, found } = passage
  return {
    ...{ id, source, text, isOff, isPinned },
    title: titleOf(passage),
    titlePieces: foundPieces(titleOf(found ?? passage)),
    html: found ? renderFound(found.text) : renderMarkdown(text),
    url: url ?? null,
    isEdited: care !== undefined && care.text !== null,
    pageSays: care?.isGone ? "" : (care?.changed ?? null),
    changedAt: new Date(changedAt).toISOString(),
    readAt: readAt === undefined ? null : new Date(readAt).toISOString(),
  }
}

/** The list as it was looked at, which only this server's own pages may name. */
function backOf(request: Request, chatbotId: string, anchor: string): string {
  const list = `${contentPath(chatbotId)}/passages`
  const from = URL.parse(request.headers.get("referer") ?? "")
  const isOurs = from?.host === new URL(request.url).host && from.pathname === list
  return `${list}${isOurs ? from.search : ""}#${anchor}`
}
