import { Button, LinkButton } from "../components/button"
import { DialogContent } from "../components/dialog"
import { FormError, Select, TextArea } from "../components/field"

type FollowUpFormProps = {
  title: string
  action: string
  back: string
  word: string
  owners: { id: string; name: string }[]
  values: { text: string; ownerId: string; due: string }
  /** An existing one may keep its time. */
  dueNow?: string
  error?: string | undefined
}

/** By how far from now: a browser without scripts does not tell its time zone, and nobody types times into a desk. */
export const dueChoices: Record<string, { label: string; ms: number }> = {
  hour: { label: "In an hour", ms: 3600_000 },
  hours: { label: "In four hours", ms: 4 * 3600_000 },
  tomorrow: { label: "Tomorrow at this time", ms: 24 * 3600_000 },
  days: { label: "In three days", ms: 3 * 24 * 3600_000 },
  week: { label: "In a week", ms: 7 * 24 * 3600_000 },
}

export function FollowUpForm({ title, action, back, word, owners, values, dueNow, error }: FollowUpFormProps) {
  return (
    <DialogContent id="act" title={title} intro="It stands in the follow-ups of the desk until somebody marks it done.">
      <form class="form" method="post" action={action}>
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
        />
        <Select
          label="Whose"
          name="ownerId"
          value={values.ownerId}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          label="Due"
          name="due"
          value={values.due}
          options={[
            ...(dueNow ? [{ value: "", label: `As it is: ${dueNow}` }] : []),
            ...Object.entries(dueChoices).map(([value, { label }]) => ({ value, label })),
          ]}
        />
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
