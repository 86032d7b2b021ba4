import { Elysia } from "elysia"
import { renderToString } from "preact-render-to-string"
import { GuideReading } from "../../views/admin/guide-content"
import { GuideSighting } from "../../views/admin/guide-website"
import type { Auth } from "../accounts/auth"
import type { Doorbell } from "../events/doorbell"
import type { EventStreams } from "../events/event-stream"
import { type Host, keepOpen } from "../http/host"
import { topicOf } from "../knowledge/index-source"
import type { ChatbotStore } from "./chatbot-store"
import { createGuideView } from "./guide-view"
import { sightingTopic } from "./sightings"

type Deps = {
  auth: Auth
  host: Host
  doorbell: Doorbell
  streams: EventStreams
  chatbots: ChatbotStore
} & Parameters<typeof createGuideView>[0]

const guideTopic = (chatbotId: string) => `guide:${chatbotId}`
/** A page is read in milliseconds: nobody sees more than a few pictures a second. */
const frameMs = 200
const encoder = new TextEncoder()

/** What an open step of the guide is told: how far the reading is, and that the chat was seen. */
export const guideStreamRoutes = (deps: Deps) => {
  const { auth, host, doorbell, streams, chatbots } = deps
  const { readingOf, sightingsOf } = createGuideView(deps)

  const partOf = (id: string, html: string) => ({ id, html })
  const partsOf = (chatbotId: string) => [
    partOf(
      "guide-reading",
      renderToString(<GuideReading chatbot={{ id: chatbotId }} reading={readingOf(chatbotId)} />),
    ),
    partOf(
      "guide-sighting",
      renderToString(<GuideSighting chatbot={{ id: chatbotId }} sightings={sightingsOf(chatbotId)} />),
    ),
  ]

  return new Elysia({ name: "guide-stream", prefix: "/admin/guide", detail: { hide: true } }).get(
    "/:id/stream",
    ({ request, params }) => {
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
    },
  )
}
