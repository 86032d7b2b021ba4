import type { DayDraft, HoursDraft, SpanDraft, SpecialDraft } from "../../src/queues/hours-form"
import { Button, IconButton } from "../components/button"
import { Choice, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { TimeZoneField } from "../components/time-zone"
import { Group } from "./form"

/** What was done to the rows without saving them, and where it goes on. */
type HoursDone = { focus: string; said: string }
export type HoursState = { draft: HoursDraft; done?: HoursDone | undefined }

type EditorProps = {
  title: string
  hours: HoursState
  errors: Record<string, string>
  /** Of the form: adding and copying rows is asked of the server, which knows how to draw them. */
  action: string
  /** Instead of own hours. */
  none: { label: string; help: string }
  own: { label: string; help?: string }
  /** Not where they are the chatbot's: a time zone and holidays. */
  isWhole?: boolean
}

const dayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
}

/** The week as on a shop's door, in a named time zone, with what differs from it. Works without a script. */
export function HoursEditor({ title, hours, errors, action, none, own, isWhole = true }: EditorProps) {
  const { draft, done } = hours
  const row = { errors, action, focus: done?.focus ?? "" }
  return (
    <div id="hours" class="hours">
      {/* What the Enter key presses: otherwise it would be the first of the small ones. */}
      <button class="hidden-visually" type="submit" tabIndex={-1} aria-hidden="true">
        Save
      </button>
      <p class="hidden-visually" role="status">
        {done?.said}
      </p>
      <Group title={title}>
        <div>
          <Choice type="radio" name="hours.kind" value="none" checked={!draft.isOwn} {...none} />
          <Choice type="radio" name="hours.kind" value="own" checked={draft.isOwn} {...own} />
        </div>
        <RowError id="hours.kind" errors={errors} />
        <div class="hours-own">
          {isWhole ? (
            <TimeZoneField name="hours.timeZone" value={draft.timeZone} error={errors["hours.timeZone"]} />
          ) : null}
          <div class="hours-week">
            {Object.entries(dayNames).map(([day, name]) => (
              <WeekDay name={name} field={`hours.${day}`} day={draft.week[day as keyof typeof dayNames]} {...row} />
            ))}
          </div>
        </div>
      </Group>
      {isWhole ? (
        <div class="hours-own">
          <Group
            title="Holidays and other days"
            help="Days that differ from the week. Where two overlap, the lower one counts."
          >
            {draft.special.length > 0 ? (
              <div class="hours-specials">
                {draft.special.map((special, at) => (
                  <Special special={special} at={at} {...row} />
                ))}
              </div>
            ) : null}
            <div>
              <Act act="add.special" id="hours.special.add" {...row}>
                Add a day
              </Act>
            </div>
          </Group>
        </div>
      ) : null}
    </div>
  )
}

type RowProps = { errors: Record<string, string>; action: string; focus: string }

function WeekDay({ name, field, day, ...row }: RowProps & { name: string; field: string; day: DayDraft }) {
  const { errors } = row
  const which = field.slice("hours.".length)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend can stand in no grid
    <div class="hours-day" role="group" aria-labelledby={`${field}.name`}>
      <strong id={`${field}.name`}>{name}</strong>
      <OpenSwitch field={field} name={name} isOpen={day.isOpen} focus={row.focus} />
      <Spans name={name} field={field} spans={day.spans} {...row} />
      <details class="menu hours-copy" name="hours-copy">
        <summary
          class="button button-quiet button-icon"
          id={`${field}.copy`}
          title={`Copy ${name}`}
          aria-label={`Copy ${name} to other days`}
          autofocus={row.focus === `${field}.copy`}
        >
          <Icon name="copy" />
        </summary>
        <div class="menu-panel">
          <CopyTo act={`copy.${which}`} word="To all days" action={row.action} />
          <CopyTo act={`workdays.${which}`} word="To Monday to Friday" action={row.action} />
        </div>
      </details>
      <RowError id={field} errors={errors} />
    </div>
  )
}

function OpenSwitch({ field, name, isOpen, focus }: { field: string; name: string; isOpen: boolean; focus: string }) {
  return (
    <label class="toggle">
      <input
        type="checkbox"
        id={`${field}.open`}
        name={`${field}.open`}
        checked={isOpen}
        aria-label={`${name}: open`}
        autofocus={focus === `${field}.open`}
      />
      <span class="toggle-on">Open</span>
      <span class="toggle-off">Closed</span>
    </label>
  )
}

