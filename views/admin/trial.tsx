import { Callout } from "../components/callout"

export type Trial = {
  ok: boolean
  words: string
  /** What to do about it. */
  advice?: string
}

/** What somebody else answered, in their words. */
export function TrialResult({ trial, good }: { trial: Trial | undefined; good: string }) {
  if (!trial) return null
  return (
    <div role="status">
      <Callout icon={trial.ok ? "circle-check" : "circle-alert"} {...(trial.ok ? {} : { tone: "danger" as const })}>
        <p>
          <strong>{trial.ok ? good : "That did not work."}</strong>
        </p>
        {trial.advice ? <p>{trial.advice}</p> : null}
        <p>The answer was: “{trial.words}”</p>
      </Callout>
    </div>
  )
}
