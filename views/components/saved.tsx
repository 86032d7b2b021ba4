import { Icon } from "./icon"

/** What was just done, on the page that one comes back to; nothing where nothing was. */
export function Saved({ children }: { children: string | undefined }) {
  if (!children) return null
  return (
    <p class="admin-saved" role="status">
      <Icon name="circle-check" />
      {children}
    </p>
  )
}
