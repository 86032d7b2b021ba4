import type { Disagreement, ModelsReport } from "../../src/reports/report"
import { Card } from "../components/card"
import { dayWords, exactly } from "../components/time"
import { conversationPath, percent as share } from "../operator/words"
import { count } from "./chatbot-list"

/** Nothing of it where no model is connected. */
export function Models({ secondOpinions, disagreements }: ModelsReport) {
  const { given, changed } = secondOpinions
  const { count: times, newest } = disagreements
  if (given === 0 && times === 0) return null
  return (
    <Card title="Where models saw it differently">
      <p class="soft">
        {given > 0
          ? `${count(given, "second opinion was", "second opinions were")} given in doubt; ${changed} changed a decision. `
          : ""}
        {times === 0 ? "Nowhere did a model and Baton differ much." : null}
      </p>
      {times > 0 ? (
        <ul class="report-differences">
          {newest.slice(0, shownDifferences).map((one) => (
            <li>
              <a href={`${conversationPath(one.conversationId)}#event-${one.eventId}`} title="Open in the desk">
                <q>
                  <bdi>{one.message}</bdi>
                </q>
              </a>
              <span class="soft">
                {differenceOf(one)} ·{" "}
                <time dateTime={one.at} title={exactly(one.at)}>
                  {dayWords(one.at)}
                </time>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {times > shownDifferences ? <p class="soft">… and {times - shownDifferences} more.</p> : null}
    </Card>
  )
}

const shownDifferences = 20

/** Who saw what, and what came of it. */
function differenceOf({ frustration, mood, wantsPerson, second, decision }: Disagreement): string {
  const seen = [
    `Baton saw ${share(frustration)} frustration`,
    ...(mood === undefined ? [] : [`the AI ${wantsPerson ? "wanted a person" : `read ${moodWord(mood)}`}`]),
    ...(second ? [`a second model read ${moodWord(second.mood)}${second.needsPerson ? ", needs a person" : ""}`] : []),
  ]
  return `${seen.join("; ")} → ${second?.changed ? `${decisionWords[decision]} because of it` : decisionWords[decision]}`
}

const decisionWords = {
  answer: "the AI went on",
  offer: "a person was offered",
  escalate: "a person was called",
} as const

const moodWord = (mood: number) => (mood < 0.2 ? "calm" : mood < 0.5 ? "confused" : mood < 0.9 ? "frustrated" : "angry")
