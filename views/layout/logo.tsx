/** The name with its mark: a baton, half in the AI's colour and half in the person's. */
export function Logo({ href }: { href?: string }) {
  const mark = (
    <>
      <svg class="logo-mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <path class="logo-ai" d="M4.5 15.5 10 10" />
        <path class="logo-person" d="M10 10l5.5-5.5" />
      </svg>
      <span class="logo-word">Baton</span>
    </>
  )
  return href ? (
    <a class="logo" href={href}>
      {mark}
    </a>
  ) : (
    <span class="logo">{mark}</span>
  )
}
