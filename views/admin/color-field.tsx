import { TextField } from "../components/field"

/** A colour, written or picked, with whether it can be read: said by the page's script as it is typed. */
export function ColorField({ value, error }: { value: string; error?: string | undefined }) {
  return (
    <div>
      <div class="color-row">
        <TextField
          label="Your colour"
          name="appearance.color"
          id="color"
          value={value}
          error={error}
          help="For example #1f6d58. Text on it is black or white, whichever is readable. Leave empty for dark grey."
          placeholder="#1f6d58"
          data-pair="color-picker"
        />
        <input
          class="color-picker needs-script"
          type="color"
          id="color-picker"
          aria-label="Pick your colour"
          value={/^#[\da-f]{6}$/i.test(value) ? value : "#21201c"}
          data-pair="color"
        />
      </div>
      <p class="color-advice" data-color-advice="color" role="status" />
    </div>
  )
}
