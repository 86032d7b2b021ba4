/** What is wrong with the mail, for whoever can set it right. Pure. */

import type { Smtp } from "./alert-settings"

/** As the library tells it. */
export type SmtpError = Error & {
  code?: string
  /** What the system or the encryption said, where the library only says that the connection failed. */
  originalCode?: string
  timeoutType?: string
  responseCode?: number
  response?: string
  command?: string
}

/**
 * Whose fault it is: the letter's own (its address, or what stands in it), for good; or that of the way there, which is
 * the same for every letter.
 */
export const isLettersOwn = (error: SmtpError): boolean => (error.responseCode ?? 0) >= 500 && isOnlyThisLetter(error)

/**
 * Another letter would go: the server is there and speaks of this one, which it took whole and refused, or of its address.
 * A refused sender, or a server that passes nothing on for us, is not the address's doing.
 */
export const isOnlyThisLetter = ({ code, command, response = "" }: SmtpError): boolean =>
  code === "EMESSAGE" || (code === "EENVELOPE" && command !== "MAIL FROM" && !isOfOurs(response))

const isOfOurs = (response: string) => /^\d{3}[ -]5\.7\.|\brelay|authenticat|not authori[sz]ed/i.test(response)

/** What to do about it. */
export function mailAdvice(error: SmtpError, { host, port, from, security }: Smtp): string {
  const { code, originalCode = "", timeoutType, command, responseCode = 0, response = "", message } = error
  const at = `${host}:${port}`
  if (code === "EAUTH" || code === "ENOAUTH" || responseCode === 530 || responseCode === 535)
    return "The mail server refuses the user name or the password. Write both again; many providers want a password made for programs (“app password”)."
  if (code === "EDNS")
    return `The name ${host} cannot be looked up. Check how it is written; if it is right, this machine's name server does not answer.`
  if (/EXPIRED/.test(originalCode))
    return `The certificate of ${host} has expired, so nobody can tell whether it is the right server. Whoever runs it has to renew it; until then no email is sent.`
  if (/SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/.test(originalCode))
    return `The certificate of ${host} is signed by nobody this machine knows, so it could be any server. Whoever runs it has to get a public one, or you name its issuer to Baton in NODE_EXTRA_CA_CERTS.`
  if (/ALTNAME/.test(originalCode))
    return `The certificate of ${host} is for another name. Write the mail server's name as its provider gives it.`
  if (/SSL/.test(originalCode))
    return "Encryption from the start is not what is spoken at this port. Choose “Standard (STARTTLS)”, or port 465."
  if (code === "ETLS" || timeoutType === "UPGRADE_TIMEOUT")
    return "The mail server does not start encryption (STARTTLS) when asked. Choose “From the start” with port 465, or another server."
  if (timeoutType === "GREETING_TIMEOUT")
    return security === "tls"
      ? `${at} takes the connection and says nothing. Is the server overloaded? Baton tries again.`
      : `${at} takes the connection and says nothing. If it is port 465, choose “From the start”; otherwise the server is overloaded.`
  if (timeoutType === "SOCKET_TIMEOUT") return `${host} fell silent in the middle of an email. Baton tries again.`
  if (timeoutType || /ECONNREFUSED|ETIMEDOUT|E(?:HOST|NET)UNREACH/.test(`${code} ${message}`))
    return `${at} cannot be reached. Check the name and the port, and that no firewall is between; many hosters close port 25.`
  if (code === "EPROTOCOL" && !/^[45]/.test(response))
    return `What answers at ${at} is not a mail server. Check the name and the port.`
  if (command === "MAIL FROM" && responseCode >= 500)
    return `The mail server does not accept emails from ${from}. Set a sender that belongs to the account.`
  if (responseCode >= 500 && isOfOurs(response))
    return "The mail server does not pass emails on for Baton. Most want a user name and a password; some want this machine's address allowed."
  if (responseCode >= 400 && responseCode < 500)
    return "The mail server asks to come back later. Baton does so by itself."
  if (responseCode >= 500 && command !== "DATA" && code === "EENVELOPE")
    return "The mail server accepts no emails for this address. Check how it is written."
  if (responseCode >= 500) return "The mail server refuses what is in this email, or its size."
  return `The connection to ${host} broke off. Baton tries again.`
}
