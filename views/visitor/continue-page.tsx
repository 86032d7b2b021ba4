type ContinuePageProps = {
  chatbot: { id: string; name: string }
  link: string
  lang: string
  dir: "ltr" | "rtl"
  words: Record<"opening" | "opened" | "later" | "script", string>
}

/** Where a link in a letter leads: the conversation, open, on a page of the server's own. */
export function ContinuePage({ chatbot, link, lang, dir, words }: ContinuePageProps) {
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{chatbot.name}</title>
        <link rel="stylesheet" href="/app.css" />
        <script
          src="/continue.js"
          type="module"
          data-link={link}
          data-of={chatbot.id}
          data-opened={words.opened}
          data-later={words.later}
        />
      </head>
      <body class="act-page">
        <main class="card act-card" id="main">
          <h1>{chatbot.name}</h1>
          <p id="continue-words" role="status">
            {words.opening}
          </p>
          <noscript>
            <p>{words.script}</p>
          </noscript>
        </main>
      </body>
    </html>
  )
}
