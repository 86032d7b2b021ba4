import type { Chatbot } from "../chatbots/chatbot"
import { wordsFor } from "../chatbots/texts"
import type { AvailabilityBoard } from "../queues/availability"
import { type Hours, isOpen, nextOpening } from "../queues/hours"
import type { VisitorSettingStore } from "../visitors/visitor-settings"
import { wordsOfWidget } from "./words"

type Deps = {
  board: Pick<AvailabilityBoard, "isAnybodyOnline">
  hoursOf: (chatbotId: string) => Hours | undefined
  visitorSettings: VisitorSettingStore
  /** Whether a transcript could be sent. */
  canMail: () => boolean
  now: () => number
}

/** A chatbot as its visitors may see it. */
export const createPublicChatbot =
  ({ board, hoursOf, visitorSettings, canMail, now }: Deps) =>
  (chatbot: Chatbot, locale: string) => ({
    name: chatbot.name,
    ...wordsOf(chatbot, locale),
    aiEnabled: chatbot.aiEnabled,
    online: board.isAnybodyOnline(chatbot.id),
    locale: chatbot.locale,
    words: wordsOfWidget(locale, chatbot.locale),
    hours: openingOf(hoursOf(chatbot.id), now()),
    live: visitorSettings.get(chatbot.id).live,
    transcripts: canMail(),
  })

/** Whether the doors are open, and when they next are: null where no opening is set. */
function openingOf(hours: Hours | undefined, at: number) {
  const next = nextOpening(hours, at)
  return { open: isOpen(hours, at), nextOpening: next === undefined ? null : new Date(next).toISOString() }
}

/** In the visitor's language, as far as the owner wrote them in it. */
function wordsOf(
  chatbot: Chatbot,
  locale: string,
): Pick<Chatbot, "welcome" | "suggestions" | "contactForm" | "appearance"> {
  const { welcome, suggestions, prompt, label } = wordsFor(chatbot, locale)
  const { contactForm: form, appearance } = chatbot
  // What they agree to is read before it is sent: it stands with the words above the fields.
  const above = [prompt, form?.consent].filter(Boolean).join(" ")
  return {
    ...{ welcome, suggestions, contactForm: form && { fields: form.fields, prompt: above } },
    appearance: label ? { ...appearance, label } : appearance,
  }
}
