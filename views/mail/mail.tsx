import type { ComponentChildren } from "preact"

type MailLine = { who: string; at?: string; text: string; href?: string }

export type MailProps = {
  locale: string
  dir: "ltr" | "rtl"
  title: string
  paragraphs: string[]
  /** What was said. */
  lines?: MailLine[]
  button?: { label: string; href: string }
  footer: string
}

const text = { margin: "0 0 12px", lineHeight: "1.5", whiteSpace: "pre-line" }

/** Every letter. Styles stand on the elements, as mail programs read no others. */
export function Mail({ locale, dir, title, paragraphs, lines = [], button, footer }: MailProps) {
  return (
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
      </head>
      <body style={{ margin: 0, padding: "24px 12px", fontFamily: "system-ui, sans-serif", fontSize: "16px" }}>
        <div style={{ maxWidth: "560px", margin: "0 auto" }}>
          <h1 style={{ fontSize: "20px", margin: "0 0 16px" }}>{title}</h1>
          {paragraphs.map((paragraph) => (
            <Paragraph>{paragraph}</Paragraph>
          ))}
          {lines.map(({ who, at, text: said, href }) => (
            <div
              style={{
                margin: "0 0 12px",
                padding: "8px 12px",
                [dir === "rtl" ? "borderRight" : "borderLeft"]: "3px solid #6e6ade",
              }}
            >
              <strong dir="auto">{href ? <a href={href}>{who}</a> : who}</strong>
              {at ? <span style={{ opacity: 0.7 }}> · {at}</span> : null}
              <div dir="auto" style={{ whiteSpace: "pre-wrap", lineHeight: "1.5" }}>
                {said}
              </div>
            </div>
          ))}
          {button ? (
            <p style={{ margin: "20px 0" }}>
              <a
                href={button.href}
                style={{
                  display: "inline-block",
                  padding: "10px 18px",
                  borderRadius: "8px",
                  background: "#4f46c8",
                  color: "#ffffff",
                  textDecoration: "none",
                }}
              >
                {button.label}
              </a>
            </p>
          ) : null}
          <p style={{ ...text, opacity: 0.7, fontSize: "13px" }}>{footer}</p>
        </div>
      </body>
    </html>
  )
}

const Paragraph = ({ children }: { children: ComponentChildren }) => <p style={text}>{children}</p>
