import type { ComponentChildren } from "preact"

type ToastProps = {
  tone?: "danger"
  /** `role="alert"` interrupts a screen reader: only for what went wrong. */
  children: ComponentChildren
}

export function Toast({ tone, children }: ToastProps) {
  return (
    <div class={tone ? `toast toast-${tone}` : "toast"} role={tone === "danger" ? "alert" : "status"} data-toast>
      {children}
    </div>
  )
}

/** The place where toasts appear: once a page. It is a live region from the start, so that additions are read out. */
export const Toasts = () => <div class="toasts" id="toasts" aria-live="polite" />
