import { Button, IconButton } from "../components/button"
import { Icon } from "../components/icon"
import { percent, safeHref } from "./words"

type ReplyDraftProps = {
  /** Markdown; null where nothing can be said surely. */
  text: string | null
  /** The same as sanitised HTML. */
  html: string
  sources: { title: string; url: string; quote: string }[]
  confidence: number
  reason: string | null
  /** What the visitor also asked and it does not answer. */
  open: string[]
}

/** What the AI would say, above the composer: nobody but this operator sees it, and nothing of it is sent by itself. */
export function ReplyDraft({ text, html, sources, confidence, reason, open }: ReplyDraftProps) {
  return (
    <section class="reply-draft" aria-labelledby="reply-draft-title" data-text={text ?? undefined}>
      <header class="reply-draft-head">
        <h2 id="reply-draft-title">
          <Icon name="sparkles" />
          {text === null ? "No draft" : "Drafted reply"}
        </h2>
        {text === null ? null : <span class="soft">{percent(confidence)} sure · only you see it</span>}
        <IconButton icon="x" label="Dismiss the draft" data-act="dismiss-draft" />
      </header>
      {text === null ? (
        <p class="soft">{reason}</p>
      ) : (
        // Sanitised by the server.
        <div class="prose" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
      )}
      {open.length === 0 ? null : (
        <p class="reply-draft-open">
          <Icon name="circle-question-mark" />
          <span>Left to you: {open.map((question) => `“${question}”`).join(", ")}</span>
        </p>
      )}
      {text === null ? null : (
        <footer class="reply-draft-foot">
          <Sources sources={sources} />
          <Button type="button" small variant="primary" icon="pencil" shortcut="U" data-act="use-draft">
            Use and edit
          </Button>
        </footer>
      )}
    </section>
  )
}

function Sources({ sources }: Pick<ReplyDraftProps, "sources">) {
  if (sources.length === 0) return <p class="soft">No source of the content: check it before you send it.</p>
  return (
    <ol class="reply-draft-sources" aria-label="Sources">
      {sources.map(({ title, url, quote }) => (
        <li>
          <Icon name="book-open" />
          {safeHref(url) ? (
            <a href={safeHref(url)} target="_blank" rel="noopener" title={quote}>
              {title}
            </a>
          ) : (
            <span title={quote}>{title}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
