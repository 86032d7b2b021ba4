type PreviewProps = { name: string; chatbotId: string }

/** A page of nobody's website, with the snippet as a website carries it. */
export function PreviewPage({ name, chatbotId }: PreviewProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`Preview of ${name}`}</title>
        <link rel="stylesheet" href="/app.css" />
        <script src="/admin-preview.js" />
        <script src="/widget.js" data-chatbot={chatbotId} async />
      </head>
      <body class="preview-page">
        <main>
          <h1 class="hidden-visually">{`Preview of ${name}`}</h1>
          <div class="preview-shop" aria-hidden="true">
            {Array.from({ length: 11 }, () => (
              <span />
            ))}
          </div>
          <p class="preview-hint">There is no button: a link on your website opens the chat.</p>
          <noscript>
            <p>The widget needs JavaScript, here as on your website.</p>
          </noscript>
        </main>
      </body>
    </html>
  )
}
