import { TextArea, TextField } from "../components/field"

const dayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
}

type FieldsProps = { values: Record<string, string>; errors: Record<string, string> }

/** The week as on a shop's door, in a named time zone, with what differs from it. */
export function HoursFields({ values, errors }: FieldsProps) {
  return (
    <>
      <TextField
        label="Time zone"
        name="hours.timeZone"
        value={values["hours.timeZone"] ?? ""}
        error={errors["hours.timeZone"]}
        placeholder="Europe/Dublin"
        autocomplete="off"
      />
      <Week values={values} errors={errors} />
      <TextArea
        label="Holidays, closures and openings"
        name="hours.exceptions"
        value={values["hours.exceptions"] ?? ""}
        error={errors["hours.exceptions"]}
        help="One a line: a date, then the hours or “closed”, then its name. A date without a year is every year; 2026-08-03..2026-08-14 is a longer closure."
        placeholder={"12-25 closed Christmas\n2026-12-24 09:00-13:00 Christmas Eve"}
        rows={4}
      />
    </>
  )
}

export function Week({ values, errors }: FieldsProps) {
  return (
    <>
      {Object.entries(dayNames).map(([day, label]) => {
        const name = `hours.${day}`
        const error = errors[name]
        return (
          <TextField
            label={label}
            name={name}
            value={values[name] ?? ""}
            {...(error ? { error } : {})}
            autocomplete="off"
          />
        )
      })}
    </>
  )
}
