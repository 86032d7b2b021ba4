import { Icon } from "../components/icon"
import type { EventOf, Evidence, SignalKind, Verdict } from "./props"
import { conversationPath, flags, flagWord, percent } from "./words"

/** How strong a sign it is. A rule holds or does not: of that there is no degree. */
export function FlagScore({ kind, score }: { kind: SignalKind; score: number }) {
  if (kind === "rule" || kind === "bound") return null
  return (
    <>
      <meter
        class="meter score"
        min={0}
        max={1}
        value={score}
        aria-label={`${flags[kind]?.word ?? kind}: ${percent(score)}`}
      />
      <span class="soft number">{percent(score)}</span>
    </>
  )
}

const verdicts: { value: Verdict; word: string; key: string }[] = [
  { value: "right", word: "Right", key: "1" },
  { value: "too_early", word: "Too early", key: "2" },
  { value: "too_late", word: "Too late", key: "3" },
  { value: "not_needed", word: "Not needed", key: "4" },
]

/** Why Baton called a person: the words it saw, how sure it is, and what the operator thinks of that. */
export function Flag({ event, verdict }: { event: EventOf<"signal">; verdict: Verdict | undefined }) {
  const word = flagWord(event.kind, event.rule)
  const icon = flags[event.kind]?.icon ?? "flag"
  return (
    <li
      class="entry flag"
      id={`event-${event.id}`}
      data-event={event.id}
      data-quotes={JSON.stringify(event.evidence.map(({ text }) => text))}
    >
      <div class="flag-head">
        <Icon name={icon} />
        <strong>{word}</strong>
        <FlagScore kind={event.kind} score={event.score} />
      </div>
      <EvidenceList evidence={event.evidence} />
      <Verdicts conversationId={event.conversationId} eventId={event.id} chosen={verdict} />
    </li>
  )
}

type VerdictsProps = { conversationId: string; eventId: number; chosen?: Verdict | undefined }

/** What the operator thinks of a flag: it is what the next judgement learns from. */
export function Verdicts({ conversationId, eventId, chosen }: VerdictsProps) {
  return (
    <form
      class="verdicts"
      method="post"
      action={conversationPath(conversationId, "/flag-feedback")}
      hx-post={conversationPath(conversationId, "/flag-feedback")}
      hx-swap="outerHTML"
      // The desk says which it is.
      aria-live="off"
    >
      <input type="hidden" name="eventId" value={eventId} />
      <span class="soft">{chosen ? "Your verdict:" : "Was it right to flag this?"}</span>
      {verdicts.map(({ value, word, key }) => (
        <button
          type="submit"
          class="verdict"
          aria-pressed={value === chosen ? "true" : "false"}
          name="verdict"
          value={value}
          aria-keyshortcuts={key}
          title={`${word} (${key})`}
        >
          {word}
        </button>
      ))}
    </form>
  )
}

export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  return evidence.length > 0 ? (
    <ul class="evidence-list">
      {evidence.map(({ text, why }) => (
        <li>
          {text ? (
            <q>
              <bdi>{text}</bdi>
            </q>
          ) : null}{" "}
          <span class="soft">{why}</span>
        </li>
      ))}
    </ul>
  ) : null
}
