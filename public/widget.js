/**
 * The widget: one script tag on the business's website, everything inside a shadow root.
 *
 * Vanilla and in one file, so that a visitor's page loads one small script and nothing else. It must run under the
 * strictest Content-Security-Policy of its host: no inline style, no innerHTML, no eval; elements and textContent only.
 *
 * The parts, from the top: texts · looks · what is kept in the browser · talking to the server · one tab leads ·
 * the thread · the panel · the host page.
 */

/**
 * @typedef {"ai" | "waiting" | "human" | "closed"} State
 * @typedef {{ id: string, name: string, type: string, size: number, url: string }} Attachment
 * @typedef {{ title: string, url?: string, quote?: string }} Citation
 * @typedef {{
 *   id: number, conversationId: string, at: string, type: string,
 *   actor: { kind: "visitor" | "ai" | "operator" | "system", id?: string, name?: string },
 *   text?: string, code?: string, from?: State, to?: State, clientId?: string, offer?: boolean, score?: number,
 *   attachments?: Attachment[], citations?: Citation[],
 * }} BatonEvent
 * @typedef {{ clientId: string, at: number, text: string, attachments: Attachment[],
 *   human?: boolean, tries?: number, error?: string, returned?: boolean }} Entry what waits to be sent
 * @typedef {{ name: string, welcome?: string, suggestions?: string[], aiEnabled: boolean, online: boolean, locale?: string,
 *   appearance?: { color?: string, position?: string, font?: string, theme?: string, avatar?: string } | null,
 *   contactForm?: { fields: string[], prompt: string } | null }} Chatbot
 * @typedef {{ token: string, visitorId: string, chatbot: Chatbot,
 *   conversation: null | { id: string, state: State, events: BatonEvent[], lastEventId: number } }} Session
 */
