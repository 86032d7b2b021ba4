/** A chatbot as one file: `docs/chatbot-file.md`. */

import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { BookingStore, BookingType } from "../bookings/booking-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { RuleInput } from "../escalation/rule"
import type { ContentEntry, ContentFile } from "../knowledge/content-file"
import type { ListFile } from "../knowledge/tending-file"
import type { QueueStore } from "../queues/queue-store"
import { type Appearance, type Chatbot, defaultChatbot, hasUploadedPicture, picturePath } from "./chatbot"
import { type ChatbotChange, changeChatbot } from "./chatbot-change"
import type { ChatbotStore } from "./chatbot-store"
import type { NewPicture, PictureStore } from "./picture-store"
import { readPicture } from "./read-picture"

const fileFormat = "baton-chatbot"
const fileVersion = 1
/** As much as a form may carry. */
const mostFileBytes = 11 * 1024 * 1024

type Settings = Omit<Chatbot, "id" | "createdAt" | "updatedAt" | "queueId"> & { queue: string | null }
type BookingTypeSettings = Omit<BookingType, "id" | "chatbotId" | "createdAt" | "updatedAt">
export type ChatbotFile = {
  format: typeof fileFormat
  version: typeof fileVersion
  exportedAt: string
  chatbot: Settings
  bookingTypes: BookingTypeSettings[]
  content: ContentEntry[]
} & Record<ListName, unknown[]>
/** Older files have none of these. */
type ListName = "synonyms" | "golden" | "replies"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  pictures: PictureStore
  queues: Pick<QueueStore, "list">
  bookings: Pick<BookingStore, "listTypes" | "saveType">
  content: ContentFile
  lists: Record<ListName, ListFile>
  checkContent: (given: unknown) => ContentEntry[]
  checkBookingType: (given: unknown, field: string) => BookingTypeSettings
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type ChatbotFiles = ReturnType<typeof createChatbotFiles>

const refuse = (field: string, message: string) => new AppError("validation", message, { field })
const isRecord = (it: unknown): it is Record<string, unknown> =>
  typeof it === "object" && it !== null && !Array.isArray(it)

