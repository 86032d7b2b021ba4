import { Callout } from "../components/callout"
import { TextField } from "../components/field"
import type { FormState } from "./form"
import { fieldsOf } from "./form"

export type TrialView = { ok: boolean; words: string; ms: number }

/** What a key field says of the key that it does not show. */
type KeyFieldProps = FormState & { id?: string; isKept: boolean; isGiven: boolean }

export function KeyField({ id, values, errors = {}, isKept, isGiven }: KeyFieldProps) {
  const fieldOf = fieldsOf({ values, errors })
  return (
    <>
      <TextField
        label="Key"
        {...fieldOf("apiKey")}
        {...(id ? { id } : {})}
        type="password"
        placeholder={isKept ? "Saved. Enter a new one to replace it" : isGiven ? "From the server's configuration" : ""}
        help="From your account there, where it is called an API key. Kept on this server and never shown again."
        autocomplete="off"
      />
      {isKept ? (
        <label class="choice">
          <input type="checkbox" name="forgetKey" checked={values.forgetKey !== undefined} />
          <span>Forget the saved key</span>
        </label>
      ) : null}
    </>
  )
}

export const asConfigured = (value: string | null) => (value ? `${value} (from the server's configuration)` : "")

type ServerTrialProps = {
  id: string
  trial: TrialView | undefined
  good: string
  /** Its words are an answer, and not ours. */
  isQuoted?: boolean
}

/** What one real request came to. Nothing was saved by it. */
export function ServerTrial({ id, trial, good, isQuoted = false }: ServerTrialProps) {
  if (!trial) return null
  const { ok, words, ms } = trial
  return (
    <div id={id} role="status">
      <Callout icon={ok ? "circle-check" : "circle-alert"} tone={ok ? "human" : "danger"}>
        <p>
          <strong>{ok ? good : "It does not work yet"}</strong>{" "}
          <span class="number">after {(ms / 1000).toFixed(1)} s.</span>
        </p>
        <p>{ok ? `${isQuoted ? `“${words}”` : words} Save to use it.` : words}</p>
      </Callout>
    </div>
  )
}