;(() => {
  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector("script[data-chatbot]")
  )
  const chatbotId = script?.dataset.chatbot
  const host = /** @type {Window & { Baton?: any }} */ (window)
  // A single-page site may run the tag again after it swapped the body: the first widget is still alive.
  if (!script || !chatbotId || host.Baton?.alive) return
  const base = new URL(script.src).origin

  // ---------------------------------------------------------------------------------------------------- texts

  // One line a text: English, Spanish, German, French, Portuguese.
  const languages = ["en", "es", "de", "fr", "pt"]
  const texts = {
    open: "Open chat|Abrir el chat|Chat öffnen|Ouvrir le chat|Abrir o chat",
    close: "Close chat|Cerrar el chat|Chat schließen|Fermer le chat|Fechar o chat",
    unread: "{} unread|{} sin leer|{} ungelesen|{} non lus|{} não lidas",
    write: "Write a message…|Escribe un mensaje…|Nachricht schreiben…|Écrivez un message…|Escreva uma mensagem…",
    again:
      "Write to start a new conversation…|Escribe para empezar otra conversación…|Schreiben, um neu zu beginnen…|Écrivez pour recommencer…|Escreva para começar outra conversa…",
    send: "Send|Enviar|Senden|Envoyer|Enviar",
    attach: "Attach a file|Adjuntar un archivo|Datei anhängen|Joindre un fichier|Anexar um arquivo",
    remove: "Remove {}|Quitar {}|{} entfernen|Retirer {}|Remover {}",
    person:
      "Talk to a person|Hablar con una persona|Mit einem Menschen sprechen|Parler à une personne|Falar com uma pessoa",
    no: "No, thanks|No, gracias|Nein, danke|Non, merci|Não, obrigado",
    ai: "AI assistant|Asistente de IA|KI-Assistent|Assistant IA|Assistente de IA",
    waiting:
      "Waiting for a person|Esperando a una persona|Wartet auf einen Menschen|En attente d’une personne|À espera de uma pessoa",
    human: "{} is here|{} está aquí|{} ist da|{} est là|{} está aqui",
    closed: "Conversation closed|Conversación cerrada|Gespräch beendet|Conversation terminée|Conversa encerrada",
    away: "We answer as soon as we can|Respondemos lo antes posible|Wir antworten so bald wie möglich|Nous répondons dès que possible|Respondemos assim que possível",
    intro:
      "Ask in your own words. A person is one click away.|Pregunta con tus palabras. Una persona está a un clic.|Fragen Sie in Ihren Worten. Ein Mensch ist einen Klick entfernt.|Demandez avec vos mots. Une personne est à un clic.|Pergunte com suas palavras. Uma pessoa está a um clique.",
    you: "You|Tú|Sie|Vous|Você",
    sent: "Sent|Enviado|Gesendet|Envoyé|Enviada",
    seen: "Seen|Visto|Gesehen|Vu|Vista",
    retry:
      "Not sent yet. Trying again…|Aún no enviado. Reintentando…|Noch nicht gesendet. Neuer Versuch…|Pas encore envoyé. Nouvel essai…|Ainda não enviada. Tentando de novo…",
    failed:
      "That did not work. Please try again.|No ha funcionado. Inténtalo de nuevo.|Das hat nicht geklappt. Bitte noch einmal versuchen.|Cela n’a pas marché. Veuillez réessayer.|Não funcionou. Tente de novo.",
    edit: "Edit|Editar|Bearbeiten|Modifier|Editar",
    offline:
      "No connection. Trying again…|Sin conexión. Reintentando…|Keine Verbindung. Neuer Versuch…|Pas de connexion. Nouvel essai…|Sem conexão. Tentando de novo…",
    place:
      "Number {} in line|Número {} en la cola|Platz {} in der Warteschlange|Numéro {} dans la file|Número {} na fila",
    wait: "about {} min|unos {} min|etwa {} Min.|environ {} min|cerca de {} min",
    keep: "You can keep writing here. Nothing gets lost.|Puedes seguir escribiendo aquí. No se pierde nada.|Sie können weiterschreiben. Nichts geht verloren.|Vous pouvez continuer à écrire. Rien ne se perd.|Você pode continuar a escrever. Nada se perde.",
    source: "Source {}|Fuente {}|Quelle {}|Source {}|Fonte {}",
    form: "Leave your details and we will get back to you.|Déjanos tus datos y te responderemos.|Hinterlassen Sie Ihre Daten, wir melden uns.|Laissez vos coordonnées, nous vous répondrons.|Deixe seus dados e responderemos.",
    name: "Name|Nombre|Name|Nom|Nome",
    email: "Email|Correo electrónico|E-Mail|E-mail|E-mail",
    phone: "Phone|Teléfono|Telefon|Téléphone|Telefone",
    company: "Company|Empresa|Firma|Entreprise|Empresa",
    rate: "How was this conversation?|¿Qué te ha parecido esta conversación?|Wie war dieses Gespräch?|Comment était cette conversation ?|Como foi esta conversa?",
    comment:
      "Anything to add?|¿Quieres añadir algo?|Möchten Sie etwas hinzufügen?|Quelque chose à ajouter ?|Quer acrescentar algo?",
    newer: "New messages|Mensajes nuevos|Neue Nachrichten|Nouveaux messages|Novas mensagens",
    thanks: "Thank you.|Gracias.|Vielen Dank.|Merci.|Obrigado.",
  }
  const t = { ...texts }
  let locale = "en"
  /** @param {string} text @param {string | number} value */
  const fill = (text, value) => text.replace("{}", `${value}`)

  /** @param {string | undefined} fallback the server's language, for visitors whose own we do not speak */
  function chooseLanguage(fallback) {
    for (const wish of [script?.dataset.locale, ...navigator.languages, fallback, "en"]) {
      const column = languages.indexOf(`${wish}`.slice(0, 2).toLowerCase())
      if (column < 0) continue
      locale = `${wish}`
      for (const [key, row] of Object.entries(texts))
        t[/** @type {keyof typeof texts} */ (key)] = row.split("|")[column] ?? ""
      return
    }
  }

  // ---------------------------------------------------------------------------------------------------- looks

  // Colours are literal values of Radix Colors: sand, indigo (AI), amber (waiting), jade (person), tomato (failure).
  // The holder's colour is `--h` (bar), `--t` (text) and `--s` (tint), set by data-holder on the frame and on each row.
  const css = `
:host{all:initial}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
.frame{--bg:#fdfdfc;--soft:#f1f0ef;--line:#e2e1de;--edge:#cfceca;--ink:#21201c;--dim:#63635e;--bad:#d13415;--shade:#21201c2e;
color:var(--ink);font:400 15px/1.5 var(--font,system-ui),-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%;text-align:left;color-scheme:light}
[data-holder=ai]{--h:#3e63dd;--t:#3a5bc7;--s:#edf2fe}
[data-holder=waiting]{--h:#ffc53d;--t:#ab6400;--s:#fefbe9}
[data-holder=human]{--h:#29a383;--t:#1b7158;--s:#e6f7ed}
[data-holder=closed]{--h:#8d8d86;--t:#63635e;--s:#f1f0ef}
.dark{--bg:#191918;--soft:#2a2a28;--line:#31312e;--edge:#494844;--ink:#eeeeec;--dim:#b5b3ad;--bad:#ff977d;--shade:#000000a6;color-scheme:dark}
.dark[data-holder=ai],.dark [data-holder=ai]{--t:#9eb1ff;--s:#182449}
.dark[data-holder=waiting],.dark [data-holder=waiting]{--t:#ffca16;--s:#302008}
.dark[data-holder=human],.dark [data-holder=human]{--t:#1fd8a4;--s:#0f2e22}
.dark[data-holder=closed],.dark [data-holder=closed]{--h:#6f6d66;--t:#b5b3ad;--s:#2a2a28}
button,textarea,input{font:inherit;color:inherit;letter-spacing:inherit}
button{border:0;background:none;padding:0;cursor:pointer;touch-action:manipulation}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;flex:none;display:block}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launcher{position:fixed;z-index:2147483647;bottom:20px;right:20px;width:56px;height:56px;border-radius:50%;background:var(--brand);color:var(--on);
display:grid;place-items:center;box-shadow:0 1px 2px var(--shade),0 6px 20px var(--shade);transition:transform .15s ease-out}
.launcher:hover{transform:scale(1.05)}
.launcher:active{transform:scale(.96)}
.launcher svg{width:26px;height:26px}
.left .launcher,.left .panel{right:auto;left:20px}
.count{position:absolute;top:-3px;right:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#d13415;color:#fff;
font-size:12px;line-height:22px;font-weight:650;text-align:center;box-shadow:0 0 0 2px #fff;font-variant-numeric:tabular-nums}
.panel{position:fixed;z-index:2147483647;bottom:88px;right:20px;width:380px;height:min(640px,100vh - 108px);height:min(640px,100dvh - 108px);
display:flex;flex-direction:column;background:var(--bg);border-radius:16px;overflow:hidden;outline-offset:-2px;
box-shadow:0 0 0 1px var(--line),0 12px 48px -8px var(--shade),0 4px 12px -4px var(--shade);animation:rise .18s ease-out}
.head,.foot{position:relative;flex:none;padding-left:3px}
.bar{position:absolute;z-index:1;inset:0 auto 0 0;width:3px;background:linear-gradient(var(--h),var(--h)) 0 0/100% 100% no-repeat var(--was,transparent)}
.head{display:flex;align-items:center;gap:12px;padding:12px 10px 12px 19px;border-bottom:1px solid var(--line)}
.face{width:40px;height:40px;border-radius:12px;background:var(--brand);color:var(--on);display:grid;place-items:center;font-weight:650;font-size:16px;flex:none;overflow:hidden}
.face img{width:100%;height:100%;object-fit:cover}
.who{flex:1;min-width:0}
.who h2{font-size:16px;line-height:22px;font-weight:650;letter-spacing:-.01em;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.badge{display:flex;align-items:center;gap:5px;font-size:12px;line-height:18px;font-weight:500;color:var(--t)}
.badge svg,.by svg,.meta svg,.person svg,.link svg{width:14px;height:14px}
.tool{width:44px;height:44px;border-radius:10px;display:grid;place-items:center;color:var(--dim);flex:none}
.tool:hover{background:var(--soft);color:var(--ink)}
.band{flex:none;padding:9px 16px 9px 19px;background:var(--s);font-size:12px;color:var(--dim);border-bottom:1px solid var(--line)}
.band b{display:block;color:var(--t);font-size:14px;font-weight:500;font-variant-numeric:tabular-nums}
.down{background:var(--soft);color:var(--ink);text-align:center}
.log{position:relative;flex:1;overflow:auto;overscroll-behavior:contain;padding:16px;display:flex;flex-direction:column;outline-offset:-2px}
.thread,.live{display:flex;flex-direction:column}
.hello{padding:8px 0 4px}
.hello p{font-size:20px;line-height:1.35;font-weight:650;letter-spacing:-.015em;text-wrap:pretty}
.hello small{display:block;font-size:14px;color:var(--dim);margin-top:6px}
.picks{display:flex;flex-wrap:wrap;gap:8px;margin-top:16px}
.pill{min-height:44px;padding:8px 16px;border-radius:22px;border:1px solid var(--edge);background:var(--bg);font-size:14px;font-weight:500;line-height:1.3;text-align:left;transition:border-color .12s,background .12s}
.pill:hover{border-color:var(--link);background:var(--soft)}
.main{background:var(--brand);color:var(--on);border-color:transparent}
.main:hover{background:var(--brand);filter:brightness(1.08)}
.row{position:relative;padding-left:15px;padding-bottom:6px;max-width:94%;align-self:flex-start;overflow-wrap:anywhere;animation:rise .16s ease-out}
.row:before{content:"";position:absolute;inset:0 auto 0 0;width:3px;background:var(--h)}
.row:last-child,.end{padding-bottom:0}
.row:before{border-radius:0}
.first{margin-top:18px}
.first:before{border-radius:2px 2px 0 0}
.end:before{border-radius:0 0 2px 2px}
.first.end:before{border-radius:2px}
.by{display:none;align-items:center;gap:5px;font-size:12px;line-height:18px;font-weight:500;color:var(--t);margin-bottom:2px}
.first .by{display:flex}
.by time{font-weight:400;color:var(--dim);font-variant-numeric:tabular-nums;margin-left:2px}
.text>*+*{margin-top:8px}
.text ul,.text ol{padding-left:20px}
.text li+li{margin-top:3px}
.text strong{font-weight:650}
.text code,.text pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--soft);border-radius:4px;padding:1px 4px}
.text pre{padding:8px 10px;overflow:auto;white-space:pre-wrap}
.mine{align-self:flex-end;max-width:84%;padding:0 0 6px;display:flex;flex-direction:column;align-items:flex-end}
.mine:before{display:none}
.mine .text{background:var(--brand);color:var(--on);padding:8px 14px;border-radius:16px 16px 4px 16px;white-space:pre-wrap}
.mine .text a{color:inherit}
.meta{display:flex;align-items:center;flex-wrap:wrap;justify-content:flex-end;gap:4px;font-size:12px;line-height:18px;color:var(--dim);margin-top:3px}
.late .text{opacity:.62}
.bad .meta{color:var(--bad)}
.bad .text{background:none;color:var(--ink);box-shadow:inset 0 0 0 1px var(--bad);opacity:1}
.link{min-height:24px;padding:0 4px;font-weight:500;text-decoration:underline;text-underline-offset:2px}
.notice{align-self:stretch;max-width:none;padding:0;margin:20px 0 2px;display:flex;align-items:center;gap:12px;font-size:12px;font-weight:500;color:var(--t);text-align:center}
.notice:before,.notice:after{content:"";position:static;flex:1 0 16px;width:auto;height:1px;border-radius:0;background:var(--h);animation:spread .18s ease-out}
.notice:before{transform-origin:right}
.notice:after{transform-origin:left}
.cite{min-width:18px;height:18px;padding:0 4px;border-radius:5px;background:var(--s);color:var(--t);font-size:11px;line-height:18px;font-weight:650;vertical-align:2px;margin:0 1px;position:relative;display:inline-block;text-align:center}
button.cite:after,.chip:after{content:"";position:absolute;inset:-6px -3px}
.cites{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}
.chip{position:relative;display:flex;align-items:center;gap:6px;max-width:100%;min-height:32px;padding:3px 10px 3px 5px;border-radius:8px;border:1px solid var(--line);font-size:12px;color:var(--dim);font-weight:500}
.chip:hover,.chip[aria-expanded=true]{border-color:var(--t);color:var(--ink)}
.chip span:last-child{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.quote{margin-top:8px;padding:10px 12px;border-radius:10px;background:var(--s);font-size:14px;animation:rise .15s ease-out}
.quote p{margin-bottom:4px;max-height:160px;overflow:auto}
.quote a{font-size:12px;font-weight:500;color:var(--t);display:inline-block;padding:3px 0}
.file{display:flex;align-items:center;gap:8px;min-height:44px;max-width:100%;padding:4px 12px;border-radius:10px;border:1px solid var(--line);font-size:14px;text-align:left;margin-top:6px}
.file span{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.file img{display:block;max-width:220px;max-height:220px;border-radius:8px}
.file:has(img){padding:4px}
.dots{display:flex;gap:4px;padding:8px 0}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--h);animation:dot 1.2s infinite ease-in-out}
.dots i+i{animation-delay:.15s}
.dots i+i+i{animation-delay:.3s}
.card{margin-top:20px;padding:14px 16px 16px;border:1px solid var(--line);border-radius:10px;animation:rise .16s ease-out}
.card p{font-weight:500}
.card label{display:block;font-size:12px;font-weight:500;color:var(--dim);margin-top:10px}
.card input,.card textarea{display:block;width:100%;min-height:44px;padding:9px 12px;margin-top:3px;border:1px solid var(--edge);border-radius:6px;background:var(--bg);font-size:16px;font-weight:400;color:var(--ink)}
.card .meta{justify-content:flex-start;color:var(--bad);margin-top:8px}
.stars{display:flex;gap:2px;margin:6px 0 0 -8px}
.stars button{width:44px;height:44px;border-radius:10px;display:grid;place-items:center;color:var(--dim)}
.stars svg{width:26px;height:26px}
.stars .on{color:#e2a336}
.stars .on svg{fill:currentColor}
.jump{position:absolute;bottom:100%;left:50%;transform:translate(-50%,-8px);min-height:36px;padding:4px 14px;font-size:12px;box-shadow:0 4px 12px -2px var(--shade)}
.foot{padding:10px 12px 4px 15px;border-top:1px solid var(--line)}
.box{border:1px solid var(--edge);border-radius:12px;background:var(--bg);transition:border-color .12s}
.box:focus-within{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.line{display:flex;align-items:flex-end}
.line textarea{flex:1;min-width:0;height:46px;max-height:142px;padding:11px 0 11px 14px;border:0;outline:0;background:none;resize:none;font-size:15px;line-height:24px}
textarea::placeholder{color:var(--dim);opacity:1}
.tray{display:flex;flex-wrap:wrap;gap:6px;padding:8px 8px 0}
.tray .file{margin:0;min-height:36px;padding:0 0 0 10px;font-size:12px;background:var(--soft);border:0}
.tray .tool{width:36px;height:36px}
.tray svg{width:16px;height:16px}
.go{color:var(--on)}
.go:before{content:"";grid-area:1/1;width:34px;height:34px;border-radius:10px;background:var(--brand)}
.go svg{grid-area:1/1;z-index:1}
.go:hover{background:none;color:var(--on)}
.go[aria-disabled=true]{color:var(--dim);cursor:default}
.go[aria-disabled=true]:before{background:var(--soft)}
.under{display:flex;align-items:center;justify-content:space-between;font-size:12px;color:var(--dim)}
.person{display:flex;align-items:center;gap:6px;min-height:44px;padding:0 8px;margin-left:-4px;border-radius:10px;font-weight:500;font-size:14px;color:var(--link)}
.person svg{width:16px;height:16px}
.person:hover{text-decoration:underline;text-underline-offset:3px}
.person[aria-disabled=true]{color:var(--dim);cursor:default;text-decoration:none}
.drop .box{border:1px dashed var(--link);background:var(--soft)}
@keyframes rise{from{opacity:0;transform:translateY(6px)}}
@keyframes spread{from{transform:scaleX(0)}}
@keyframes dot{0%,60%,to{opacity:.35}30%{opacity:1}}
@media (max-width:479px){.frame .panel{inset:0 0 auto;width:100%;height:var(--tall,100dvh);border-radius:0;box-shadow:none}
.open .launcher{display:none}.line textarea{font-size:16px}.foot{padding-bottom:max(4px,env(safe-area-inset-bottom))}}
@media (prefers-reduced-motion:reduce){*,:before,:after{animation:none!important;transition:none!important}}
@media (forced-colors:active){.row:before,.bar{forced-color-adjust:none}}
@media print{.frame{display:none}}`

  // After Lucide (ISC licence), as one short path each.
  const shapes = {
    chat: "M3 16.3a2 2 0 0 1 .1 1.2l-1.1 3.3a1 1 0 0 0 1.2 1.2l3.4-1a2 2 0 0 1 1.1.1 10 10 0 1 0-4.7-4.8",
    down: "m6 9 6 6 6-6",
    ai: "M12 3q1.2 7.8 9 9q-7.8 1.2-9 9q-1.2-7.8-9-9q7.8-1.2 9-9",
    waiting: "M5 22h14M5 2h14M17 22v-4l-5-6-5 6v4M7 2v4l5 6 5-6V2",
    human: "M7 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0M20 21a8 8 0 0 0-16 0",
    closed: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0m14-3-5.5 5.5L8 12",
    clip: "m16 6-8.4 8.6a2 2 0 0 0 2.8 2.8l8.4-8.6a4 4 0 1 0-5.6-5.6l-8.4 8.5a6 6 0 1 0 8.5 8.5l8.3-8.5",
    send: "m5 12 7-7 7 7M12 19V5",
    x: "M18 6 6 18M6 6l12 12",
    sent: "M20 6 9 17l-5-5",
    seen: "M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16",
    late: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 6v6l4 2",
    file: "M5 2h9l5 5v15H5zM14 2v5h5",
    star: "m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3 6.4 20.2l1.1-6.2L3 9.6l6.2-.9z",
  }

  /** @param {keyof typeof shapes} name */
  function icon(name) {
    const space = "http://www.w3.org/2000/svg"
    const svg = document.createElementNS(space, "svg")
    const path = document.createElementNS(space, "path")
    svg.setAttribute("viewBox", "0 0 24 24")
    svg.setAttribute("aria-hidden", "true")
    path.setAttribute("d", shapes[name])
    svg.append(path)
    return svg
  }

  /**
   * Makes an element: `el("button.pill", { onclick, "aria-label": … }, …children)`. Text becomes text nodes.
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag | `${Tag}.${string}`} what
   * @param {Record<string, any> | null} [props]
   * @param {(Node | string | undefined | false)[]} children
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  function el(what, props, ...children) {
    const [tag, className] = what.split(".")
    const node = /** @type {any} */ (document.createElement(/** @type {string} */ (tag)))
    if (tag === "button") node.type = "button"
    if (className) node.className = className
    for (const [key, value] of Object.entries(props ?? {})) {
      if (key.startsWith("on")) node[key] = value
      else if (value != null) node.setAttribute(key, value)
    }
    for (const child of children) if (child) node.append(child)
    return node
  }

  /** @param {string} text @param {() => void} onclick */
  const pill = (text, onclick, main = false) => el(main ? "button.pill main" : "button.pill", { onclick }, text)

  /** @typedef {number[]} Rgb */
  /** @param {Rgb} color */
  const luminance = (color) =>
    color.reduce((sum, part, i) => {
      const c = part / 255
      return sum + (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4) * ([0.2126, 0.7152, 0.0722][i] ?? 0)
    }, 0)
  /** @param {Rgb} a @param {Rgb} b */
  const contrast = (a, b) => {
    const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05]
    return x > y ? x / y : y / x
  }
  /** Moves a colour towards black or white until it stands out enough. @param {Rgb} color @param {Rgb} from @param {number} least */
  const separate = (color, from, least) => {
    const goal = luminance(from) > 0.5 ? 0 : 255
    let out = color
    while (contrast(out, from) < least)
      out = out.map((part) => Math.round(part + (goal - part) * 0.06 + (goal ? 0.5 : -0.5)))
    return out
  }

  const darkScheme = matchMedia("(prefers-color-scheme:dark)")
  const calm = matchMedia("(prefers-reduced-motion:reduce)")
  const sheet = matchMedia("(max-width:479px)")

  /** The shop chooses one colour; what stands on it and beside it is made readable, whatever was chosen. */
  function paint() {
    const look = bot?.appearance ?? {}
    const dark = look.theme === "dark" || (look.theme !== "light" && darkScheme.matches)
    const ground = dark ? [25, 25, 24] : [253, 253, 252]
    const white = [255, 255, 255]
    const black = [17, 17, 16]
    const hex = /^#([\da-f]{6})$/i.exec(look.color ?? "")?.[1]
    const wish = hex
      ? [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
      : dark
        ? [238, 238, 236]
        : [33, 32, 28]
    let brand = separate(wish, ground, 3)
    if (contrast(brand, white) < 4.5 && contrast(brand, black) < 4.5) brand = separate(brand, white, 4.5)
    const on = contrast(brand, white) >= 4.5 ? white : black
    /** @type {[string, Rgb][]} */
    const colors = [
      ["--brand", brand],
      ["--on", on],
      ["--link", separate(wish, ground, 4.6)],
    ]
    for (const [name, color] of colors) frame.style.setProperty(name, `rgb(${color})`)
    frame.style.setProperty("--font", look.font || "system-ui")
    frame.classList.toggle("dark", dark)
    frame.classList.toggle("left", look.position === "left")
    frame.lang = locale.slice(0, 2)
  }

  // ---------------------------------------------------------------------------- what is kept in the browser

  const prefix = `baton:${chatbotId}:`
  /** Storage, or a plain object with the same manners where the browser forbids it. @type {Record<string, any>} */
  let disk = {}
  let shared = false
  try {
    localStorage[`${prefix}try`] = "1"
    delete localStorage[`${prefix}try`]
    disk = localStorage
    shared = "BroadcastChannel" in window
  } catch {
    // Blocked storage: this tab keeps everything to itself.
  }
  /** @param {string} key @returns {string | undefined} */
  const get = (key) => disk[prefix + key]
  /** @param {string} key @param {string | number} [value] */
  function put(key, value) {
    if (!value) delete disk[prefix + key]
    else {
      try {
        disk[prefix + key] = `${value}`
      } catch {
        // The host's storage is full: keep a copy in memory rather than lose what was written.
        disk = { ...disk, [prefix + key]: `${value}` }
      }
    }
  }

  // `crypto.randomUUID` exists only on HTTPS; shops in development, and some that are not, use HTTP.
  const uuid = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (Number(c) ^ ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (Number(c) / 4)))).toString(16),
    )

  // The outbox has one key for each message: tabs that write at the same time cannot overwrite each other.
  /** @returns {Entry[]} */
  const outbox = () =>
    Object.keys(disk)
      .filter((key) => key.startsWith(`${prefix}out:`))
      .map((key) => JSON.parse(disk[key]))
      .sort((a, b) => a.at - b.at)
  /** @param {Entry} entry */
  const keep = (entry) => put(`out:${entry.clientId}`, JSON.stringify(entry))
  let lastAt = 0

  /** @param {string} text @param {Attachment[]} [attachments] @param {boolean} [human] */
  function enqueue(text, attachments = [], human) {
    for (const entry of outbox()) if (entry.returned) put(`out:${entry.clientId}`)
    lastAt = Math.max(Date.now(), lastAt + 1)
    keep({ clientId: uuid(), at: lastAt, text, attachments, human })
    asked = !human && state === "ai"
    refresh(true)
    take()
    flush()
  }

  // ------------------------------------------------------------------------------------- talking to the server

  /** @type {Chatbot | undefined} */
  let bot
  let visitor = ""
  let cursor = 0
  /** @type {any} */
  let identity
  let gone = false
  let ready = false

  let from = document.referrer
  const page = () => ({
    // A fragment may hold a secret of the host's (a sign-in answer); only routes are sent.
    url: location.href.replace(/#(?![/!]).*/, ""),
    title: document.title,
    referrer: from,
  })

  /** @param {unknown} body @returns {RequestInit} */
  const json = (body) => ({
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  })

  /**
   * A call as this visitor. A token that is no longer good is dropped, a new session made, and the call repeated once.
   * @param {string} path @param {RequestInit} [init] @param {boolean} [again] @returns {Promise<Response>}
   */
  async function call(path, init = {}, again) {
    const token = get("token")
    const answer = await fetch(`${base}/api/widget/${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    })
    if (answer.status !== 401 || again) return answer
    if (get("token") === token) put("token")
    await session()
    return call(path, init, true)
  }
  /** For what may be lost: typing, the trail of pages, receipts. @param {string} path @param {unknown} body */
  const tell = (path, body) => ready && call(path, { ...json(body), keepalive: true }).catch(() => {})

  /** @param {Response} answer the sentence in the server's refusal */
  const reason = async (answer) => (await answer.json().catch(() => ({}))).detail || t.failed

  /** @type {Promise<void> | null} */
  let opening = null
  // Tabs that open together must not become several visitors: the first makes the token, the others find it.
  const session = () =>
    (opening ??= (
      navigator.locks && shared && !get("token") ? navigator.locks.request(`${prefix}session`, begin) : begin()
    ).finally(() => {
      opening = null
    }))

  /** @returns {Promise<void>} */
  async function begin() {
    const sent = get("token")
    const answer = await fetch(`${base}/api/widget/${encodeURIComponent(chatbotId ?? "")}/session`, {
      ...json({
        token: sent,
        page: page(),
        locale: script?.dataset.locale ?? navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        identity,
      }),
    })
    if (answer.status === 401 && sent) {
      put("token")
      return begin()
    }
    if (answer.status === 403 || answer.status === 404) {
      gone = true
      frame.remove()
      put("bot")
      console.warn(
        answer.status === 403
          ? `Baton: chatbot “${chatbotId}” may not be used on ${location.origin}. Add this address to its allowed origins in ${base}/admin.`
          : `Baton: there is no chatbot “${chatbotId}” at ${base}. Copy the snippet again from ${base}/admin.`,
      )
    }
    if (!answer.ok) throw answer.status
    /** @type {Session} */
    const data = await answer.json()
    // Without Web Locks another tab may have been quicker: its visitor is the one.
    const other = get("token")
    if (!sent && other) return begin()
    if (data.token !== sent) put("token", data.token)
    if (visitor !== data.visitorId) {
      if (visitor) clear()
      visitor = data.visitorId
      put("visitor", visitor)
    }
    bot = data.chatbot
    put("bot", JSON.stringify(bot))
    ready = true
    show()
    if (data.conversation) catchUp(data.conversation.events, data.conversation.lastEventId, data.conversation.state)
    else refresh()
    take()
    flush()
  }

  let flushing = false
  let failures = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let flushTimer

  /** Sends what waits, in order, one at a time; only in the leading tab. An entry leaves when the server has it. */
  async function flush() {
    clearTimeout(flushTimer)
    if (flushing || !leading || !ready) return
    flushing = true
    for (let entry = nextOut(); entry && leading; entry = nextOut()) {
      const { clientId, text, attachments, human } = entry
      /** @type {Response | null} */
      const answer = await call(human ? "human" : "messages", {
        ...json(human ? {} : { clientId, text, attachmentIds: attachments.map((file) => file.id) }),
        signal: AbortSignal.timeout(20000),
      }).catch(() => null)
      if (answer?.ok) {
        failures = 0
        const body = await answer.json().catch(() => null)
        put(`out:${clientId}`)
        if (body?.event) receive([body.event])
        else refresh()
      } else if (answer && answer.status < 500 && ![401, 408, 425, 429].includes(answer.status)) {
        // Refused for good: say why, keep the text, and give it back if nothing else is being written.
        entry.error = await reason(answer)
        entry.returned = !human && !area.value
        if (entry.returned) write(text, attachments)
        keep(entry)
        refresh()
      } else {
        // A lost answer may mean that it arrived: the same clientId goes again, and the server keeps one.
        const asked = Number(answer?.headers.get("Retry-After")) * 1000
        const pause = Math.min(30000, 1000 * 2 ** failures++) * (0.6 + Math.random() * 0.4)
        entry.tries = (entry.tries ?? 0) + 1
        if (get(`out:${clientId}`)) keep(entry)
        refresh()
        flushTimer = setTimeout(flush, Math.max(asked || 0, pause))
        break
      }
    }
    flushing = false
  }
  const nextOut = () => outbox().find((entry) => !entry.error)

  // ------------------------------------------------------------------------------------------ one tab leads
  // One tab holds the stream and empties the outbox; it passes on what it hears. The browser's lock says which, and
  // gives it to the next when that tab goes. Where there are no Web Locks, a short lease in the storage does.

  const me = uuid()
  let leading = false
  let asking = false
  let heard = 0
  let linkDown = false
  let release = () => {}
  /** @type {AbortController} */
  let queueing = new AbortController()
  /** @type {AbortController | undefined} */
  let streaming
  let lastBytes = 0
  let polling = 0
  /** Ends a pause between two attempts. */
  let hurry = () => {}
  /** @param {number} ms */
  const pause = (ms) =>
    new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const timer = setTimeout(done, ms)
      hurry = () => {
        clearTimeout(timer)
        done()
      }
    })

  /** @type {BroadcastChannel | undefined} */
  let channel
  /** @param {any} message */
  const tellTabs = (message) => channel?.postMessage(message)

  function joinTabs() {
    if (!shared || channel) return
    channel = new BroadcastChannel(prefix)
    channel.onmessage = ({ data }) => {
      if (data.visitor !== visitor) return
      if ("after" in data) {
        // A tab asks what it missed; the answer tells it that somebody leads.
        if (leading)
          tellTabs({
            visitor,
            events: [...events.values()].filter((event) => event.id > data.after),
            cursor,
            state,
            linkDown,
          })
        return
      }
      heard = Date.now()
      if (leading) return
      if (data.signal) signal(data.signal, data.data)
      if ("linkDown" in data) linkDown = data.linkDown
      if (data.events) catchUp(data.events, data.cursor, data.state)
      else refresh()
    }
  }

  /** Whether this tab has a use for the stream: nobody who never opens the widget costs the server one. */
  const wanted = () => ready && (opened || state === "waiting" || state === "human" || unread() > 0 || nextOut())

  /** Asks for the lead, once there is a use for it. @param {boolean} [steal] from a tab that no longer answers */
  function take(steal) {
    if (gone || !wanted() || (asking && !steal)) return
    asking = true
    if (!shared) return lead()
    if (!navigator.locks) return lease()
    queueing.abort()
    queueing = new AbortController()
    navigator.locks
      .request(`${prefix}lead`, steal ? { steal } : { signal: queueing.signal }, () => {
        lead()
        return new Promise((/** @type {(value?: unknown) => void} */ done) => {
          release = done
        })
      })
      .catch((error) => {
        // Stolen while it slept: stand in line again.
        if (leading && error.name === "AbortError") {
          resign()
          take()
        }
      })
    if (!leading) setTimeout(ask, 50)
  }

  /** Asks the leading tab for what this one missed; a silent one (a phone's frozen tab) loses the lead. */
  function ask() {
    if (leading || !asking || !channel) return
    const then = Date.now()
    tellTabs({ visitor, after: cursor })
    setTimeout(() => {
      if (!leading && asking && heard < then && !document.hidden && navigator.locks) take(true)
    }, 3000)
  }

  function lease() {
    const [owner, until] = (get("lease") ?? "").split(" ")
    if (!asking) return
    if (leading && owner !== me) resign()
    else if (!owner || owner === me || Number(until) < Date.now()) {
      // Written twice before it counts: of two tabs that write at once, one finds the other's name.
      if (owner === me && !leading) lead()
      put("lease", `${me} ${Date.now() + 6000}`)
    }
    asking = true
    setTimeout(lease, leading ? 2000 : 300 + Math.random() * 700)
  }

  function lead() {
    if (leading) return
    leading = true
    listen()
    flush()
  }
  function resign() {
    leading = asking = false
    if ((get("lease") ?? "").startsWith(me)) put("lease")
    streaming?.abort()
    hurry()
    release()
  }

  let listening = false
  async function listen() {
    if (listening) return
    listening = true
    let misses = 0
    while (leading) {
      try {
        // A proxy that holds a stream back gets short questions instead, and another chance after five minutes.
        if (Date.now() < polling) {
          await poll()
          setLink(false)
          await pause(opened && !document.hidden ? 3000 : 15000)
        } else await stream()
        misses = 0
      } catch {
        if (!leading) break
        if (Date.now() >= polling || misses) setLink(true)
        if (misses) polling = 0
        if (Date.now() >= polling) await pause(Math.min(30000, 1000 * 2 ** misses) * (0.6 + Math.random() * 0.4))
        misses++
      }
    }
    listening = false
  }

  /** @param {boolean} down */
  function setLink(down) {
    if (down === linkDown) return
    linkDown = down
    tellTabs({ visitor, linkDown })
    refresh()
  }

  async function poll() {
    const answer = await call(`events?after=${cursor}`, { signal: AbortSignal.timeout(15000) })
    if (!answer.ok) throw answer.status
    const body = await answer.json()
    receive(body.events, body.lastEventId, body.state)
    for (const { event, data } of body.signals ?? []) pass(event, data)
  }

  async function stream() {
    const control = new AbortController()
    streaming = control
    lastBytes = Date.now()
    let first = true
    let dog = setTimeout(() => {
      polling = Date.now() + 300000
      control.abort()
    }, 4000)
    try {
      const answer = await call("stream", { signal: control.signal, headers: { "Last-Event-ID": `${cursor}` } })
      if (!answer.ok || !answer.body) throw answer.status
      const reader = answer.body.getReader()
      const decoder = new TextDecoder()
      let text = ""
      for (;;) {
        const { value, done } = await reader.read()
        if (done) break
        clearTimeout(dog)
        dog = setTimeout(() => control.abort(), 40000)
        lastBytes = Date.now()
        if (first) setLink((first = false))
        const frames = (text + decoder.decode(value, { stream: true })).split("\n\n")
        text = frames.pop() ?? ""
        for (const part of frames) hear(part)
      }
      // The server ends a stream when it restarts, or when we read too slowly: not at once, and not all together.
      await pause(1000 + Math.random() * 2000)
    } catch (error) {
      // Bytes came, then silence or a cut: that is a reconnection, not a failure to be waited for.
      if (first || !leading) throw error
      await pause(control.signal.aborted ? 0 : 500)
    } finally {
      clearTimeout(dog)
      control.abort()
    }
  }

  /** @param {string} part one frame of the stream */
  function hear(part) {
    let type = ""
    let id = 0
    let data = ""
    for (const line of part.split("\n")) {
      const [, field, value = ""] = /^(\w+): ?(.*)/.exec(line) ?? []
      if (field === "event") type = value
      if (field === "id") id = Number(value)
      if (field === "data") data += value
    }
    if (type === "reconnect") streaming?.abort()
    else if (data && id) receive([JSON.parse(data)], id)
    else if (data) pass(type, JSON.parse(data))
  }

  /** @param {BatonEvent[]} list @param {number} [upTo] @param {State} [now] */
  function receive(list, upTo, now) {
    catchUp(list, upTo, now)
    tellTabs({ visitor, events: list, cursor: upTo, state: now })
  }
  /** @param {string} type @param {any} data */
  function pass(type, data) {
    tellTabs({ visitor, signal: type, data })
    signal(type, data)
    refresh()
  }

  // ---------------------------------------------------------------------------------------------- the thread

  /** @type {Map<number, BatonEvent>} */
  let events = new Map()
  /** @type {Map<string | number, HTMLElement>} */
  let rows = new Map()
  /** @type {State | ""} */
  let state = ""
  let conversation = ""
  let operator = ""
  let seenByTeam = 0
  let contacted = false
  let wantsContact = false
  let rated = false
  /** The visitor has asked and the AI has not begun to answer. */
  let asked = false
  /** @type {{ turn: string, text: string } | null} */
  let partial = null
  /** Turns whose answer has come or was withdrawn: a late delta of theirs is not shown. @type {Set<string>} */
  const ended = new Set()
  /** @type {{ kind: string, name: string, until: number } | null} */
  let typist = null
  /** @type {{ position?: number, estimateSeconds?: number | null } | null} */
  let place = null

  function clear() {
    for (const row of rows.values()) row.remove()
    events = new Map()
    rows = new Map()
    state = ""
    conversation = operator = ""
    cursor = 0
    partial = typist = place = null
  }

  /** @param {BatonEvent[]} list @param {number} [upTo] the stream has told everything up to here @param {State} [now] */
  function catchUp(list, upTo = 0, now) {
    let mine = false
    for (const event of list) mine = apply(event) || mine
    // The answer to a POST may overtake the stream: only what the stream told moves the cursor.
    cursor = Math.max(cursor, upTo)
    if (now) state = now
    refresh(mine)
    take()
  }

  /** @param {BatonEvent} event @returns {boolean} whether it is the visitor's own word */
  function apply(event) {
    const { id, type, actor, clientId } = event
    if (events.has(id)) return false
    events.set(id, event)
    if (event.conversationId !== conversation) {
      if (id < Math.max(0, ...events.keys())) return false
      conversation = event.conversationId
      state = bot?.aiEnabled ? "ai" : "waiting"
      rated = contacted = wantsContact = false
      operator = ""
    }
    if (clientId) {
      put(`out:${clientId}`)
      ended.add(clientId)
    }
    if (type === "state" && event.to) {
      state = event.to
      if (event.to === "human") operator = actor.name ?? operator
      if (event.to !== "ai") partial = null
      if (event.to !== "waiting") place = null
      typist = null
      asked = false
    } else if (type === "contact") contacted = true
    else if (type === "rating") rated = true
    else if (type === "message" || type === "notice" || event.text) {
      if (event.code === "no_operator") wantsContact = true
      if (type === "message" && actor.kind !== "visitor") {
        typist = null
        asked = false
        if (actor.kind === "ai") partial = null
        if (actor.kind === "operator") operator = actor.name ?? operator
      }
      const row = type === "message" ? messageRow(event) : noticeRow(event)
      row.dataset.id = `${id}`
      const pending = clientId && rows.get(clientId)
      if (pending) {
        // Its own echo takes the place of the pending bubble, without moving again.
        row.style.animation = "none"
        pending.remove()
        rows.delete(/** @type {string} */ (clientId))
      }
      rows.set(id, row)
      const later = [...thread.children].find(
        (other) => Number(/** @type {HTMLElement} */ (other).dataset.id ?? Number.POSITIVE_INFINITY) > id,
      )
      thread.insertBefore(row, later ?? null)
    }
    return type === "message" && actor.kind === "visitor"
  }

  /** What is told but never stored. @param {string} type @param {any} data */
  function signal(type, data) {
    if (type === "typing" && data.actor?.kind !== "visitor")
      typist = data.typing ? { kind: data.actor.kind, name: data.actor.name, until: Date.now() + 5000 } : null
    else if (type === "queue") place = data
    else if (type === "read") seenByTeam = Math.max(seenByTeam, data.eventId)
    else if (type === "presence" && bot) bot.online = data.online
    else if (type === "delta" && !ended.has(data.turn) && state !== "human" && state !== "waiting") {
      if (data.cancelled) {
        ended.add(data.turn)
        partial = null
      } else if (data.offset === 0) partial = { turn: data.turn, text: data.text }
      else if (partial && partial.turn === data.turn && partial.text.length === data.offset) partial.text += data.text
      asked = false
    }
  }

  /** @param {BatonEvent["actor"]} actor @returns {State} */
  const holderOf = (actor) => (actor.kind === "operator" ? "human" : "ai")
  /** @param {string} kind @param {string} [name] */
  const nameOf = (kind, name) => (kind === "ai" ? t.ai : name || bot?.name)

  /** @param {string} kind @param {string} [name] @param {string} [at] */
  const byline = (kind, name, at) => {
    const when = at ? new Date(at) : new Date()
    return el(
      "div.by",
      null,
      icon(kind === "ai" ? "ai" : "human"),
      nameOf(kind, name),
      el(
        "time",
        { datetime: at, title: when.toLocaleString(locale) },
        when.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" }),
      ),
    )
  }

  /** @param {BatonEvent} event */
  function messageRow({ actor, at, text, attachments, citations, offer, clientId }) {
    if (actor.kind === "visitor")
      return ownRow({ clientId: clientId ?? "", at: Date.parse(at), text: text ?? "", attachments: attachments ?? [] })
    const sources = citations ?? []
    const quote = el("div.quote", { hidden: "" })
    /** @type {HTMLElement[]} */
    const openers = []
    let shown = -1
    /** @param {number} index */
    const toggle = (index) => {
      const source = sources[index]
      if (!source) return
      shown = shown === index ? -1 : index
      quote.hidden = shown < 0
      quote.replaceChildren(el("p", null, source.quote), link(source.url ?? "", source.title || source.url || ""))
      for (const opener of openers) opener.setAttribute("aria-expanded", `${opener.dataset.source === `${shown}`}`)
      quote.scrollIntoView({ block: "nearest" })
    }
    /** @param {number} index @param {string} className @param {(Node | string)[]} inside */
    const opener = (index, className, ...inside) => {
      const button = el(
        /** @type {"button"} */ (`button.${className}`),
        {
          "data-source": index,
          "aria-expanded": "false",
          "aria-label": `${fill(t.source, index + 1)}: ${sources[index]?.title}`,
          onclick: () => toggle(index),
        },
        ...inside,
      )
      openers.push(button)
      return button
    }
    const body = el(
      "div.text",
      null,
      ...markdown(text ?? "", (n) => (sources[n - 1] ? opener(n - 1, "cite", `${n}`) : null)),
    )
    const row = el(
      "div.row",
      { "data-holder": holderOf(actor), "data-by": actor.kind + (actor.name ?? "") },
      byline(actor.kind, actor.name, at),
      body,
    )
    if (sources.length) {
      row.append(
        el(
          "div.cites",
          null,
          ...sources.map(({ title, url }, i) =>
            opener(i, "chip", el("span.cite", null, `${i + 1}`), el("span", null, title || url)),
          ),
        ),
        quote,
      )
    }
    for (const file of attachments ?? []) row.append(fileCard(file))
    if (offer) {
      const picks = el(
        "div.picks offer",
        null,
        pill(t.person, callPerson, true),
        pill(t.no, () => picks.remove()),
      )
      row.append(picks)
    }
    return row
  }

  /** @param {Entry} entry the visitor's own message, sent or waiting */
  function ownRow({ text, attachments }) {
    return el(
      "div.row mine",
      { "data-by": "visitor" },
      el("span.quiet", null, `${t.you}: `),
      text ? el("div.text", null, ...inline(text)) : undefined,
      ...attachments.map(fileCard),
      el("div.meta"),
    )
  }

  /** @param {BatonEvent} event */
  const noticeRow = ({ code, text }) => {
    /** @type {Record<string, State>} */
    const holders = { waiting: "waiting", no_operator: "waiting", operator_joined: "human", handed_back: "ai" }
    return el("div.row notice", { "data-holder": holders[code ?? ""] ?? "closed" }, el("span", null, text))
  }

  /** @param {string} url @param {string} text */
  const link = (url, text) =>
    /^(https?|mailto|tel):/i.test(url)
      ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text)
      : el("span", null, text)

  /** @param {Attachment} file */
  function fileCard(file) {
    const get = async () => URL.createObjectURL(await (await call(file.url.replace(/^.*\/api\/widget\//, ""))).blob())
    const save = async () => el("a", { href: await get(), download: file.name }).click()
    const card = el("button.file", { onclick: save, title: file.name }, icon("file"), el("span", null, file.name))
    // The picture needs our token, so it comes as a blob; a host that forbids blobs keeps the card with its name.
    if (/^image\/(png|jpe?g|gif|webp|avif)$/.test(file.type))
      get().then(
        (src) => {
          const image = el("img", { alt: file.name, src, onload: () => (card.replaceChildren(image), stick()) })
        },
        () => {},
      )
    return card
  }

  const marks =
    /\*\*(.{1,999}?)\*\*|\*(\S[^*\n]{0,999}?)\*|`([^`\n]{1,999})`|\[([^\]\n]{1,300})\]\(((?:https?:|mailto:|tel:)[^\s)]{1,999})\)|(https?:\/\/[^\s<>"]{0,999}[^\s<>".,;:!?)\]'*])|\[(\d{1,2})\]/g

  /**
   * @param {string} text @param {(n: number) => Node | null} [source] given for what we write ourselves; a visitor's
   * own stars and backquotes stay as they were typed
   * @returns {(Node | string)[]}
   */
  function inline(text, source) {
    const out = []
    let at = 0
    for (const match of text.matchAll(marks)) {
      const [all, bold, slanted, code, label, url, bare, number] = match
      /** @type {Node | null | false | undefined} */
      const node = bare
        ? link(bare, bare)
        : source &&
          (bold
            ? el("strong", null, ...inline(bold, source))
            : slanted
              ? el("em", null, ...inline(slanted, source))
              : code
                ? el("code", null, code)
                : url
                  ? link(url, label ?? url)
                  : (source(Number(number)) ?? false))
      if (!node) continue
      out.push(text.slice(at, match.index), node)
      at = match.index + all.length
    }
    out.push(text.slice(at))
    return out
  }

  /** The Markdown that answers use, as elements. @param {string} text @param {(n: number) => Node | null} source */
  function markdown(text, source) {
    /** @type {HTMLElement[]} */
    const out = []
    for (const block of text.split(/(```[^]*?(?:```|$))|\n\s*\n/)) {
      if (!block?.trim()) continue
      const fenced = /^```\w*\n?([^]*?)(```)?$/.exec(block)
      if (fenced) {
        out.push(el("pre", null, fenced[1]?.trimEnd()))
        continue
      }
      /** @type {HTMLElement | undefined} */
      let open
      for (const line of block.split("\n")) {
        const [, bullet, item] = /^\s*(?:([-*•]|\d+[.)])\s+)(.*)/.exec(line) ?? []
        const heading = /^#{1,6}\s+(.*)/.exec(line)?.[1]
        if (bullet) {
          const tag = /\d/.test(bullet) ? "ol" : "ul"
          if (open?.localName !== tag)
            out.push((open = el(tag, tag === "ol" ? { start: Number.parseInt(bullet) } : null)))
          open.append(el("li", null, ...inline(item ?? "", source)))
        } else if (heading) {
          out.push(el("p", null, el("strong", null, ...inline(heading, source))))
          open = undefined
        } else if (open?.localName === "p") open.append(el("br"), ...inline(line, source))
        else out.push((open = el("p", null, ...inline(line, source))))
      }
    }
    return out
  }

  const unread = () => {
    const read = Number(get("read") ?? 0)
    let count = 0
    for (const { id, type, actor } of events.values())
      if (id > read && type === "message" && (actor.kind === "ai" || actor.kind === "operator")) count++
    return count
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let readTimer
  /** Acknowledges what stands on the screen, not what merely arrived. */
  function look() {
    if (!opened || document.hidden) return
    const bottom = log.scrollTop + log.clientHeight
    nearEnd = log.scrollHeight - bottom < 80
    const last = [...thread.children].reverse().find((node) => {
      const row = /** @type {HTMLElement} */ (node)
      return row.dataset.id && row.dataset.by !== "visitor" && row.offsetTop + 16 < bottom
    })
    const id = Number(/** @type {HTMLElement | undefined} */ (last)?.dataset.id ?? 0)
    if (id > Number(get("read") ?? 0)) {
      put("read", id)
      clearTimeout(readTimer)
      readTimer = setTimeout(() => tell("read", { eventId: id }), 300)
    }
    jump.hidden = !unread()
  }

  // ------------------------------------------------------------------------------------------------ the panel

  let opened = false
  /** @type {Attachment[]} */
  let attached = []

  const element = el(/** @type {"div"} */ ("baton-chat"))
  const shadow = element.attachShadow({ mode: "open" })
  const count = el("span.count", { hidden: "" })
  const launcher = el("button.launcher", { "aria-haspopup": "dialog", onclick: () => (opened ? shut() : unfold()) })
  const face = el("div.face", { "aria-hidden": "true" })
  const title = el("h2")
  const holder = el("div.badge", { role: "status" })
  const closer = el("button.tool", { onclick: () => shut() }, icon("down"))
  const band = el("div.band", { role: "status", hidden: "" })
  const down = el("div.band down", { role: "status", hidden: "" })
  const hello = el("div.hello")
  const thread = el("div.thread", { role: "log", "aria-live": "polite" })
  const live = el("div.live", { "aria-hidden": "true" })
  const cards = el("div.cards")
  const log = el("div.log", { tabindex: "0", onscroll: look }, hello, thread, live, cards)
  const jump = el("button.pill jump", { hidden: "", onclick: () => stick(true) })
  const tray = el("div.tray", { hidden: "" })
  const area = el("textarea", { rows: "1", enterkeyhint: "send" })
  const chooser = el("input", {
    type: "file",
    multiple: "",
    hidden: "",
    tabindex: "-1",
    onchange: () => (attach(chooser.files), (chooser.value = "")),
  })
  const clip = el("button.tool", { onclick: () => chooser.click() }, icon("clip"))
  const go = el("button.tool go", { onclick: submit }, icon("send"))
  const person = el("button.person", { onclick: callPerson })
  const bars = [el("i.bar"), el("i.bar")]
  const panel = el(
    "div.panel",
    { role: "dialog", tabindex: "-1", hidden: "" },
    el("div.head", null, bars[0], face, el("div.who", null, title, holder), closer),
    down,
    band,
    log,
    el(
      "div.foot",
      null,
      bars[1],
      jump,
      el("div.box", null, tray, el("div.line", null, area, chooser, clip, go)),
      el("div.under", null, person, el("span", null, "by Baton")),
    ),
  )
  const frame = el("div.frame", null, launcher, panel)
  try {
    const style = new CSSStyleSheet()
    style.replaceSync(css)
    shadow.adoptedStyleSheets = [style]
  } catch {
    // Browsers before 2023 have no constructable sheets.
    shadow.append(el("style", null, css))
  }
  shadow.append(frame)

  /** Puts the words and the looks of this chatbot in place; repeated when a session brings new ones. */
  function show() {
    if (!bot || gone) return
    chooseLanguage(bot.locale)
    paint()
    const { name, welcome, suggestions, appearance, aiEnabled } = bot
    title.textContent = name
    panel.setAttribute("aria-label", name)
    log.setAttribute("aria-label", name)
    face.textContent = [...name][0]?.toUpperCase() ?? ""
    if (appearance?.avatar) {
      const image = el("img", {
        alt: "",
        src: new URL(appearance.avatar, base).href,
        onload: () => face.replaceChildren(image),
      })
    }
    hello.replaceChildren(
      el("p", null, welcome || name),
      aiEnabled ? el("small", null, t.intro) : "",
      el("div.picks", null, ...(suggestions ?? []).map((text) => pill(text, () => enqueue(text)))),
    )
    for (const [node, label] of /** @type {[HTMLElement, string][]} */ ([
      [closer, t.close],
      [clip, t.attach],
      [go, t.send],
    ])) {
      node.setAttribute("aria-label", label)
      node.title = label
    }
    jump.textContent = t.newer
    person.replaceChildren(icon("human"), t.person)
    if (!element.isConnected) insert()
    if (!opened && here("open")) unfold(true)
    badge()
  }

  const badge = () => {
    const waiting = opened ? 0 : unread()
    count.hidden = !waiting
    count.textContent = waiting > 9 ? "9+" : `${waiting}`
    launcher.setAttribute("aria-label", waiting ? `${t.open}, ${fill(t.unread, waiting)}` : opened ? t.close : t.open)
    launcher.setAttribute("aria-expanded", `${opened}`)
    launcher.replaceChildren(icon(opened ? "down" : "chat"), count)
  }

  /** @param {boolean} [force] follow even a reader who scrolled up */
  function stick(force) {
    if (force || nearEnd) log.scrollTop = log.scrollHeight
    look()
  }
  let nearEnd = true

  /** Brings everything that follows from the state to the screen. @param {boolean} [own] after the visitor's own word */
  function refresh(own) {
    if (!bot) return
    const waiting = outbox()

    // What waits to be sent stands after everything that was.
    for (const [key, row] of rows)
      if (typeof key === "string" && !waiting.some((entry) => entry.clientId === key)) {
        row.remove()
        rows.delete(key)
      }
    for (const entry of waiting) {
      const { clientId, error, tries, human } = entry
      const row =
        rows.get(clientId) ?? (human ? el("div.row notice", { "data-holder": "waiting" }, el("span")) : ownRow(entry))
      const words = error ?? (tries ? t.retry : human ? t.waiting : "…")
      rows.set(clientId, row)
      if (row.dataset.words === words) continue
      row.dataset.words = words
      if (human) {
        row.replaceChildren(el("span", null, words), error ? pill("×", () => (put(`out:${clientId}`), refresh())) : "")
      } else {
        row.classList.toggle("late", true)
        row.classList.toggle("bad", !!error)
        row.lastElementChild?.replaceChildren(
          icon("late"),
          words,
          error
            ? el(
                "button.link",
                {
                  onclick: () => (
                    put(`out:${clientId}`), write(entry.text, entry.attachments), refresh(), area.focus()
                  ),
                },
                t.edit,
              )
            : "",
        )
      }
      if (!row.isConnected) thread.append(row)
    }

    // Neighbours of one voice form a group, with one name and one unbroken bar.
    let before
    let previous
    let lastOwn
    let answered = seenByTeam
    for (const node of thread.children) {
      const row = /** @type {HTMLElement} */ (node)
      const first = !row.dataset.by || row.dataset.by !== before
      row.classList.toggle("first", first)
      previous?.classList.toggle("end", first)
      previous = row
      before = row.dataset.by
      if (row.dataset.id && before === "visitor") {
        lastOwn?.lastElementChild?.replaceChildren()
        lastOwn = row
      } else if (row.dataset.id && before) answered = Math.max(answered, Number(row.dataset.id))
    }
    previous?.classList.toggle("end", true)
    if (lastOwn) {
      const seen = answered >= Number(lastOwn.dataset.id)
      lastOwn.lastElementChild?.replaceChildren(icon(seen ? "seen" : "sent"), seen ? t.seen : t.sent)
    }
    const offers = thread.querySelectorAll(".offer")
    for (const offer of offers)
      if (state !== "ai" || offer.parentElement !== [...thread.querySelectorAll("[data-by]")].pop()) offer.remove()
    hello.lastElementChild?.toggleAttribute("hidden", rows.size > 0)

    refreshLive()
    refreshHolder()
    refreshCards()
    badge()
    stick(own)
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingTimer
  let drawn = ""
  function refreshLive() {
    clearTimeout(typingTimer)
    if (typist && typist.until <= Date.now()) typist = null
    if (typist) typingTimer = setTimeout(refresh, typist.until - Date.now() + 10)
    const who = partial || asked ? { kind: "ai", name: "" } : typist
    const key = who ? JSON.stringify([who.kind, who.name, partial?.turn, state]) : ""
    if (key !== drawn || !live.firstChild) {
      drawn = key
      live.replaceChildren()
      if (who)
        live.append(
          el(
            "div.row first end",
            { "data-holder": who.kind === "ai" ? "ai" : "human" },
            byline(who.kind, who.name),
            el("div.text"),
          ),
        )
    }
    const body = live.querySelector(".text")
    if (body && partial) body.replaceChildren(...markdown(partial.text, (n) => el("span.cite", null, `${n}`)))
    else if (body && !body.firstChild) body.append(el("div.dots", null, el("i"), el("i"), el("i")))
  }

  function refreshHolder() {
    /** @type {State} */
    const now = state || (bot?.aiEnabled ? "ai" : bot?.online ? "human" : "closed")
    const was = frame.dataset.holder
    const words = state
      ? { ai: t.ai, waiting: t.waiting, human: fill(t.human, operator || bot?.name || ""), closed: t.closed }[now]
      : bot?.aiEnabled
        ? t.ai
        : bot?.online
          ? fill(t.human, bot.name)
          : t.away
    if (was && was !== now && !calm.matches) {
      // The signature: the baton passes, and the bar sweeps once from the old colour to the new.
      frame.style.setProperty("--was", getComputedStyle(frame).getPropertyValue("--h"))
      for (const bar of bars)
        bar.animate({ backgroundSize: ["100% 0", "100% 100%"] }, { duration: 180, easing: "ease-out" })
    }
    frame.dataset.holder = now
    if (holder.textContent !== words || was !== now) holder.replaceChildren(icon(now), words)
    const line = state === "waiting" && place?.position ? fill(t.place, place.position) : ""
    const minutes = place?.estimateSeconds ? fill(t.wait, Math.max(1, Math.round(place.estimateSeconds / 60))) : ""
    const told = [line, line && minutes].filter(Boolean).join(" · ") || t.waiting
    band.hidden = state !== "waiting"
    if (band.dataset.words !== told) {
      band.dataset.words = told
      band.replaceChildren(el("b", null, told), t.keep)
    }
    down.hidden = !linkDown
    down.textContent = linkDown ? t.offline : ""
    area.placeholder = state === "closed" ? t.again : t.write
    area.setAttribute("aria-label", area.placeholder)
    person.setAttribute(
      "aria-disabled",
      `${state === "waiting" || state === "human" || outbox().some((entry) => entry.human)}`,
    )
  }

  /** @type {HTMLElement | undefined} */
  let form
  /** @type {HTMLElement | undefined} */
  let rating
  function refreshCards() {
    const needed = (state === "waiting" && !bot?.online) || wantsContact || bot?.contactForm
    const due = needed && state && state !== "closed" && !contacted && !identity?.email && !here(`form${conversation}`)
    if (due && !form) cards.append((form = contactForm()))
    else if (!due && form && !form.dataset.done) form = void form.remove()
    const over = state === "closed" && !here(`rated${conversation}`)
    if (over && !rating && !rated) cards.append((rating = ratingCard()))
    else if (state !== "closed" && rating) rating = void rating.remove()
  }

  function contactForm() {
    const { fields = ["name", "email"], prompt = t.form } = bot?.contactForm ?? {}
    const problem = el("div.meta", { role: "alert" })
    /** @type {Record<string, string[]>} */
    const kinds = {
      name: ["text", "name"],
      email: ["email", "email"],
      phone: ["tel", "tel"],
      company: ["text", "organization"],
    }
    const inputs = fields.map((name) =>
      el("input", {
        name,
        type: kinds[name]?.[0] ?? "text",
        autocomplete: kinds[name]?.[1],
        required: name === "email" ? "" : null,
      }),
    )
    const card = el(
      "form.card",
      {
        onsubmit: async (/** @type {Event} */ event) => {
          event.preventDefault()
          const answer = await call(
            "contact",
            json(Object.fromEntries(inputs.map((i) => [i.name, i.value.trim()]).filter((i) => i[1]))),
          ).catch(() => null)
          if (!answer?.ok) return void (problem.textContent = answer ? await reason(answer) : t.failed)
          mark(`form${conversation}`)
          card.dataset.done = "1"
          card.replaceChildren(el("p", { role: "status" }, t.thanks))
        },
      },
      el("p", null, prompt),
      ...inputs.map((input) => el("label", null, t[/** @type {"name"} */ (input.name)] ?? input.name, input)),
      problem,
      el(
        "div.picks",
        null,
        el("button.pill main", { type: "submit", onclick: () => card.requestSubmit() }, t.send),
        pill(t.no, () => (mark(`form${conversation}`), refresh())),
      ),
    )
    return card
  }

  function ratingCard() {
    const of = conversation
    let score = 0
    const problem = el("div.meta", { role: "alert" })
    const comment = el("textarea", { "aria-label": t.comment, placeholder: t.comment, rows: "2" })
    /** @param {string} [words] */
    const rate = async (words) => {
      const answer = await call("rating", json({ score, comment: words || undefined })).catch(() => null)
      if (!answer?.ok) return void (problem.textContent = answer ? await reason(answer) : t.failed)
      mark(`rated${of}`)
      problem.textContent = ""
      if (words != null) card.replaceChildren(el("p", { role: "status" }, t.thanks))
      else more.hidden = false
      stick(true)
    }
    const more = el(
      "div",
      { hidden: "" },
      comment,
      el(
        "div.picks",
        null,
        pill(t.send, () => rate(comment.value.trim()), true),
      ),
    )
    const stars = [1, 2, 3, 4, 5].map((n) =>
      el(
        "button",
        {
          "aria-label": `${n}/5`,
          "aria-pressed": "false",
          onclick: () => {
            score = n
            stars.forEach((star, i) => {
              star.className = i < n ? "on" : ""
              star.setAttribute("aria-pressed", `${i + 1 === n}`)
            })
            rate()
          },
        },
        icon("star"),
      ),
    )
    const card = el(
      "div.card",
      { role: "group", "aria-label": t.rate },
      el("p", null, t.rate),
      el("div.stars", null, ...stars),
      problem,
      more,
    )
    return card
  }

  function callPerson() {
    if (person.getAttribute("aria-disabled") !== "true") enqueue("", [], true)
  }

  /** Remembered for this tab's visit only. @param {string} key */
  const mark = (key, value = "1") => {
    try {
      sessionStorage[prefix + key] = value
    } catch {
      // Blocked storage: asked again on the next page.
    }
  }
  /** @param {string} key */
  const here = (key) => {
    try {
      return sessionStorage[prefix + key] === "1"
    } catch {
      return false
    }
  }

  /** @param {boolean} [quietly] on the next page of a visit, without taking the focus */
  function unfold(quietly) {
    if (!bot) return
    opened = true
    mark("open")
    panel.hidden = false
    frame.classList.add("open")
    panel.setAttribute("aria-modal", `${sheet.matches}`)
    grow()
    refresh(true)
    take()
    // On a touch screen focus in the field would cover half of the panel with the keyboard.
    if (!quietly) (matchMedia("(pointer:coarse)").matches ? panel : area).focus()
  }
  function shut() {
    opened = false
    mark("open", "")
    panel.hidden = true
    frame.classList.remove("open")
    badge()
    launcher.focus()
  }

  /** @param {string} text @param {Attachment[]} files */
  function write(text, files) {
    area.value = text
    attached = files
    drafted()
  }
  function grow() {
    area.style.height = "0"
    area.style.height = `${Math.min(142, Math.max(46, area.scrollHeight))}px`
  }
  function drafted() {
    put("draft", area.value || attached.length ? JSON.stringify([area.value, attached]) : "")
    grow()
    go.setAttribute("aria-disabled", `${!area.value.trim() && !attached.length}`)
    tray.hidden = !attached.length
    tray.replaceChildren(
      ...attached.map((file) =>
        el(
          "div.file",
          null,
          el("span", null, file.name),
          el(
            "button.tool",
            {
              "aria-label": fill(t.remove, file.name),
              onclick: () =>
                write(
                  area.value,
                  attached.filter((other) => other !== file),
                ),
            },
            icon("x"),
          ),
        ),
      ),
    )
  }
  function submit() {
    const text = area.value.trim()
    if (!text && !attached.length) return
    const files = attached
    write("", [])
    enqueue(text, files)
    area.focus()
  }

  /** @param {FileList | null | undefined} files */
  async function attach(files) {
    for (const file of files ?? []) {
      const body = new FormData()
      body.append("file", file)
      clip.setAttribute("aria-busy", "true")
      const answer = await call("attachments", { method: "POST", body }).catch(() => null)
      clip.removeAttribute("aria-busy")
      if (answer?.ok) write(area.value, [...attached, await answer.json()])
      else
        thread.append(
          el(
            "div.row notice",
            { "data-holder": "closed" },
            el("span", null, `${file.name}: ${answer ? await reason(answer) : t.failed}`),
          ),
        )
      stick(true)
    }
  }

  let told = 0
  area.oninput = () => {
    drafted()
    if (state !== "ai" && state && area.value && Date.now() - told > 3000) {
      told = Date.now()
      tell("typing", {})
    }
  }
  area.onkeydown = (event) => {
    // An Enter that ends an input method's word is not a send; Safari reports it as key code 229.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  }
  area.onpaste = (event) => {
    if (!event.clipboardData?.files.length) return
    event.preventDefault()
    attach(event.clipboardData.files)
  }
  panel.ondragover = (event) => {
    event.preventDefault()
    panel.classList.add("drop")
  }
  panel.ondragleave = () => panel.classList.remove("drop")
  panel.ondrop = (event) => {
    event.preventDefault()
    panel.classList.remove("drop")
    attach(event.dataTransfer?.files)
  }
  frame.onkeydown = (event) => {
    // The host's shortcuts are not for what is typed here.
    event.stopPropagation()
    if (event.key === "Escape" && opened) shut()
    if (event.key !== "Tab" || !sheet.matches) return
    // As a full sheet it covers the page, so the focus must not wander behind it.
    const stops = [
      .../** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("button,a,textarea,input,.log")),
    ].filter((node) => node.offsetParent)
    const edge = event.shiftKey ? stops[0] : stops.at(-1)
    if (shadow.activeElement !== edge && shadow.activeElement !== panel) return
    if (shadow.activeElement === panel && !event.shiftKey) return
    event.preventDefault()
    stops.at(event.shiftKey ? -1 : 0)?.focus()
  }
  darkScheme.onchange = paint
  sheet.onchange = () => panel.setAttribute("aria-modal", `${sheet.matches}`)
  // An on-screen keyboard shrinks only the visual viewport on some phones.
  visualViewport?.addEventListener("resize", () => {
    frame.style.setProperty("--tall", `${visualViewport?.height}px`)
    stick()
  })

  // -------------------------------------------------------------------------------------------- the host page

  // A single-page site may replace the body, and the widget with it: put it back.
  const insert = () => {
    if (gone || !document.body) return
    if (!element.isConnected) document.body.append(element)
    watcher.observe(document.documentElement, { childList: true })
    watcher.observe(document.body, { childList: true })
  }
  const watcher = new MutationObserver(() => bot && !element.isConnected && insert())

  let lastPage = page().url
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pageTimer
  function moved() {
    if (page().url === lastPage) return
    clearTimeout(pageTimer)
    // The title follows the address a moment later on most single-page sites.
    pageTimer = setTimeout(() => {
      if (page().url === lastPage) return
      from = lastPage
      lastPage = page().url
      tell("pages", page())
    }, 300)
  }
  for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
    const original = history[name]
    history[name] = function (...args) {
      original.apply(this, args)
      moved()
    }
  }
  addEventListener("popstate", moved)
  addEventListener("hashchange", moved)

  host.addEventListener("storage", ({ key, newValue }) => {
    if (!key?.startsWith(prefix) || !ready) return
    const name = key.slice(prefix.length)
    // Another tab became another visitor (an expired token, an identity): follow it.
    if (name === "visitor" && newValue && newValue !== visitor) session().catch(() => {})
    if (name === "read") badge()
    if (name.startsWith("out:")) {
      refresh()
      flush()
    }
  })

  /** Back from sleep, from another tab or from a tunnel: what is stale is renewed at once. */
  function wake() {
    if (gone || document.hidden) return
    joinTabs()
    if (leading && Date.now() - lastBytes > 20000) streaming?.abort()
    failures = 0
    hurry()
    take()
    ask()
    flush()
    look()
  }
  addEventListener("online", wake)
  addEventListener("pageshow", wake)
  document.addEventListener("visibilitychange", wake)
  setInterval(ask, 15000)
  // A page that holds a lock or a channel is not kept for the back button.
  addEventListener("pagehide", () => {
    resign()
    queueing.abort()
    channel?.close()
    channel = undefined
  })

  /** @type {Record<string, (value: any) => unknown>} */
  const commands = {
    open: () => (bot ? opened || unfold() : mark("open")),
    close: () => opened && shut(),
    identify: (value) => {
      const same = JSON.stringify(identity) === JSON.stringify(value)
      identity = value
      if (ready && !same) session().catch(() => {})
    },
    set: (fields) => (ready ? tell("contact", { fields }) : later.push(["set", fields])),
    page: () => {
      lastPage = page().url
      tell("pages", page())
    },
  }
  /** @type {[string, any][]} */
  const later = []
  /** @param {string} command @param {any} [value] */
  const Baton = (command, value) => void commands[command]?.(value)
  const queue = host.Baton?.q ?? []
  host.Baton = Object.assign(Baton, { alive: true })
  for (const [command, value] of queue) Baton(command, value)

  try {
    const [text, files] = JSON.parse(get("draft") ?? '["",[]]')
    write(text, files)
    // The last known looks, so that what was written offline is at hand before the server is.
    if (get("bot")) bot = JSON.parse(get("bot") ?? "")
  } catch {
    put("draft")
  }

  async function start() {
    joinTabs()
    for (let tries = 0; !gone && !ready; tries++) {
      try {
        await session()
        for (const [command, value] of later.splice(0)) Baton(command, value)
      } catch (error) {
        if (gone) return
        if (!tries)
          console.warn(
            `Baton: ${base} does not answer (${error}). Is it running, and is ${location.origin} among the chatbot’s allowed origins?`,
          )
        if (outbox().length) show()
        if (bot) refresh()
        await pause(Math.min(60000, 2000 * 2 ** tries))
      }
    }
  }
  if (document.body) start()
  else addEventListener("DOMContentLoaded", start)
})()