/** Exporting a chatbot to a file, importing one, and duplicating, which is both at once. */
export function createChatbotFiles(deps: Deps) {
  const { db, chatbots, pictures, queues, bookings, content, lists, checkContent, checkBookingType } = deps
  const { audit, now, newId } = deps

  function exportOf(id: string): ChatbotFile {
    const { id: _, createdAt: __, updatedAt: ___, queueId, ...settings } = chatbots.get(id)
    const queue = queues.list().find((each) => each.id === queueId)?.name ?? null
    const names = new Map(queues.list().map((each) => [each.id, each.name]))
    const rules = settings.escalation.rules.map((rule) =>
      rule.action.kind === "escalate" && rule.action.queue
        ? { ...rule, action: { ...rule.action, queue: names.get(rule.action.queue) ?? rule.action.queue } }
        : rule,
    )
    return {
      format: fileFormat,
      version: fileVersion,
      exportedAt: new Date(now()).toISOString(),
      chatbot: {
        ...settings,
        queue,
        appearance: pictured(settings.appearance),
        escalation: { ...settings.escalation, rules },
      },
      bookingTypes: bookings
        .listTypes(id)
        .map(({ id: _id, chatbotId: _chatbot, createdAt: _made, updatedAt: _changed, ...type }) => type),
      content: content.exportOf(id),
      synonyms: lists.synonyms.exportOf(id),
      golden: lists.golden.exportOf(id),
      replies: lists.replies.exportOf(id),
    }
  }

  /** An uploaded picture goes along in the place of its address. */
  function pictured(appearance: Appearance): Appearance {
    const picture = hasUploadedPicture(appearance) && pictures.findByPath(appearance.avatar ?? "")
    if (!picture) return appearance
    return { ...appearance, avatar: `data:${picture.type};base64,${Buffer.from(picture.bytes).toString("base64")}` }
  }

  /** Nothing is made unless all of it can be. Ids are new; queues are found by name. @throws AppError `validation` */
  async function importFrom(person: Person, given: unknown, name?: string): Promise<Chatbot> {
    const file = headOf(given)
    const settings = file.chatbot
    if (!isRecord(settings)) throw refuse("chatbot", "The file has no chatbot in it.")
    const at = now()
    const list = queues.list()
    const byName = (wanted: unknown) =>
      typeof wanted === "string" ? list.find((each) => each.name.toLowerCase() === wanted.toLowerCase()) : undefined
    const empty: Chatbot = {
      ...defaultChatbot,
      id: newId(),
      name: "",
      queueId: (byName(settings.queue) ?? list[0])?.id ?? null,
      createdAt: at,
      updatedAt: at,
    }
    const { picture, ...change } = await takePicture(changeOf(settings, byName))
    const chatbot = changeChatbot(empty, { ...change, ...(name ? { name } : {}) }, newId)
    const pictureId = newId()
    if (picture) chatbot.appearance = { ...chatbot.appearance, avatar: picturePath(pictureId) }
    if (!chatbot.name) throw refuse("chatbot.name", "The chatbot in the file has no name.")
    const types = file.bookingTypes ?? []
    if (!Array.isArray(types) || types.length > 50) throw refuse("bookingTypes", "This is not a list of at most 50.")
    const bookingTypes: BookingType[] = types.map((each, place) => ({
      ...checkBookingType(each, `bookingTypes.${place}`),
      ...{ id: newId(), chatbotId: chatbot.id, createdAt: at, updatedAt: at },
    }))
    const inserts = [
      content.prepare(checkContent(file.content ?? [])),
      ...Object.entries(lists).map(([name, list]) => list.prepare(file[name] ?? [])),
    ]
    await db.write((tx) => {
      chatbots.save(tx, chatbot)
      if (picture) pictures.save(tx, { ...picture, id: pictureId, chatbotId: chatbot.id, createdAt: at })
      for (const type of bookingTypes) bookings.saveType(tx, type)
      for (const insert of inserts) insert(tx, chatbot.id, at)
      audit.note(tx, person.id, "chatbot.imported", chatbot.name, at)
    })
    chatbots.refresh()
    return chatbot
  }

  return {
    exportOf,
    importFrom,
    /** A file as it was uploaded. @throws AppError `validation`, `too_large` */
    async importFile(person: Person, file: Blob): Promise<Chatbot> {
      if (file.size > mostFileBytes) throw new AppError("too_large", "A chatbot's file can have 11 MB at most.")
      if (file.size === 0) throw refuse("file", "This file is empty.")
      let given: unknown
      try {
        given = JSON.parse(await file.text())
      } catch {
        throw refuse("file", "This is no file of a chatbot: it is not JSON, or it is cut off.")
      }
      return importFrom(person, given)
    },
    duplicate(person: Person, id: string, name?: string): Promise<Chatbot> {
      const copy = name?.trim() || `${chatbots.get(id).name.slice(0, 53)} (copy)`
      // Through text, as a file would go: what is shared in memory is not.
      return importFrom(person, JSON.parse(JSON.stringify(exportOf(id))), copy)
    },
  }
}

/** A picture that came in the place of its address. @throws AppError as an upload would */
async function takePicture(change: ChatbotChange): Promise<ChatbotChange & { picture?: NewPicture }> {
  const { avatar, ...appearance } = change.appearance ?? {}
  const [, encoded] = /^data:[\w/+.-]*;base64,(.*)$/s.exec(avatar ?? "") ?? []
  if (encoded === undefined) return change
  return { ...change, appearance, picture: await readPicture(new Blob([Buffer.from(encoded, "base64")])) }
}

function headOf(given: unknown): Record<string, unknown> {
  if (!isRecord(given) || given.format !== fileFormat)
    throw refuse("file", "This is no file of a chatbot. Export one to see what it looks like.")
  if (typeof given.version !== "number" || !Number.isInteger(given.version) || given.version < 1)
    throw refuse("version", "The file does not say which version it is.")
  if (given.version > fileVersion)
    throw refuse(
      "version",
      `The file is of version ${given.version}, which is newer than this server. Update Baton first.`,
    )
  return given
}

