type OwnPageProps = {
  chatbot: { id: string; name: string; welcome: string; picture: string | null; color: string | null; theme: string }
  url: string
  locale: string
  /** Where no script runs. */
  script: string
}

/** A chatbot's own page: the real widget, as large as the window. */
export function OwnPage({ chatbot, url, locale, script }: OwnPageProps) {
  const { id, name, welcome, picture, color, theme } = chatbot
  return (
    <html lang={locale} data-theme={theme === "auto" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={theme === "auto" ? "light dark" : theme} />
        {color ? <meta name="theme-color" content={color} /> : null}
        <title>{name}</title>
        <meta name="description" content={welcome} />
        <link rel="canonical" href={url} />
        <meta property="og:type" content="website" />
        <meta property="og:title" content={name} />
        <meta property="og:description" content={welcome} />
        <meta property="og:url" content={url} />
        {picture ? <meta property="og:image" content={picture} /> : null}
        <meta name="twitter:card" content="summary" />
        <link rel="icon" href={picture ?? "/icon.svg"} />
        <link rel="stylesheet" href="/app.css" />
        <script src="/own-page.js" />
        <script src="/widget.js" data-chatbot={id} async />
      </head>
      <body class="own-page">
        <main>
          <h1 class="hidden-visually">{name}</h1>
          <noscript>
            <p>{welcome}</p>
            <p>{script}</p>
          </noscript>
        </main>
      </body>
    </html>
  )
}
