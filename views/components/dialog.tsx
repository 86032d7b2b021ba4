import type { ComponentChildren } from "preact"
import { IconButton } from "./button"

type DialogProps = {
  id: string
  title: ComponentChildren
  intro?: ComponentChildren
  wide?: boolean
  children: ComponentChildren
}

/** A modal that a button opens with `command="show-modal" commandfor={id}`: without any script. */
export function Dialog({ id, wide, ...content }: DialogProps) {
  return (
    <dialog class={wide ? "dialog dialog-wide" : "dialog"} id={id} aria-labelledby={`${id}-title`}>
      <DialogContent id={id} {...content} />
    </dialog>
  )
}

/** The inside alone: fetched into an empty `<dialog>`, or, without a script, in the middle of a page of its own. */
export function DialogContent({ id, title, intro, children }: Omit<DialogProps, "wide">) {
  return (
    <div class="dialog-body">
      <div class="dialog-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {intro ? <p>{intro}</p> : null}
        </div>
        <IconButton icon="x" label="Close" class="needs-script" data-close-dialog />
      </div>
      {children}
    </div>
  )
}
