import { createTransport, type Transporter } from "nodemailer"
import type SMTPTransport from "nodemailer/lib/smtp-transport"
import { type AlertSettings, addressOf, type Smtp } from "./alert-settings"
import type { createLetters } from "./letters"
import type { Outcome, Send } from "./outbox"

export type Letter = {
  to: string
  subject: string
  text: string
  html?: string
  replyTo?: string
  /** Content in base64, so that it can stand in a row of the outbox. */
  attachments?: { filename: string; contentType: string; base64: string }[]
  /** An invitation that calendars understand: `method` as in the file (`REQUEST`, `CANCEL`). */
  calendar?: { method: "REQUEST" | "CANCEL" | "PUBLISH"; ics: string }
  /** Letters of one thread stand together in mail programs. */
  thread?: string
}

type Deps = {
  alertSettings: AlertSettings
  letters: ReturnType<typeof createLetters>
  /** A sender for the envelope, under which a returned letter is known. */
  returnPath: (deliveryId: string) => string | undefined
}

export type Email = ReturnType<typeof createEmail>

const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 5000 }

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string }

export function createEmail({ alertSettings, letters, returnPath }: Deps) {
  let held: { key: string; transport: Transporter<SMTPTransport.SentMessageInfo> } | undefined

  function transportOf(smtp: Smtp) {
    const key = JSON.stringify(smtp)
    if (held?.key !== key) {
      const { host, port, security, user, password } = smtp
      held = {
        key,
        transport: createTransport({
          host,
          port,
          secure: security === "tls",
          // What is said to be encrypted is, or is not sent.
          requireTLS: security === "starttls",
          ignoreTLS: security === "none",
          ...(user ? { auth: { user, pass: password } } : {}),
          ...limits,
          // A letter names no files of this machine and no addresses to fetch.
          disableFileAccess: true,
          disableUrlAccess: true,
        }),
      }
    }
    return held.transport
  }

  /** @param id stays the same over all attempts, so that mail programs show a repeated letter once. */
  async function post(smtp: Smtp, letter: Letter, id: string): Promise<Outcome> {
    const { to, subject, text, html, replyTo, attachments = [], calendar, thread } = letter
    const domain = addressOf(smtp.from).split("@")[1]
    const from = returnPath(id)
    const threadId = thread && `<${thread}.conversation@${domain}>`
    try {
      const { response } = await transportOf(smtp).sendMail({
        from: smtp.from,
        to: { name: "", address: to },
        ...(from ? { envelope: { from, to } } : {}),
        subject,
        text,
        ...(html ? { html } : {}),
        ...(replyTo ? { replyTo } : {}),
        messageId: `<${id}@${domain}>`,
        ...(threadId ? { references: [threadId], inReplyTo: threadId } : {}),
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        attachments: attachments.map(({ filename, contentType, base64 }) => ({
          filename,
          contentType,
          content: Buffer.from(base64, "base64"),
        })),
        ...(calendar
          ? { icalEvent: { method: calendar.method, content: calendar.ics, filename: "invitation.ics" } }
          : {}),
      })
      return { is: "sent", answer: response }
    } catch (error) {
      const { code, responseCode = 0, response, message } = error as SmtpError
      const answer = response ?? message
      // The address was refused for good; anything else may be our settings or a bad moment.
      return code === "EENVELOPE" && responseCode >= 500 ? { is: "refused", answer } : { is: "failed", answer }
    }
  }

  const send: Send = async (delivery) => {
    const smtp = alertSettings.smtp()
    if (!smtp) return { is: "failed", answer: "No mail server is set up" }
    const written = letters.write(delivery)
    if ("is" in written) return written
    const outcome = await post(smtp, written.letter, delivery.id)
    return outcome.is === "sent" && written.eventId !== undefined ? { ...outcome, eventId: written.eventId } : outcome
  }

  return {
    send,
    /** One letter at once, and what the server said to it. */
    async test(to: string, smtp = alertSettings.smtp()): Promise<{ ok: boolean; words: string }> {
      if (!smtp) return { ok: false, words: "There is no mail server yet. Save one first." }
      const outcome = await post(smtp, letters.trial(to), `test-${crypto.randomUUID()}`)
      return { ok: outcome.is === "sent", words: "answer" in outcome ? outcome.answer : "" }
    },
    close: () => held?.transport.close(),
  }
}
