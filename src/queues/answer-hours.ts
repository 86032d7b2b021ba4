import type { ChatbotStore } from "../chatbots/chatbot-store"
import { momentText } from "./fallback-text"
import { dayAt, type Hours, hoursFor, isTimeZone } from "./hours"
import { type HoursQuestion, readHoursQuestion } from "./hours-question"
import { answerHoursText, describeHours } from "./hours-text"
import type { QueueStore } from "./queue-store"

type Deps = { chatbots: Pick<ChatbotStore, "find">; queues: Pick<QueueStore, "find">; now: () => number }

export type AnswerHours = ReturnType<typeof createAnswerHours>

/** “Are you open on Saturday?”, answered from the hours that the widget, the waiting and the bookings go by. */
export function createAnswerHours({ chatbots, queues, now }: Deps) {
  function hoursOf(chatbotId: string): Hours | undefined {
    const chatbot = chatbots.find(chatbotId)
    return chatbot && hoursFor(chatbot, chatbot.queueId === null ? undefined : queues.find(chatbot.queueId))
  }

  return {
    hoursOf,
    /** @returns nothing when no hours are set, or it is no such question. */
    answer(
      chatbotId: string,
      question: string,
      locale: string,
      timeZone: string | undefined,
    ): { text: string; asked: HoursQuestion } | undefined {
      const hours = hoursOf(chatbotId)
      const at = now()
      const asked = hours && readHoursQuestion(question, dayAt(hours, at))
      if (!hours || !asked) return undefined
      const zone = isTimeZone(timeZone) ? timeZone : hours.timeZone
      const text = answerHoursText(hours, asked, locale, at, (moment) =>
        // In the language of the sentence that it stands in.
        momentText(locale, zone, moment, at),
      )
      return { text, asked }
    },
    /** For a model, as a document that it may cite. */
    describe(chatbotId: string): string | undefined {
      const hours = hoursOf(chatbotId)
      return hours && describeHours(hours, now())
    },
  }
}
