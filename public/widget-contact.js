/**
 * Asks how to come back to the visitor. Loaded only when that is due; built with the widget's own elements, so the same
 * strict Content-Security-Policy holds and nothing looks foreign.
 */

/**
 * @typedef {{
 *   cards: HTMLElement, form?: { fields: string[], prompt: string } | null, lang: string,
 *   el: (what: any, ...parts: any[]) => any,
 *   pill: (text: string, onclick: (() => unknown) | null, kind?: string) => HTMLElement,
 *   attempt: (path: string, init: RequestInit) => Promise<Response | null>, json: (body: unknown) => RequestInit,
 *   refusal: (answer: Response | null) => Promise<string>, say: (text: string) => void, answered: () => void,
 * }} Widget
 */

// One line a text: English, Spanish, German, French, Portuguese, Italian, Dutch.
const languages = ["en", "es", "de", "fr", "pt", "it", "nl"]
const texts = {
  form: "How can we reach you?|¿Cómo te contactamos?|Wie erreichen wir Sie?|Comment vous joindre ?|Como falamos com você?|Come possiamo contattarla?|Hoe kunnen we u bereiken?",
  name: "Name|Nombre|Name|Nom|Nome|Nome|Naam",
  email: "Email|Correo|E-Mail|E-mail|E-mail|E-mail|E-mail",
  phone: "Phone|Teléfono|Telefon|Téléphone|Telefone|Telefono|Telefoon",
  company: "Company|Empresa|Firma|Entreprise|Empresa|Azienda|Bedrijf",
  send: "Send|Enviar|Senden|Envoyer|Enviar|Invia|Versturen",
  no: "No, thanks|No, gracias|Nein, danke|Non, merci|Não, obrigado|No, grazie|Nee, bedankt",
  thanks:
    "Thank you, we have your details.|Gracias, tenemos tus datos.|Danke, wir haben Ihre Angaben.|Merci, nous avons vos coordonnées.|Obrigado, temos os seus dados.|Grazie, abbiamo i suoi dati.|Bedankt, we hebben uw gegevens.",
}
/** As a type, what is no type of input means text. @type {Record<string, string>} */
const kinds = { phone: "tel", company: "organization" }

/** @param {Widget} widget */
export default function askContact({ cards, form, lang, el, pill, attempt, json, refusal, say, answered }) {
  const at = Math.max(0, languages.indexOf(lang))
  /** @param {string} key */
  const t = (key) => texts[/** @type {keyof typeof texts} */ (key)]?.split("|")[at]
  const { fields = ["name", "email"], prompt } = form ?? {}
  const inputs = fields.map((name) => {
    const kind = kinds[name] ?? name
    return el("input", { name, type: kind, autocomplete: kind, required: kind === "email" ? "" : null })
  })
  // What the server refuses is said in the card, and what was typed stays.
  const problem = el("div.meta", { role: "alert" })
  cards.replaceChildren(
    el(
      "form.card",
      {
        onsubmit: async (/** @type {Event} */ event) => {
          event.preventDefault()
          const values = Object.fromEntries(inputs.map(({ name, value }) => [name, value.trim() || undefined]))
          const answer = await attempt("contact", json(values))
          problem.textContent = await refusal(answer)
          if (!answer?.ok) return
          say(t("thanks") ?? "")
          answered()
        },
      },
      el("p", prompt || t("form")),
      ...inputs.map((input) => el("label", t(input.name) ?? input.name, input)),
      el("div.picks", pill(t("send") ?? "", null, "main"), pill(t("no") ?? "", answered)),
      problem,
    ),
  )
}
