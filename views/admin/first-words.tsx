import { Select, TextArea } from "../components/field"
import type { FormState } from "./form"
import { fieldsOf } from "./form"

/** What the guide and the chatbot's own pages ask in the same words. */

type Fields = { values: FormState["values"]; errors: NonNullable<FormState["errors"]> }

export function FirstWords({ values, errors }: Fields) {
  const fieldOf = fieldsOf({ values, errors })
  return (
    <>
      <TextArea
        label="Welcome"
        {...fieldOf("welcome")}
        help="The first words, before anybody has asked anything."
        rows={2}
        data-shows="open"
      />
      <TextArea
        label="Suggested questions"
        {...fieldOf("suggestions")}
        help="Up to six, one per line. Visitors ask them with one click."
        rows={3}
        data-shows="open"
      />
    </>
  )
}

export function PositionField({ value }: { value: string | undefined }) {
  const options = [
    { value: "right", label: "Bottom right" },
    { value: "left", label: "Bottom left" },
  ]
  return (
    <Select
      label="Where the button is"
      name="appearance.position"
      options={options}
      value={value || "right"}
      data-shows="closed"
    />
  )
}
