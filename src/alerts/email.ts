import { createHash } from "node:crypto"
import { createTransport, type Transporter } from "nodemailer"
import type SMTPTransport from "nodemailer/lib/smtp-transport"
import { type AlertSettings, addressOf, type Smtp } from "./alert-settings"
import type { createLetters } from "./letters"
import { isLettersOwn, isOnlyThisLetter, mailAdvice, type SmtpError } from "./mail-trouble"
import type { Outcome, Send } from "./outbox"
import type { Along } from "./outbox-store"

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

/**
 * A server may look long into what it was given, and slow ones answer each word late on purpose. Whoever hangs up on one
 * that has the whole letter sends it twice: RFC 5321 (4.5.3.2.6) asks for ten minutes.
 */
const limits = { connectionTimeout: 60_000, greetingTimeout: 60_000, socketTimeout: 600_000, dnsTimeout: 5000 }
/** An owner who waits for a test letter waits no longer; browsers and proxies hang up after a minute. */
const testMs = 45_000

/** Of one attempt. `advice`: what to do, where it failed. */
type Posted = { outcome: Outcome; words: string; advice?: string }

export function createEmail({ alertSettings, letters, returnPath }: Deps) {
  let held: { key: string; transport: Transporter<SMTPTransport.SentMessageInfo> } | undefined

  function transportOf(smtp: Smtp) {
    const key = JSON.stringify(smtp)
    if (held?.key !== key) held = { key, transport: transportTo(smtp, limits) }
    return held.transport
  }

  /** @param id stays the same over all attempts, so that mail programs show a repeated letter once. */
  async function post(smtp: Smtp, letter: Letter, id: string, signal: AbortSignal, messageId = id): Promise<Posted> {
    const { to, subject, text, html, replyTo, attachments = [], calendar, thread } = letter
    const domain = addressOf(smtp.from).split("@")[1]
    const from = returnPath(id)
    const threadId = thread && `<${thread}.conversation@${domain}>`
    try {
      const { response } = await transportOf(smtp).sendMail({
        // Cut off means gone: what nobody waits for any more must not arrive after all, beside its repetition.
        signal,
        from: smtp.from,
        to: { name: "", address: to },
        ...(from ? { envelope: { from, to } } : {}),
        subject,
        text,
        ...(html ? { html } : {}),
        ...(replyTo ? { replyTo } : {}),
        messageId: `<${messageId}@${domain}>`,
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
      return { outcome: { is: "sent", answer: response }, words: response }
    } catch (caught) {
      if (signal.aborted) throw caught
      const error = caught as SmtpError
      const words = error.response ?? error.message
      const advice = mailAdvice(error, smtp)
      if (isLettersOwn(error)) return { outcome: { is: "refused", answer: words }, words, advice }
      const answer = `${advice} The answer was: “${words}”`
      return { outcome: { is: "failed", answer, isOfAll: !isOnlyThisLetter(error) }, words, advice }
    }
  }

  const send: Send = async (delivery, signal) => {
    const smtp = alertSettings.smtp()
    if (!smtp) return { is: "failed", answer: "No mail server is set up" }
    const written = letters.write(delivery)
    if ("is" in written) return written
    const { letter, eventId, along = [] } = written
    const { outcome } = await post(smtp, letter, delivery.id, signal, idOfAll(delivery.id, along))
    if (outcome.is !== "sent") return outcome
    return { ...outcome, along, ...(eventId !== undefined ? { eventId } : {}) }
  }

  return {
    send,
    /** One letter at once, and what the server said to it. */
    async test(to: string, smtp = alertSettings.smtp()): Promise<{ ok: boolean; words: string; advice?: string }> {
      if (!smtp) return { ok: false, words: "There is no mail server yet. Save one first." }
      const signal = AbortSignal.timeout(testMs)
      try {
        const { outcome, ...said } = await post(smtp, letters.trial(to), `test-${crypto.randomUUID()}`, signal)
        return { ok: outcome.is === "sent", ...said }
      } catch (error) {
        if (!signal.aborted) throw error
        const advice = `${smtp.host} is very slow. Emails wait for it longer than this test does, so they may arrive all the same.`
        return { ok: false, words: `No end within ${testMs / 1000} s`, advice }
      }
    },
    close: () => held?.transport.close(),
  }
}

/** The same deliveries, the same id: with one more of them it is another letter, which nobody's mail program may hide. */
const idOfAll = (id: string, along: Along[]): string =>
  along.length === 0
    ? id
    : createHash("sha256")
        .update([id, ...along.map((each) => each.id)].sort().join())
        .digest("hex")
        .slice(0, 32)

const transportTo = ({ host, port, security, user, password }: Smtp, patience: Partial<typeof limits>) =>
  createTransport({
    host,
    port,
    secure: security === "tls",
    // What is said to be encrypted is, or is not sent.
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user ? { auth: { user, pass: password } } : {}),
    ...patience,
    // A letter names no files of this machine and no addresses to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

/** Goes as far as a letter would begin, and sends nothing. @returns what to do, where that fails. */
export async function checkMailServer(smtp: Smtp, ms: number): Promise<string | undefined> {
  const patience = { connectionTimeout: ms, greetingTimeout: ms, socketTimeout: ms, dnsTimeout: ms }
  const transport = transportTo(smtp, patience)
  try {
    await transport.verify()
    return undefined
  } catch (caught) {
    const error = caught as SmtpError
    return `${mailAdvice(error, smtp)} (${error.response ?? error.message})`
  } finally {
    transport.close()
  }
}
