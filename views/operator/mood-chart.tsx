import type { ConversationDetail } from "./props"
import { percent } from "./words"

const [width, height, edge] = [240, 48, 5]

/** How the visitor's frustration went, a point a message; the words beneath say the same. */
export function MoodChart({ mood }: Pick<ConversationDetail, "mood">) {
  const points = mood.map(({ eventId, score }, index) => ({
    eventId,
    score,
    x: edge + (index * (width - 2 * edge)) / Math.max(1, mood.length - 1),
    y: height - edge - score * (height - 2 * edge),
  }))
  const highest = Math.max(...mood.map(({ score }) => score))
  const now = mood.at(-1)?.score ?? 0
  const said = `now ${percent(now)}, highest ${percent(highest)}, over ${mood.length} messages`
  return (
    <figure class="mood">
      <svg class="mood-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Frustration: ${said}`}>
        <line class="mood-half" x1={0} x2={width} y1={height / 2} y2={height / 2} />
        <polyline class="mood-line" points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
        {points.map(({ eventId, x, y, score }) => (
          <circle
            class={score >= 0.5 ? "mood-point is-high" : "mood-point"}
            cx={x.toFixed(1)}
            cy={y.toFixed(1)}
            r={score >= 0.5 ? 3.5 : 2.5}
            data-event={eventId}
          />
        ))}
      </svg>
      <figcaption class="soft" aria-hidden="true">
        {said}
      </figcaption>
    </figure>
  )
}