function Spans({
  name,
  field,
  spans,
  errors,
  action,
  focus,
}: RowProps & { name: string; field: string; spans: SpanDraft[] }) {
  const which = field.slice("hours.".length)
  const shown = spans.length > 0 ? spans : [{ from: "", to: "" }]
  return (
    <div class="hours-spans">
      {shown.map((span, at) => (
        <span class="hours-span">
          <Time
            name={`${field}.${at}.from`}
            label={`${name}, from`}
            value={span.from}
            errors={errors}
            field={field}
            focus={focus}
          />
          <span aria-hidden="true">–</span>
          <Time
            name={`${field}.${at}.to`}
            label={`${name}, until`}
            value={span.to}
            errors={errors}
            field={field}
            focus={focus}
          />
          <small class="soft" data-hours-note>
            {noteOf(span)}
          </small>
          {shown.length > 1 ? (
            <IconButton
              type="submit"
              icon="x"
              label={`Remove these hours of ${name}`}
              {...asked(`remove.${which}.${at}`, action)}
            />
          ) : null}
        </span>
      ))}
      <IconButton
        type="submit"
        icon="plus"
        id={`${field}.add`}
        label={`Add hours on ${name}`}
        autofocus={focus === `${field}.add`}
        {...asked(`add.${which}`, action)}
      />
    </div>
  )
}

type TimeProps = {
  name: string
  label: string
  value: string
  errors: Record<string, string>
  field: string
  focus: string
}

function Time({ name, label, value, errors, field, focus }: TimeProps) {
  return (
    <input
      class="input"
      type="time"
      id={name}
      name={name}
      value={value}
      aria-label={label}
      aria-invalid={errors[field] ? "true" : undefined}
      aria-describedby={errors[field] ? `${field}-error` : undefined}
      autofocus={focus === name}
    />
  )
}

/** NOTE: the same words as in public/admin.js, which keeps them true. */
function noteOf({ from, to }: SpanDraft): string {
  if (!from || !to || to > from) return ""
  if (to === "00:00") return from === to ? "all day" : ""
  return from === to ? "" : "next day"
}

function Special({ special, at, ...row }: RowProps & { special: SpecialDraft; at: number }) {
  const { errors, action, focus } = row
  const field = `hours.special.${at}`
  const name = special.name || special.date || "the new day"
  const error = errors[field]
  const wrong = error ? { "aria-invalid": "true" as const, "aria-describedby": `${field}-error` } : {}
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend can stand in no grid
    <div class="hours-special" role="group" aria-label={special.name || `Day ${at + 1}`}>
      <div class="hours-special-when">
        <TextField
          label="Date"
          type="date"
          name={`${field}.date`}
          value={special.date}
          autofocus={focus === `${field}.date`}
          {...wrong}
        />
        <TextField label="Last day, if longer" type="date" name={`${field}.until`} value={special.until} />
        <TextField
          label="Name"
          name={`${field}.name`}
          value={special.name}
          placeholder="Christmas"
          maxLength={80}
          autocomplete="off"
        />
        <IconButton type="submit" icon="trash-2" label={`Remove ${name}`} {...asked(`remove.special.${at}`, action)} />
      </div>
      <div class="hours-special-what">
        <Choice name={`${field}.yearly`} checked={special.isYearly} label="Every year" />
        <OpenSwitch field={field} name={name} isOpen={special.isOpen} focus={focus} />
        <Spans name={name} field={field} spans={special.spans} {...row} />
      </div>
      <RowError id={field} errors={errors} />
    </div>
  )
}

function RowError({ id, errors }: { id: string; errors: Record<string, string> }) {
  const error = errors[id]
  return error ? (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="circle-alert" />
      {error}
    </p>
  ) : null
}

type ActProps = { act: string; id: string; action: string; focus: string; children: string }

function Act({ act, id, action, focus, children }: ActProps) {
  return (
    <Button icon="plus" id={id} autofocus={focus === id} {...asked(act, action)}>
      {children}
    </Button>
  )
}

function CopyTo({ act, word, action }: { act: string; word: string; action: string }) {
  return (
    <button type="submit" class="menu-item" {...asked(act, action)}>
      {word}
    </button>
  )
}

/** A press sends the whole form, which comes back with the rows changed and nothing saved: by htmx only the rows. */
const asked = (act: string, action: string) => ({
  name: "hours",
  value: act,
  "hx-post": action,
  "hx-target": "#hours",
  "hx-select": "#hours",
  "hx-swap": "outerHTML",
  "data-changes": "",
})