type Kind = "text" | "boolean" | "texts" | "record" | "number"
const is: Record<Kind, (it: unknown) => boolean> = {
  text: (it) => typeof it === "string",
  boolean: (it) => typeof it === "boolean",
  number: (it) => typeof it === "number",
  texts: (it) => Array.isArray(it) && it.every((each) => typeof each === "string"),
  record: isRecord,
}
const words: Record<Kind, string> = {
  text: "text",
  boolean: "yes or no",
  number: "number",
  texts: "list of texts",
  record: "object",
}

/** What an owner could have sent: of the right kinds here, of the right size and sense in `changeChatbot`. */
function changeOf(
  settings: Record<string, unknown>,
  queueOf: (name: unknown) => { id: string } | undefined,
): ChatbotChange {
  const take = <T>(from: Record<string, unknown>, prefix: string, shape: Record<string, Kind>): T => {
    const taken: Record<string, unknown> = {}
    for (const [key, kind] of Object.entries(shape)) {
      const value = from[key]
      if (value === undefined || value === null) continue
      if (!is[kind](value)) throw refuse(`${prefix}${key}`, `“${prefix}${key}” is no ${words[kind]}.`)
      taken[key] = value
    }
    return taken as T
  }
  const part = (key: string): Record<string, unknown> | undefined => {
    const value = settings[key]
    if (value === undefined || value === null) return undefined
    if (!isRecord(value)) throw refuse(`chatbot.${key}`, `“chatbot.${key}” is no object.`)
    return value
  }
  const change = take<ChatbotChange>(settings, "chatbot.", {
    ...{ name: "text", aiEnabled: "boolean", persona: "text", welcome: "text", suggestions: "texts", origins: "texts" },
    ...{ seats: "number", locale: "text", hours: "record", hasPage: "boolean" },
  })
  if (settings.seats === null) change.seats = null
  const appearance = part("appearance")
  if (appearance)
    change.appearance = take(appearance, "chatbot.appearance.", {
      ...{ color: "text", position: "text", font: "text", theme: "text", avatar: "text" },
      ...{ icon: "text", label: "text", side: "text", bottom: "text", hidden: "text" },
      ...{ phoneSide: "text", phoneBottom: "text" },
    })
  const fallback = part("fallback")
  if (fallback)
    change.fallback = take(fallback, "chatbot.fallback.", {
      ...{ captureContact: "boolean", email: "text", keepAnswering: "boolean", callback: "boolean" },
    })
  const contactForm = part("contactForm")
  if (contactForm) {
    const {
      fields = [],
      prompt = "",
      ...rest
    } = take<{ fields?: string[]; prompt?: string; consent?: string }>(contactForm, "chatbot.contactForm.", {
      fields: "texts",
      prompt: "text",
      consent: "text",
    })
    change.contactForm = { fields, prompt, ...rest }
  }
  const limits = part("limits")
  if (limits)
    change.limits = take(limits, "chatbot.limits.", {
      ...{ tone: "text", length: "text", languages: "texts", never: "texts", advice: "texts", topics: "texts" },
    })
  const texts = part("texts")
  if (texts) {
    change.texts = {}
    for (const [language, each] of Object.entries(texts)) {
      if (!isRecord(each)) throw refuse(`chatbot.texts.${language}`, "This is no object.")
      const shape = { welcome: "text", suggestions: "texts", prompt: "text", label: "text" } as const
      change.texts[language] = take(each, `chatbot.texts.${language}.`, shape)
    }
  }
  const escalation = part("escalation")
  if (escalation) {
    const numbers = { threshold: "number", sensitivity: "number", promiseSeconds: "number" } as const
    change.escalation = take<NonNullable<ChatbotChange["escalation"]>>(escalation, "chatbot.escalation.", numbers)
    const { rules } = escalation
    if (rules !== undefined) {
      if (!Array.isArray(rules) || !rules.every(isRecord))
        throw refuse("chatbot.escalation.rules", "This is no list of rules.")
      // Ids are new, and a queue that is not here is left out: the conversation then stays in the chatbot's own.
      change.escalation.rules = rules.map((rule) => {
        const { action } = rule
        if (!isRecord(action) || action.queue === undefined) return { ...rule, id: "" } as RuleInput
        const { queue, ...rest } = action
        const found = queueOf(queue)
        return { ...rule, id: "", action: { ...rest, ...(found ? { queue: found.id } : {}) } } as RuleInput
      })
    }
  }
  return change
}
