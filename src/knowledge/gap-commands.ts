import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { isMessage, type StoredEvent } from "../events/event"
import { draftOf, personalIn, substanceOf } from "./draft-answer"
import { asksSomething, type GapGroup, groupGaps } from "./gap-groups"
import type { GapState, GapStore, Reply } from "./gap-store"
import type { SourceCommands } from "./source-commands"
import type { Source } from "./source-store"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  gaps: GapStore
  add: SourceCommands["add"]
  audit: AuditStore
  now: () => number
}

type AnswerDraft = { questions: string[]; answer: string; replies: Reply[]; personal: string[] }

const lookBackMs = 90 * 24 * 60 * 60_000
const mostRead = 1500
const mostQuestions = 8
/** A reply with fewer words of its own answers nobody else. */
const leastWords = 4

/** What an operator holds worth keeping goes first, and before a part of the content what one wrote to the question itself. */
const worthOf = ({ isSuggested, choice }: Reply): number => (isSuggested ? 2 : choice === undefined ? 1 : 0)

/** Questions that went badly, and what an owner makes of them. Nothing is learnt without the owner's word. */
export function createGapCommands({ db, chatbots, gaps, add, audit, now }: Deps) {
  const groupsOf = (chatbotId: string): GapGroup[] =>
    groupGaps(gaps.list(chatbotId, now() - lookBackMs, mostRead), now())

  /** By any of its questions. @throws AppError `not_found` */
  function getGroup(chatbotId: string, id: number): GapGroup {
    const found = groupsOf(chatbots.get(chatbotId).id).find(({ questions }) =>
      questions.some(({ eventId }) => eventId === id),
    )
    if (!found) throw new AppError("not_found", "This question is not there any more.")
    return found
  }

  function settle(person: Person, chatbotId: string, id: number, from: GapState, to: GapState): Promise<void> {
    const { questions, question } = getGroup(chatbotId, id)
    const ids = questions.filter(({ state }) => state === from).map(({ eventId }) => eventId)
    return db.write((tx) => {
      gaps.settleInWrite(chatbotId, ids, to, now())
      audit.note(tx, person.id, to === "open" ? "gap.reopened" : `gap.${to}`, question.slice(0, 60), now())
    })
  }

  return {
    groupsOf,
    getGroup,
    /** What an operator's real reply would make as an answer. */
    draftOf({ questions }: GapGroup, replyId?: number): AnswerDraft {
      const replies = questions
        .flatMap(gaps.repliesTo)
        .filter(({ text }) => substanceOf(text) >= leastWords)
        .sort((a, b) => worthOf(b) - worthOf(a) || b.at - a.at)
      // Many choose the same, and read the same answer.
      const distinct = [
        ...new Map(replies.map((reply) => [reply.choice ?? reply.eventId, reply] as const)).values(),
      ].slice(0, 6)
      const chosen = distinct.find(({ eventId }) => eventId === replyId) ?? distinct[0]
      const answer = chosen ? draftOf(chosen.text) : ""
      const asked = questions.map(({ text }) => text.trim().replace(/\s+/g, " ").slice(0, 300))
      const different = [...new Map(asked.map((text) => [text.toLowerCase(), text])).values()]
      const personal = personalIn(answer, chosen?.visitorNames ?? [])
      return { questions: different.slice(0, mostQuestions), answer, replies: distinct, personal }
    },
    /** @throws AppError `not_found` */
    dismiss: (person: Person, chatbotId: string, id: number): Promise<void> =>
      settle(person, chatbotId, id, "open", "dismissed"),
    reopen: (person: Person, chatbotId: string, id: number): Promise<void> =>
      settle(person, chatbotId, id, "dismissed", "open"),
    /**
     * An operator holds a reply of the desk worth keeping, for the question that it replies to. The owner decides.
     * @param log the conversation, which the operator may see.
     * @throws AppError `validation`
     */
    async suggest(person: Person, chatbotId: string, log: readonly StoredEvent[], replyId: number): Promise<void> {
      const messages = log.filter(isMessage)
      const reply = messages.find(({ id, actor }) => id === replyId && actor.kind === "operator")
      const question = messages.findLast(
        ({ id, actor, payload }) => id < replyId && actor.kind === "visitor" && asksSomething(payload.text),
      )
      if (!reply || !question)
        throw new AppError("validation", "Nothing was asked before this that it could be the answer to.", {
          field: "eventId",
        })
      await db.write((tx) => {
        gaps.noteInWrite("escalated", null, question.id)
        gaps.suggestInWrite(reply.id, question.id, person.id, now())
        audit.note(tx, person.id, "answer.suggested", chatbotId, now())
      })
    },
    /** The owner's yes: from now on this is answered. @throws AppError `not_found`, `validation` */
    async answer(
      person: Person,
      chatbotId: string,
      id: number,
      given: { questions: readonly string[]; answer: string; url?: string },
    ): Promise<Source> {
      const { questions } = getGroup(chatbotId, id)
      const source = await add(person, chatbotId, { kind: "qa", ...given })
      const ids = questions.map(({ eventId }) => eventId)
      await db.write((tx) => {
        gaps.settleInWrite(chatbotId, ids, "answered", now(), source.id)
        audit.note(tx, person.id, "gap.answered", source.title.slice(0, 60), now())
      })
      return source
    },
  }
}
