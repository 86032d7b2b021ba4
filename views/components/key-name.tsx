/**
 * A key as keyboards have it. Whether the one for commands is Ctrl or ⌘ only the browser knows: the style sheet writes
 * it, by what `desk/keys.js` has seen.
 * @param keys as Macs write them: `⌘K`
 */
export function KeyName({ keys }: { keys: string }) {
  if (!keys.startsWith("⌘")) return <>{keys}</>
  return (
    <>
      <span class="key-command" />
      {keys.slice(1)}
    </>
  )
}
