import { Button, LinkButton } from "../components/button"
import { DialogContent } from "../components/dialog"
import { FormError, Select, TextArea, TextField } from "../components/field"
import { TimeZoneField } from "../components/time-zone"

type FollowUpFormProps = {
  title: string
  action: string
  back: string
  word: string
  owners: { id: string; name: string }[]
  values: FollowUpValues
  /** An existing one may keep its time. */
  dueNow?: string
  error?: string | undefined
  /** What was wrong with one field. */
  errors?: Record<string, string>
  /** In the desk it is sent without leaving the page. */
  isInPlace?: boolean
}

export type FollowUpValues = {
  text: string
  ownerId: string
  due: string
  date: string
  time: string
  timezone: string
}

/** Chosen where a day and a time are picked instead. */
export const picked = "at"

/** By how far from now: most are, and nothing has to be typed. */
export const dueChoices: Record<string, { label: string; ms: number }> = {
  hour: { label: "In an hour", ms: 3600_000 },
  hours: { label: "In four hours", ms: 4 * 3600_000 },
  tomorrow: { label: "Tomorrow at this time", ms: 24 * 3600_000 },
  days: { label: "In three days", ms: 3 * 24 * 3600_000 },
  week: { label: "In a week", ms: 7 * 24 * 3600_000 },
}

export function FollowUpForm(props: FollowUpFormProps) {
  const { title, action, back, word, owners, values, dueNow, error, errors = {}, isInPlace = false } = props
  const said = (field: string) => (errors[field] ? { error: errors[field] } : {})
  const inPlace = {
    "hx-post": action,
    "hx-target": "#toasts",
    "hx-swap": "beforeend",
    "hx-status:4xx": "target:#act swap:innerHTML",
    "data-act-form": true,
  }
  return (
    <DialogContent id="act" title={title} intro="It stays in the desk's follow-ups until somebody marks it done.">
      <form class="form" method="post" action={action} {...(isInPlace ? inPlace : {})}>
        <div id="act-error">
          <FormError>{error}</FormError>
        </div>
        <TextArea
          label="What is to be done"
          name="text"
          value={values.text}
          rows={3}
          maxLength={500}
          required
          autofocus
          {...said("text")}
        />
        <Select
          label="Whose"
          name="ownerId"
          value={values.ownerId}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          {...said("ownerId")}
        />
        <Select
          label="Due"
          name="due"
          value={values.due}
          options={[
            ...(dueNow ? [{ value: "", label: `As it is: ${dueNow}` }] : []),
            ...Object.entries(dueChoices).map(([value, { label }]) => ({ value, label })),
            { value: picked, label: "On a day and time …" },
          ]}
        />
        <fieldset class="due-at">
          <legend class="hidden-visually">Day and time</legend>
          <div class="rule-times">
            <TextField label="Day" name="date" type="date" value={values.date} {...said("date")} />
            <TextField label="Time" name="time" type="time" value={values.time} {...said("time")} />
          </div>
          <TimeZoneField name="timezone" value={values.timezone} {...said("timezone")} />
        </fieldset>
        <div class="dialog-actions">
          <LinkButton href={back} data-close-dialog>
            Cancel
          </LinkButton>
          <Button variant="primary">{word}</Button>
        </div>
      </form>
    </DialogContent>
  )
}
