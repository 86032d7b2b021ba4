import { Icon, type IconName } from "./icon"

type SegmentsProps = {
  /** Said by screen readers. */
  label: string
  name: string
  choices: { value: string; word: string; icon?: IconName }[]
}

/** One of a few, each in sight. The first is chosen until a script says otherwise. */
export function Segments({ label, name, choices }: SegmentsProps) {
  return (
    <fieldset class="segments">
      <legend class="hidden-visually">{label}</legend>
      {choices.map(({ value, word, icon }, at) => (
        <label>
          <input type="radio" name={name} value={value} checked={at === 0} autocomplete="off" />
          {icon ? <Icon name={icon} /> : null}
          {word}
        </label>
      ))}
    </fieldset>
  )
}
