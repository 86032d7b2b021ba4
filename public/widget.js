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
 *   text?: string, code?: string, email?: string, phone?: string, from?: State, to?: State, clientId?: string, offer?: boolean, score?: number, slots?: any,
 *   attachments?: Attachment[], citations?: Citation[],
 * }} BatonEvent
 * @typedef {{ clientId: string, at: number, text: string, attachments: Attachment[],
 *   human?: boolean, tries?: number, error?: string, returned?: boolean }} Entry what waits to be sent
 * @typedef {{ name: string, welcome?: string, suggestions?: string[], aiEnabled: boolean, online: boolean, locale?: string, live?: boolean, transcripts?: boolean,
 *   words?: Record<string, string> | null,
 *   appearance?: { color?: string, position?: string, font?: string, theme?: string, avatar?: string, icon?: string, label?: string,
 *     side?: string, bottom?: string, phoneSide?: string, phoneBottom?: string, hidden?: string } | null,
 *   contactForm?: { fields: string[], prompt: string } | null }} Chatbot
 * @typedef {{ token: string, visitorId: string, chatbot: Chatbot, greeting?: string,
 *   conversation: null | { id: string, state: State, events: BatonEvent[], lastEventId: number, readId: number } }} Session
 */
;(() => {
  const host = /** @type {Window & { Baton?: any, navigation?: EventTarget }} */ (window)
  // A single-page site may run the tag again after it swapped the body: the first widget is still alive, or was stopped.
  if (host.Baton?.alive) return host.Baton("start")
  // What runs the tag later may run it as another script.
  const script = /** @type {HTMLScriptElement[]} */ ([document.currentScript, ...document.scripts]).find(
    (it) => it?.dataset.chatbot && it.src,
  )
  if (!script) return console.warn("Baton: the script tag lacks data-chatbot")
  const chatbotId = script.dataset.chatbot
  const base = new URL(script.src).origin

  // ---------------------------------------------------------------------------------------------------- texts

  // One line a text: English, Spanish, German, French. The server brings those of a further language.
  const languages = ["en", "es", "de", "fr"]
  const texts = {
    open: "Open chat|Abrir el chat|Chat öffnen|Ouvrir le chat",
    close: "Close chat|Cerrar el chat|Chat schließen|Fermer le chat",
    unread: "{} unread|{} sin leer|{} ungelesen|{} non lus",
    write: "Write a message…|Escribe un mensaje…|Nachricht schreiben…|Écrivez un message…",
    again: "Start a new conversation…|Empezar otra conversación…|Neues Gespräch beginnen…|Nouvelle conversation…",
    send: "Send|Enviar|Senden|Envoyer",
    attach: "Attach a file|Adjuntar un archivo|Datei anhängen|Joindre un fichier",
    remove: "Remove {}|Quitar {}|{} entfernen|Retirer {}",
    person: "Talk to a person|Hablar con una persona|Mit einem Menschen sprechen|Parler à une personne",
    no: "No, thanks|No, gracias|Nein, danke|Non, merci",
    ai: "AI assistant|Asistente de IA|KI-Assistent|Assistant IA",
    waiting: "Waiting for a person|Esperando a una persona|Wartet auf einen Menschen|En attente d’une personne",
    human: "{} is here|{} está aquí|{} ist da|{} est là",
    closed: "Closed|Cerrada|Beendet|Terminée",
    away: "We answer soon|Respondemos pronto|Wir antworten bald|Réponse bientôt",
    you: "You|Tú|Sie|Vous",
    sent: "Sent|Enviado|Gesendet|Envoyé",
    seen: "Seen|Visto|Gesehen|Vu",
    retry:
      "Not sent yet. Trying again…|Aún no enviado. Reintentando…|Noch nicht gesendet. Neuer Versuch…|Pas encore envoyé. Nouvel essai…",
    failed: "Please try again.|Inténtalo de nuevo.|Bitte noch einmal versuchen.|Veuillez réessayer.",
    edit: "Edit|Editar|Bearbeiten|Modifier",
    offline:
      "No connection. Reconnecting…|Sin conexión. Reconectando…|Keine Verbindung. Verbindet neu…|Pas de connexion. Reconnexion…",
    place: "Number {} in line|Número {} en la cola|Platz {} in der Warteschlange|Numéro {} dans la file",
    wait: "about {} min|unos {} min|etwa {} Min.|environ {} min",
  }
  const t = { ...texts }
  /** @param {string} text @param {string | number} value */
  const fill = (text, value) => text.replace("{}", `${value}`)

  /**
   * @param {string | undefined} fallback the server's language, for visitors whose own we do not speak
   * @param {Record<string, string> | null} [words] of a language that is not here
   */
  function chooseLanguage(fallback, words) {
    const language = [script?.dataset.locale, ...navigator.languages, fallback]
      .map((wish) => `${wish}`.slice(0, 2).toLowerCase())
      .find((wish) => languages.includes(wish) || wish === words?.lang)
    frame.lang = language ?? "en"
    frame.dir = (frame.lang === words?.lang && words.dir) || "ltr"
    for (const [key, row] of Object.entries(texts))
      t[/** @type {keyof typeof texts} */ (key)] = (row.split("|")[languages.indexOf(frame.lang)] ?? words?.[key]) || ""
  }

  // ---------------------------------------------------------------------------------------------------- looks

  // Colours are literal values of Radix Colors: sand, indigo (AI), amber (waiting), jade (person), tomato (failure).
  // Every line is continued, because line breaks in a text are served.
  // A holder's colours are `--h` (bar), `--t` (text) and `--s` (tint), by a class on the panel and on each row.
  const css = `\
:host{all:initial!important;position:fixed!important;z-index:2147483647!important;user-select:text!important}\
*{box-sizing:border-box;margin:0;padding:0;border:0;background:none;font:inherit;color:inherit}\
[hidden]{display:none!important}\
.frame{--tall:100dvh;--bg:#fdfdfc;--soft:#f1f0ef;--line:#e2e1de;--ink:#21201c;--dim:#63635e;--bad:#d13415;--shade:#21201c2e;--was:#0000;\
color:var(--ink);font:15px/1.5 var(--font),sans-serif;\
color-scheme:light}\
.ai{--h:#3e63dd;--t:#3a5bc7;--s:#edf2fe}\
.waiting{--h:#ffc53d;--t:#ab6400;--s:#fefbe9}\
.human{--h:#29a383;--t:#208368;--s:#e6f7ed}\
.closed{--h:#8d8d86;--t:var(--dim);--s:var(--soft)}\
.dark{--bg:#191918;--soft:#2a2a28;--line:#3b3a37;--ink:#eeeeec;--dim:#b5b3ad;--bad:#ff977d;--shade:#000000a6;color-scheme:dark}\
.dark .ai{--t:#9eb1ff;--s:#182449}\
.dark .waiting{--t:#ffca16;--s:#302008}\
.dark .human{--t:#1fd8a4;--s:#0f2e22}\
button{cursor:pointer;text-align:start}\
[aria-disabled=true]{cursor:default;color:var(--dim)!important}\
a,.link{color:var(--link);text-decoration:underline}\
strong,h2,.hello p,.count,.face{font-weight:650}\
:focus-visible{outline:2px solid var(--link);outline-offset:2px}\
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;flex:none}\
.badge,.by,.meta,.notice,.head,.file,.under,.person{display:flex;align-items:center;gap:5px}\
.badge,.by,.meta,.notice,.under,.count,label,.band{font-size:12px;line-height:18px;font-weight:500;color:var(--t)}\
.badge svg,.by svg,.meta svg{width:14px}\
.launcher,.face,.tool{display:grid;place-items:center;flex:none}\
.file span,h2{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}\
.picks,.tray{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}\
.thread,.live,.mine,.panel[open]{display:flex;flex-direction:column}\
.panel,.row,.card,.quote{animation:rise .16s ease-out}\
.launcher,.panel{position:fixed;inset:auto var(--x) var(--y) auto;box-shadow:0 0 0 1px var(--line),0 8px 32px var(--shade)}\
.launcher{min-width:56px;height:56px;border-radius:28px;padding:0 17px;grid-auto-flow:column;gap:8px;font-weight:650}\
.count{position:absolute;inset:-3px -3px auto auto;min-width:20px;padding:1px 6px;border-radius:10px;background:#d13415;color:#fff;text-align:center}\
.panel{bottom:calc(var(--y) + 68px);width:380px;height:min(640px,100vh - 88px - var(--y));max-width:none;max-height:none;background:var(--bg);border-radius:16px;overflow:hidden}\
.left>*{right:auto;left:var(--x)}\
.head,.foot{position:relative;padding:12px 12px 12px 19px;border:solid var(--line);border-width:0 0 1px;background:linear-gradient(var(--h),var(--h)) 0 0/3px 100% no-repeat,linear-gradient(var(--was),var(--was)) 0 0/3px no-repeat}\
.foot{padding:12px 12px 4px 15px;border-width:1px 0 0}\
[dir=rtl] :is(.head,.foot){background-position:100% 0}\
.head{gap:12px}\
.head>:nth-child(2){flex:1;min-width:0}\
.face{width:40px;height:40px;border-radius:10px;overflow:hidden}\
.face img{width:40px;height:40px;object-fit:cover}\
h2{font-size:16px}\
.tool{width:44px;height:44px;border-radius:10px;color:var(--dim)}\
.tool:hover,.pill:hover{background:var(--soft)}\
.band{padding:8px 19px;background:var(--s);color:inherit}\
.log{position:relative;flex:1;overflow:auto;overscroll-behavior:contain;padding:16px;outline-offset:-2px}\
.hello{margin:-16px -16px 0;padding:20px 19px 8px;background:linear-gradient(var(--wash),transparent)}\
.hello p{font-size:20px;margin-bottom:16px}\
.pill{min-height:44px;padding:8px 16px;border-radius:22px;border:1px solid var(--line);background:var(--bg);font-size:14px;font-weight:500}\
.launcher,.face,.main,.main:hover,.mine .text{background:var(--brand);color:var(--on);border-color:transparent}\
.row{padding:3px 0;padding-inline-start:12px;border-inline-start:3px solid var(--h);max-width:94%;align-self:flex-start;overflow-wrap:anywhere}\
.first,.card{margin-top:16px}\
.row:not(.first) .by,.quiet{position:absolute;clip-path:inset(50%)}\
time{font-weight:400;color:var(--dim)}\
.text>*+*,.quote,.file{margin-top:8px}\
.mine{align-self:flex-end;align-items:flex-end;padding:3px 0;border:0}\
.mine .text{padding:8px 14px;border-radius:16px 16px 4px;white-space:pre-wrap}\
.meta{color:var(--dim);margin-top:3px}\
.late .text{opacity:.65}\
.bad .text{background:none;color:var(--ink);border:1px solid var(--bad);max-height:140px;overflow:hidden}\
.bad .meta,.card .meta,.band.bad{color:var(--bad)}\
.band.bad{background:none}\
.link{padding:3px;flex:none}\
.notice{align-self:stretch;max-width:none;padding:0;border:0;gap:12px;text-align:center}\
.notice:before,.notice:after{content:"";flex:1 0 16px;height:1px;background:var(--h);animation:spread .18s}\
.quote,.card{padding:12px 16px;border-radius:10px;background:var(--s);font-size:14px}\
.card{background:none;border:1px solid var(--line)}\
.file{max-width:100%;min-height:44px;padding:4px 12px;border-radius:10px;border:1px solid var(--line);font-size:14px}\
img{display:block;max-width:100%;max-height:220px}\
.dots{display:flex;gap:4px;padding:8px 0}\
i{width:7px;height:7px;border-radius:50%;background:var(--h);animation:dot 1.2s infinite}\
i+i{animation-delay:.15s}\
i+i+i{animation-delay:.3s}\
label{display:block;margin-top:8px;color:var(--dim)}\
input,.card textarea{display:block;width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--line);border-radius:10px;font-size:16px;color:var(--ink)}\
.jump{position:absolute;inset:auto auto 100% 50%;transform:translate(-50%,-8px)}\
.box{border:1px solid var(--line);border-radius:10px}\
.box:focus-within,.drop .box{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}\
.line{display:flex;align-items:flex-end}\
.line textarea{flex:1;min-width:0;padding:11px 0;padding-inline-start:14px;max-height:min(142px,30vh);outline:0;resize:none;line-height:24px}\
::placeholder{color:var(--dim);opacity:1}\
.tray{margin:0 8px}\
.go{padding:5px;border-radius:15px;background:var(--brand) content-box!important;color:var(--on)}\
.go[aria-disabled=true]{background-color:var(--soft)!important}\
.under{justify-content:space-between;color:var(--dim)}\
.person{min-height:44px;padding:0 6px;font-size:14px;color:var(--link)}\
@keyframes rise{from{opacity:0;translate:0 6px}}\
@keyframes spread{from{scale:0 1}}\
@keyframes dot{0%,60%,to{opacity:.35}30%{opacity:1}}\
@media (max-width:479px){.frame .panel{inset:0;width:100%;height:var(--tall);border-radius:0}\
[open]~.launcher{display:none}.line textarea{font-size:16px}.foot{padding-bottom:max(4px,env(safe-area-inset-bottom))}}\
@media (max-height:479px){.panel{inset-block:8px;height:auto}.head,.foot{padding-block:3px}[open]~.launcher{display:none}}\
@media (forced-colors:active){.launcher,.panel,.mine .text{border:1px solid}}\
@media (prefers-reduced-motion){*,:before,:after{animation:none!important}}\
@media print{:host{display:none!important}}`

  // After Lucide (ISC licence), as one short path each.
  const shapes = {
    help: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M9 9a3 3 0 1 1 4 3q-1 .5-1 2M12 17v.1",
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
   * @param {(Node | string | undefined | false | 0 | { [attribute: string]: any })[]} parts
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  function el(what, ...parts) {
    const [tag, className = ""] = what.split(".")
    const node = /** @type {any} */ (document.createElement(/** @type {string} */ (tag)))
    if (tag === "button") node.type = "button"
    node.className = className
    for (const part of parts)
      if (part?.constructor === Object)
        for (const [key, value] of Object.entries(part)) {
          if (key.startsWith("on")) node[key] = value
          else if (value != null) node.setAttribute(key, value)
        }
      else if (part) node.append(part)
    return node
  }

  /** @param {Element} node @param {string} name @param {unknown} value */
  const aria = (node, name, value) => node.setAttribute(`aria-${name}`, `${value}`)
  /** @param {string} text @param {(() => unknown) | null} onclick */
  const pill = (text, onclick, kind = "") =>
    el(/** @type {"button"} */ (`button.pill ${kind}`), { onclick, type: onclick ? null : "submit" }, text)

  /** @typedef {number[]} Rgb */
  /** @param {Rgb} color relative luminance, near enough to choose by */
  const luminance = ([r = 0, g = 0, b = 0]) =>
    (0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2) / 255 ** 2.2 + 0.05
  /** @param {Rgb} a @param {Rgb} b */
  const contrast = (a, b) => Math.max(luminance(a) / luminance(b), luminance(b) / luminance(a))
  /** Moves a colour towards black or white until it stands out. @type {(color: Rgb, from: Rgb, least: number) => Rgb} */
  const separate = (color, from, least) =>
    contrast(color, from) < least
      ? separate(
          color.map((part) => part + ((luminance(from) > 0.5 ? 0 : 255) - part) / 12),
          from,
          least,
        )
      : color

  const darkScheme = matchMedia("(prefers-color-scheme:dark)")
  const sheet = matchMedia("(max-width:479px)")

  /** The shop chooses one colour and finds it again; what stands on it, and words in it, are made readable. */
  function paint() {
    const { color = "", theme, font, position, side, bottom, phoneSide, phoneBottom } = bot?.appearance ?? {}
    const dark = theme === "dark" || (theme !== "light" && darkScheme.matches)
    const ground = dark ? [25, 25, 24] : [253, 253, 252]
    const wish = /^#[\da-f]{6}$/i.test(color)
      ? [1, 3, 5].map((at) => Number(`0x${color.slice(at, at + 2)}`))
      : separate(ground, ground, 15)
    const brand = separate(wish, ground, 1.1)
    const white = [255, 255, 255]
    for (const [name, value] of Object.entries({
      brand: `rgb(${brand})`,
      wash: `rgb(${brand},.1)`,
      on: contrast(brand, white) > 4.6 ? "#fff" : "#000",
      link: `rgb(${separate(wish, ground, 5)})`,
      font: font || "system-ui",
      x: `${(sheet.matches && phoneSide) || side || 20}px`,
      y: `${(sheet.matches && phoneBottom) || bottom || 20}px`,
    }))
      frame.style.setProperty(`--${name}`, value)
    frame.className = `frame${dark ? " dark" : ""}${position === "left" ? " left" : ""}`
  }

  // ---------------------------------------------------------------------------- what is kept in the browser

  const prefix = `baton:${chatbotId}:`
  /** Storage, or a plain object with the same manners where the browser forbids it. @type {Record<string, any>} */
  let disk = {}
  /** @type {Record<string, any>} */
  let visit = {}
  let shared = false
  /** @param {string} key @returns {string | undefined} */
  const get = (key) => disk[prefix + key]
  /** @param {string} key @param {string | number} [value] */
  function put(key, value) {
    try {
      if (value) disk[prefix + key] = value
      else delete disk[prefix + key]
    } catch {
      // The host's storage is full: go on in this tab's own, or in memory, rather than lose what was written.
      const kept = Object.entries(disk).filter(([name]) => name.startsWith(prefix))
      if (disk === visit) visit = {}
      disk = visit
      for (const [name, old] of kept) put(name.slice(prefix.length), old)
      put(key, value)
    }
  }
  try {
    disk = localStorage
    visit = sessionStorage
    put("probe", 1)
    put("probe")
    shared = disk === localStorage && !!window.BroadcastChannel
  } catch {
    // Blocked storage: this tab keeps everything to itself.
  }

  /** As text, also where an old library taught lists to write themselves as text. @param {unknown} value */
  function encode(value) {
    const list = /** @type {any} */ (Array.prototype)
    const { toJSON } = list
    delete list.toJSON
    const text = JSON.stringify(value)
    if (toJSON) list.toJSON = toJSON
    return text
  }
  // `crypto.randomUUID` exists only on HTTPS, and not all shops are; the name of any blob ends in a UUID everywhere.
  const uuid = () => URL.createObjectURL(new Blob()).slice(-36)

  /** What this tab knows itself, should the host empty the storage. @type {Map<string, Entry>} */
  const mine = new Map()
  let known = ""
  const token = () => get("token") || known
  // The outbox has one key for each message: tabs that write at the same time cannot overwrite each other.
  /** @returns {Entry[]} */
  const outbox = () => {
    const all = new Map(mine)
    for (const key of Object.keys(disk))
      if (key.startsWith(`${prefix}out:`)) {
        const entry = JSON.parse(disk[key])
        all.set(entry.clientId, entry)
      }
    return [...all.values()].sort((a, b) => a.at - b.at)
  }
  const nextOut = () => outbox().find((entry) => !entry.error)
  /** @param {Entry} entry */
  function keep(entry) {
    mine.set(entry.clientId, entry)
    put(`out:${entry.clientId}`, encode(entry))
  }
  /** @param {string} clientId */
  function drop(clientId) {
    mine.delete(clientId)
    put(`out:${clientId}`)
  }
  let lastAt = 0

  /** @param {string} text @param {Attachment[]} [attachments] @param {boolean} [human] */
  function enqueue(text, attachments = [], human) {
    for (const entry of outbox()) if (entry.returned) drop(entry.clientId)
    lastAt = Math.max(Date.now(), lastAt + 1)
    keep({ clientId: uuid(), at: lastAt, text, attachments, human })
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
  /** What the page tells of its visitor. @type {any} */
  let attributes
  let gone = false
  let ready = false
  /** Grows when whoever was here has gone: what is still on its way for them comes too late. */
  let epoch = 0
  /** Something to tell came up while a session was on its way. */
  let stale = false

  let from = document.referrer
  const page = () => ({
    // A fragment may hold a secret of the host's (a sign-in answer); only routes are sent.
    url: location.href.replace(/#(?![/!]).*/, "").slice(0, 2000),
    title: document.title.slice(0, 500),
    referrer: from.slice(0, 2000),
  })

  /** @param {unknown} body @returns {RequestInit} */
  const json = (body) => ({
    method: "POST",
    body: encode(body),
    headers: { "Content-Type": "application/json" },
  })

  /**
   * A call as this visitor. A token that is no longer good is dropped, a new session made, and the call repeated once.
   * @param {string} path @param {RequestInit} [init] @param {boolean} [again] @returns {Promise<Response>}
   */
  async function call(path, init = {}, again) {
    const own = epoch
    const used = token()
    const answer = await fetch(new URL(path, `${base}/api/widget/`), {
      ...init,
      credentials: "omit",
      headers: { ...init.headers, Authorization: `Bearer ${used}` },
    })
    if (own !== epoch) throw own
    if (answer.status !== 401 || again) return answer
    if (token() === used) {
      known = ""
      put("token")
    }
    await session()
    if (own !== epoch) throw own
    return call(path, init, true)
  }
  /** @param {number} ms */
  function within(ms) {
    const control = new AbortController()
    setTimeout(() => control.abort(), ms)
    return control.signal
  }
  /** For what may be lost: typing, the trail of pages, receipts. @param {string} path @param {unknown} body */
  const tell = (path, body) => ready && call(path, { ...json(body), keepalive: true }).catch(doubt)

  /** What to tell the visitor of a refusal, or nothing. @param {Response | null} answer @returns {Promise<string>} */
  const refusal = async (answer) => (answer?.ok ? "" : (await answer?.json().catch(() => null))?.detail || t.failed)
  /** @param {string} path @param {RequestInit} init */
  const attempt = (path, init) => call(path, init).catch(() => null)

  /** A script of its own, asked for until it is here. @param {string} name @param {(it: any) => void} use */
  function part(name, use, again = "") {
    import(`${base}/widget-${name}.js${again}`).then(use, () => {
      if (!gone) setTimeout(part, 9000, name, use, `?${Date.now()}`)
    })
  }

  /** @type {Promise<void> | null} */
  let opening = null
  // Tabs that open together must not become several visitors: the first makes the token, the others find it.
  const session = () => {
    opening ??= (
      navigator.locks && shared && !token() ? navigator.locks.request(`${prefix}session`, begin) : begin()
    ).finally(() => {
      opening = null
    })
    return opening
  }

  /** @returns {Promise<void>} */
  async function begin() {
    const own = epoch
    const sent = token()
    stale = false
    const answer = await fetch(`${base}/api/widget/${chatbotId}/session`, {
      ...json({
        token: sent,
        page: page(),
        locale: script?.dataset.locale ?? navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        identity,
        attributes,
      }),
      signal: within(30000),
    })
    if (gone) throw ""
    const { status } = answer
    if (status === 401 && identity) {
      console.warn("Baton: wrong hash")
      identity = undefined
      return begin()
    }
    if ([403, 404].includes(status)) leave()
    if (!answer.ok) throw status
    /** @type {Session} */
    const data = await answer.json()
    // Without Web Locks another tab may have been quicker: its visitor is the one.
    if (own !== epoch || (!sent && get("token"))) return begin()
    known = data.token
    if (known !== sent) put("token", known)
    if (visitor !== data.visitorId) {
      if (visitor) clear()
      visitor = data.visitorId
      put("visitor", visitor)
    }
    if (stale) return begin()
    bot = data.chatbot
    if (data.greeting) greet(data.greeting)
    put("bot", encode(bot))
    ready = true
    show()
    const { events = [], lastEventId, state, readId = 0 } = data.conversation ?? {}
    seenByTeam = Math.max(seenByTeam, readId)
    catchUp(events, lastEventId, state)
    flush()
  }

  let flushing = false
  let failures = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let flushTimer

  /** Pauses grow, and are uneven so that many widgets do not come back together. @param {number} tries */
  const backoff = (tries) => Math.min(30000, 1000 * 2 ** tries) * (0.6 + Math.random() * 0.4)

  /** Sends what waits, in order, one at a time; only in the leading tab. An entry leaves when the server has it. */
  async function flush() {
    clearTimeout(flushTimer)
    if (flushing || !leading || !ready) return
    flushing = true
    for (let entry = nextOut(); entry && leading; entry = nextOut()) {
      const own = epoch
      const { clientId, text, attachments, human } = entry
      const slow = setTimeout(doubt, 6000)
      const answer = await attempt(human ? "human" : "messages", {
        ...json(human ? {} : { clientId, text, attachmentIds: attachments.map((file) => file.id) }),
        signal: within(20000),
      })
      clearTimeout(slow)
      if (own !== epoch) continue
      const status = answer?.status ?? 500
      if (answer?.ok) {
        failures = 0
        const body = await answer.json().catch(() => null)
        drop(clientId)
        receive(body?.event ? [body.event] : [])
      } else if (status < 500 && ![401, 408, 429].includes(status)) {
        // Refused for good: say why, keep the text, and give it back if nothing else is being written.
        const error = await refusal(answer)
        if (human) {
          drop(clientId)
          say(error)
        } else {
          const returned = !area.value
          if (returned) write(text, attachments)
          keep({ ...entry, error, returned })
        }
      } else {
        if (status >= 500) doubt()
        // A lost answer may mean that it arrived: the same clientId goes again, and the server keeps one.
        if (mine.has(clientId) || get(`out:${clientId}`)) keep({ ...entry, tries: 1 })
        flushTimer = setTimeout(
          flush,
          Math.max(Number(answer?.headers.get("Retry-After")) * 1000 || 0, backoff(failures++)),
        )
        break
      }
      refresh()
    }
    flushing = false
    refresh()
  }

  // ------------------------------------------------------------------------------------------ one tab leads
  // One tab holds the stream and empties the outbox; it passes on what it hears. The browser's lock says which, and
  // gives it to the next when that tab goes. Where there are no Web Locks, a short lease in the storage does.

  const me = `${Math.random()}`
  let leading = false
  let asking = false
  let heard = 0
  let linkDown = false
  /** @type {(value?: unknown) => void} */
  let release = () => {}
  let queueing = new AbortController()
  /** @type {AbortController | undefined} */
  let streaming
  let lastBytes = 0
  /** Until when short questions take the place of the stream. */
  let polling = 0
  /** Ends a pause between two attempts. */
  let hurry = () => {}
  /** @param {number} ms */
  const pause = (ms) =>
    new Promise((/** @type {(value?: unknown) => void} */ done) => {
      hurry = done
      setTimeout(done, ms)
    })

  /** @type {BroadcastChannel | undefined} */
  let channel
  /** @param {any} message */
  const tellTabs = (message) => channel?.postMessage({ visitor, ...message })

  function joinTabs() {
    if (!shared || channel) return
    channel = new BroadcastChannel(prefix)
    channel.onmessage = ({ data }) => {
      if (!ready || data.visitor !== visitor) return
      if (leading) {
        // A tab asks what it missed; the answer tells it that somebody leads.
        if ("after" in data)
          tellTabs({ list: [...events.values()].filter(({ id }) => id > data.after), cursor, state, linkDown })
        return
      }
      if ("after" in data) return
      heard = Date.now()
      linkDown = data.linkDown ?? linkDown
      if (data.type) signal(data.type, data.data)
      catchUp(data.list ?? [], data.cursor, data.state)
    }
  }

  /** Whether this tab has a use for the stream: who never opens the widget costs one only where the owner wants it. */
  const wanted = () =>
    ready && (bot?.live || panel.open || state === "waiting" || state === "human" || news()[0] || nextOut())

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
        return new Promise((done) => {
          release = done
        })
      })
      .catch(() => {
        // Stolen while it slept: stand in line again.
        if (!leading) return
        resign()
        take()
      })
    setTimeout(ask, 50)
  }

  /** Asks the leading tab for what this one missed; a silent one (a phone's frozen tab) loses the lead. */
  function ask() {
    if (leading || !asking) return
    const then = Date.now()
    tellTabs({ after: cursor })
    setTimeout(() => {
      if (!leading && asking && heard < then && !document.hidden && navigator.locks) take(true)
    }, 3000)
  }

  function lease() {
    if (!asking) return
    const [owner, until] = (get("lease") ?? "").split(" ")
    if (owner === me || !(Number(until) > Date.now())) {
      // Written twice before it counts: of two tabs that write at once, one finds the other's name.
      if (owner === me) lead()
      put("lease", `${me} ${Date.now() + 6000}`)
    } else if (leading) {
      resign()
      asking = true
    }
    setTimeout(lease, leading ? 2000 : Math.random() * 1000)
  }

  function lead() {
    if (leading) return
    leading = true
    listen()
    flush()
  }
  function resign() {
    if (leading) put("lease")
    leading = asking = false
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
        // Six streams are all that a browser opens: of tabs that know nothing of each other only the one looked at has one.
        if (Date.now() < polling || (!shared && document.hidden)) {
          await poll()
          setLink(false)
          misses = 0
          await pause(panel.open && !document.hidden ? 3000 : 15000)
        } else {
          await stream()
          misses = 0
        }
      } catch {
        if (Date.now() < polling && !misses++) continue
        polling = 0
        setLink(true)
        if (leading) await pause(backoff(misses++))
      }
    }
    listening = false
  }

  /** @param {boolean} down */
  function setLink(down) {
    if (down === linkDown || !leading) return
    linkDown = down
    tellTabs({ linkDown })
    refresh()
    // What was said meanwhile may have been lost.
    if (!down && seenId) acknowledge()
  }

  async function poll() {
    // A slow answer is waited for, but not in silence.
    const late = setTimeout(setLink, 6000, true)
    try {
      const answer = await call(`events?after=${cursor}&${Date.now()}`, { signal: within(20000) })
      if (!answer.ok) throw answer.status
      const body = await answer.json()
      receive(body.events, body.lastEventId, body.state)
      for (const { event, data } of body.signals ?? []) pass(event, data)
    } finally {
      clearTimeout(late)
    }
  }

  /** Something went unanswered: a new stream, or none, shows whether the server is there. */
  function doubt() {
    if (Date.now() - lastBytes > 2000) streaming?.abort()
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
      // A host's service worker that keeps whatever passes through it reads on for ever: the server ends what this browser had.
      if (!get("by")) put("by", me)
      const answer = await call(`stream?by=${get("by")}&${Date.now()}`, {
        signal: control.signal,
        headers: { "Last-Event-ID": `${cursor}` },
      })
      if (!answer.ok || !answer.body) throw answer.status
      const reader = answer.body.getReader()
      const decoder = new TextDecoder()
      let text = ""
      for (;;) {
        const { value, done } = await reader.read()
        if (done) break
        clearTimeout(dog)
        // Heartbeats come every 15 s; many widgets that hear none do not come back in the same moment.
        dog = setTimeout(() => control.abort(), 22000 + Math.random() * 3000)
        lastBytes = Date.now()
        first = false
        setLink(false)
        const frames = (text + decoder.decode(value, { stream: true })).split("\n\n")
        text = frames.pop() ?? ""
        for (const part of frames) hear(part)
      }
      // The server ends a stream when it restarts, or when we read too slowly: not at once, and not all together.
      await pause(1000 + Math.random() * 2000)
    } catch (error) {
      // Bytes came, then silence or a cut: that is a reconnection, not a failure to be waited for.
      if (first) throw error
      await pause(control.signal.aborted ? 0 : 500)
    } finally {
      clearTimeout(dog)
      control.abort()
    }
  }

  /** @param {string} part one frame of the stream */
  function hear(part) {
    /** @type {Record<string, string>} */
    const { event = "", id, data } = Object.fromEntries(part.split("\n").map((line) => line.split(/: ?(.*)/)))
    if (data && id) receive([JSON.parse(data)], Number(id))
    else if (data) pass(event, JSON.parse(data))
  }

  /** @param {BatonEvent[]} list @param {number} [upTo] @param {State} [now] */
  function receive(list, upTo, now) {
    tellTabs({ list, cursor: upTo, state: now })
    catchUp(list, upTo, now)
    if (list.some(({ actor }) => actor.kind !== "visitor")) acknowledge()
  }
  /** @param {string} type @param {any} data */
  function pass(type, data) {
    tellTabs({ type, data })
    signal(type, data)
    refresh()
  }

  // ---------------------------------------------------------------------------------------------- the thread

  /** @type {Map<number, BatonEvent>} */
  const events = new Map()
  /** Rows by the id of their event, or by the clientId of what waits. @type {Map<string | number, HTMLElement>} */
  const rows = new Map()
  /** @type {State | ""} */
  let state = ""
  let conversation = ""
  let operator = ""
  let seenByTeam = 0
  let contacted = false
  let wantsContact = false
  let rated = false
  /** @type {{ turn: string, text: string } | null} */
  let partial = null
  /** Turns whose answer has come or was withdrawn: a late delta of theirs is not shown. @type {Set<string>} */
  const ended = new Set()
  /** @type {{ kind: string, name?: string, until: number } | null} */
  let typist = null
  /** @type {{ position?: number, estimateSeconds?: number | null } | null} */
  let place = null

  function clear() {
    events.clear()
    rows.clear()
    plain = []
    thread.replaceChildren()
    contacted = wantsContact = rated = false
    state = conversation = operator = ""
    cursor = seenId = 0
    partial = typist = place = null
    // The stream was another visitor's.
    streaming?.abort()
  }

  /** @param {BatonEvent[]} list @param {number} [upTo] the stream has told everything up to here @param {State} [now] */
  function catchUp(list, upTo = 0, now) {
    for (const event of list) apply(event)
    // The answer to a POST may overtake the stream: only what the stream told moves the cursor.
    cursor = Math.max(cursor, upTo)
    state = now ?? state
    refresh()
    take()
  }

  /** @param {BatonEvent} event */
  function apply(event) {
    const { id, type, actor, clientId, to, code, text } = event
    if (events.has(id)) return
    if (event.conversationId !== conversation) {
      if (id < Math.max(...events.keys())) return
      conversation = event.conversationId
      state = bot?.aiEnabled ? "ai" : "waiting"
      rated = contacted = wantsContact = false
      operator = ""
    }
    events.set(id, event)
    if (clientId) {
      drop(clientId)
      ended.add(clientId)
    }
    if (actor.kind === "operator") operator = actor.name ?? operator
    if (type === "state" && to) {
      state = to
      if (to !== "ai") partial = null
      if (to !== "waiting") {
        place = null
        wantsContact = false
      }
      typist = null
    }
    if (type === "contact") contacted = !!(event.email || event.phone)
    if (type === "rating") rated = true
    if (code === "no_operator" || code === "leave_contact") wantsContact = true
    if (type === "message") {
      // From its question until its answer, for as long as one may take, the AI is at work.
      typist = actor.kind === "visitor" && state === "ai" ? { kind: "ai", until: Date.now() + 30000 } : null
      if (actor.kind === "ai") partial = null
    } else if (!text) return
    const row = type === "message" ? messageRow(event) : noticeRow(text ?? "", code)
    row.dataset.id = `${id}`
    const pending = rows.get(clientId ?? "")
    if (pending) {
      // Its own echo takes the place of the pending bubble, without moving again.
      row.style.animation = "none"
      pending.remove()
      rows.delete(clientId ?? "")
    }
    rows.set(id, row)
    thread.insertBefore(row, rowList().find((other) => !(Number(other.dataset.id) < id)) ?? null)
    // The calendar is a script of its own: who books nothing loads nothing.
    if (event.slots)
      part("booking", (it) =>
        it.default({ row, offer: event.slots, events, el, pill, attempt, json, refusal, stick, lang: frame.lang }),
      )
  }
  const rowList = () => /** @type {HTMLElement[]} */ ([...thread.children])

  /** What is told but never stored. @param {string} type @param {any} data */
  function signal(type, data) {
    if (type === "typing" && data.actor.kind !== "visitor")
      typist = data.typing ? { ...data.actor, until: Date.now() + (data.actor.kind === "ai" ? 30000 : 5000) } : null
    if (type === "queue") place = data
    if (type === "read") seenByTeam = Math.max(seenByTeam, data.eventId)
    if (type === "presence" && bot) bot.online = data.online
    if (type === "greeting") greet(data.text)
    const stale = streaming
    // The server is about to restart: go before it does, and not all at once.
    if (type === "reconnect") setTimeout(() => stale?.abort(), 1000 + Math.random() * 2000)
    if (type !== "delta" || ended.has(data.turn) || state !== "ai") return
    if (data.cancelled) {
      ended.add(data.turn)
      partial = null
    } else if (data.offset === 0) partial = data
    else if (partial && partial.turn === data.turn && partial.text.length === data.offset)
      partial = { turn: data.turn, text: partial.text + data.text }
  }

  /** @param {string} kind @param {string} [name] @param {string | number} [at] */
  const byline = (kind, name, at = Date.now()) =>
    el(
      "div.by",
      icon(kind === "ai" ? "ai" : "human"),
      kind === "ai" ? t.ai : name || bot?.name,
      el("time", new Date(at).toLocaleTimeString(frame.lang, { timeStyle: "short" })),
    )
  /** @param {string} kind @param {Node[]} inside */
  const voiceRow = (kind, ...inside) =>
    el(/** @type {"div"} */ (`div.row first ${kind === "ai" ? "ai" : "human"}`), ...inside)

  /** @param {BatonEvent} event */
  function messageRow({ actor: { kind, name }, at, text = "", attachments = [], citations = [], offer }) {
    if (kind === "visitor") return ownRow(text, attachments)
    const words = el("div.text", { dir: "auto" }, text)
    const row = voiceRow(kind, byline(kind, name, at), words)
    draw(() => pen.theirs(words, text, citations))
    row.dataset.by = kind + name
    row.append(...attachments.map(fileCard))
    if (offer)
      row.append(
        el(
          "div.picks offer",
          pill(t.person, callPerson, "main"),
          pill(t.no, () => {
            row.lastElementChild?.remove()
            stick()
          }),
        ),
      )
    return row
  }

  /** The visitor's own message, sent or waiting. @param {string} text @param {Attachment[]} attachments */
  function ownRow(text, attachments) {
    const words = text && el("div.text", { dir: "auto" }, text)
    if (words) draw(() => pen.own(words, text))
    return el(
      "div.row mine",
      // Its writer knows the words: only what becomes of them is announced, and that only where it is bad.
      { "data-by": "visitor", "aria-live": "off" },
      el("span.quiet", `${t.you}: `),
      words,
      ...attachments.map(fileCard),
      el("div.meta"),
    )
  }

  /** @type {Record<string, State>} */
  const holders = { operator_joined: "human", handed_back: "ai", closed: "closed" }
  /** @param {string} text @param {string} [code] */
  const noticeRow = (text, code = "") =>
    el(
      /** @type {"div"} */ (`div.row notice ${holders[code] ?? (code ? "waiting" : "closed")}`),
      el("span", { dir: "auto" }, text),
    )
  /** A sentence in the thread that is not kept; what comes later stands below it. @param {string} text */
  function say(text) {
    const row = noticeRow(text)
    row.dataset.id = `${cursor}`
    thread.append(row)
    stick(true)
  }

  /** @param {Attachment} file */
  function fileCard(file) {
    const card = el("button.file", icon("file"), el("span", file.name))
    draw(() => pen.file(card, file))
    return card
  }

  /** How words are drawn is a script of its own: who never opens the widget does without. @type {any} */
  let pen
  /** @type {(() => void)[]} */
  let plain = []
  /** Words stand as plain text until the pen is there, and where a host's libraries break it. @param {() => void} task */
  function draw(task) {
    if (!pen) plain.push(task)
    else
      try {
        task()
      } catch (error) {
        console.warn("Baton:", error)
      }
  }
  let fetching = false
  function fetchPen() {
    if (fetching) return
    fetching = true
    part("message", (it) => {
      pen = it.default({ base, el, call, stick, shadow, nonce: script?.nonce })
      for (const task of plain) draw(task)
      plain = []
      refresh()
    })
  }

  /** What others said and nobody has seen. */
  const news = () => {
    const read = Number(get("read") ?? 0)
    return [...events.values()].filter(
      ({ id, type, actor }) => id > read && type === "message" && actor.kind !== "visitor",
    )
  }

  // What the closed widget says beside its launcher: an operator's word, or a greeting of the house.
  const greeted = `${prefix}greeting`
  /** @type {any} */
  let nudged
  /** @param {string} text */
  function greet(text) {
    visit[greeted] = text
    refresh()
  }
  /** @param {BatonEvent[]} list */
  function nudge(list) {
    const said =
      list.reverse().find(({ id, actor }) => actor.kind === "operator" && !(id <= visit[`${prefix}seen`])) ??
      (panel.open ? undefined : visit[greeted])
    if (said === nudged) return
    nudged = said
    part("nudge", (it) =>
      it.default({
        said: nudged,
        name: bot?.name,
        frame,
        el,
        icon,
        open: () => unfold(),
        dismiss: () => {
          visit[`${prefix}seen`] = nudged.id ?? 0
          delete visit[greeted]
          refresh()
        },
      }),
    )
  }

  let nearEnd = true
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let readTimer
  let seenId = 0
  /** Says what stood on the screen, and up to where the thread has everything, seen or not. */
  function acknowledge() {
    clearTimeout(readTimer)
    readTimer = setTimeout(() => tell("read", { eventId: seenId, renderedId: cursor }), 300)
  }
  function look() {
    if (!panel.open || document.hidden) return
    const bottom = log.scrollTop + log.clientHeight
    nearEnd = log.scrollHeight - bottom < 80
    const last = rowList()
      .reverse()
      .find(({ dataset, offsetTop }) => dataset.id && dataset.by !== "visitor" && offsetTop + 16 < bottom)
    const id = Number(last?.dataset.id ?? 0)
    if (id > Number(get("read") ?? 0)) put("read", id)
    if (id > seenId) {
      seenId = id
      acknowledge()
    }
    const below = news().length
    jump.hidden = !below
    jump.textContent = `${fill(t.unread, below)} ↓`
  }
  /** @param {boolean} [force] follow even a reader who scrolled up */
  function stick(force) {
    if (force || nearEnd) log.scrollTop = log.scrollHeight
    refocus()
    look()
  }

  // ------------------------------------------------------------------------------------------------ the panel

  /** Those without an id are still on their way to the server. @type {Attachment[]} */
  let attached = []

  const element = el(/** @type {"div"} */ ("baton-chat"))
  const shadow = element.attachShadow({ mode: "open" })
  const launcher = el("button.launcher", { onclick: () => (panel.open ? shut() : unfold()) })
  const face = el("div.face", { "aria-hidden": "true" })
  const title = el("h2")
  const holder = el("div.badge", { role: "status" })
  const closer = el("button.tool", { onclick: shut }, icon("down"))
  const band = el("div.band", { role: "status" })
  const hello = el("div.hello")
  const thread = el("div.thread", { role: "log" })
  const live = el("div.live", { "aria-hidden": "true" })
  const cards = el("div")
  const log = el("div.log", { tabindex: "0", onscroll: look }, hello, thread, live, cards)
  const jump = el("button.pill jump", { hidden: "", onclick: () => stick(true) })
  const tray = el("div.tray")
  const area = el("textarea", { rows: "1", enterkeyhint: "send" })
  const chooser = el("input", {
    type: "file",
    multiple: "",
    hidden: "",
    onchange: async () => {
      await attach(chooser.files)
      chooser.value = ""
    },
  })
  const clip = el("button.tool", { onclick: () => chooser.click() }, icon("clip"))
  const go = el("button.tool go", { onclick: submit }, icon("send"))
  const person = el("button.person", { onclick: callPerson })
  const head = el("div.head", face, el("div", title, holder), closer)
  const foot = el(
    "div.foot",
    jump,
    el("div.box", tray, el("div.line", area, chooser, clip, go)),
    el("div.under", person, "by Baton"),
  )
  // A real dialog: as a full sheet it is opened modally, and the browser keeps the page behind it out of reach.
  const panel = el("dialog.panel", head, band, log, foot)
  const frame = el("div.frame", panel, launcher)
  try {
    const style = new CSSStyleSheet()
    style.replaceSync(css)
    shadow.adoptedStyleSheets = [style]
  } catch {
    // Browsers before 2023 have no constructable sheets.
    shadow.append(el("style", { nonce: script.nonce }, css))
  }
  shadow.append(frame)

  /** Puts the words and the looks of this chatbot in place; repeated when a session brings new ones. */
  function show() {
    if (!bot || gone) return
    chooseLanguage(bot.locale, bot.words)
    paint()
    const { name, welcome, suggestions = [], appearance } = bot
    title.textContent = name
    aria(panel, "label", name)
    aria(log, "label", name)
    const { avatar } = appearance ?? {}
    // Lazy: not before the panel is opened.
    const image = avatar && el("img", { alt: "", loading: "lazy", src: new URL(avatar, base) })
    face.replaceChildren([...name][0] ?? "", image || "")
    if (image) image.onload = () => face.replaceChildren(image)
    hello.replaceChildren(
      el("p", { dir: "auto" }, welcome || name),
      el("div.picks", ...suggestions.map((text) => pill(text, () => enqueue(text)))),
    )
    closer.title = t.close
    clip.title = t.attach
    go.title = t.send
    person.replaceChildren(icon("human"), t.person)
    insert()
    if (visit[`${prefix}open`]) unfold(true)
    refresh()
  }

  /** Brings everything that follows from the state to the screen. @param {boolean} [own] after the visitor's own word */
  function refresh(own) {
    if (!bot) return
    const waiting = outbox()

    // What waits to be sent stands after everything that was.
    for (const [key, row] of rows)
      if (typeof key === "string" && !waiting.some(({ clientId }) => clientId === key)) {
        row.remove()
        rows.delete(key)
      }
    for (const { clientId, error, tries, human, text, attachments } of waiting) {
      if (human) continue
      const row = rows.get(clientId) ?? ownRow(text, attachments)
      rows.set(clientId, row)
      if (!row.isConnected) thread.append(row)
      const words = error ?? (tries ? t.retry : "…")
      if (row.dataset.words === words) continue
      row.dataset.words = words
      row.className = `row mine ${error ? "bad" : "late"}`
      row.lastElementChild?.replaceChildren(
        error ? "" : icon("late"),
        el("span", { role: error || tries ? "alert" : null }, words),
      )
      if (error)
        row.lastElementChild?.append(
          el(
            "button.link",
            {
              onclick: () => {
                drop(clientId)
                write(text, attachments)
                refresh()
                area.focus()
              },
            },
            t.edit,
          ),
        )
    }

    // Neighbours of one voice form a group, with one name and one unbroken bar.
    let by
    let lastOwn
    let answered = 0
    for (const row of rowList()) {
      const { dataset } = row
      row.classList.toggle("first", !dataset.by || dataset.by !== by)
      by = dataset.by
      row.querySelector(".offer")?.toggleAttribute("hidden", !!row.nextElementSibling || state !== "ai")
      if (!dataset.id || !by) continue
      if (by === "visitor") {
        lastOwn?.lastElementChild?.replaceChildren()
        lastOwn = row
      } else answered = Number(dataset.id)
    }
    if (lastOwn) {
      const receipt = Math.max(answered, seenByTeam) >= Number(lastOwn.dataset.id) ? "seen" : "sent"
      lastOwn.lastElementChild?.replaceChildren(icon(receipt), t[receipt])
    }
    hello.lastElementChild?.toggleAttribute("hidden", rows.size > 0)

    refreshLive()
    refreshHolder(waiting)
    refreshCards()
    const list = panel.open ? [] : news()
    const count = list.length
    nudge(list)
    const { icon: sign, label, hidden } = bot?.appearance ?? {}
    aria(launcher, "expanded", panel.open)
    aria(launcher, "label", panel.open ? t.close : (label || t.open) + (count ? `, ${fill(t.unread, count)}` : ""))
    launcher.hidden = !!hidden && !panel.open && !count
    launcher.replaceChildren(
      icon(panel.open ? "down" : /** @type {"chat"} */ (sign || "chat")),
      panel.open || !label ? "" : label,
      count ? el("span.count", count > 9 ? "9+" : `${count}`) : "",
    )
    stick(own)
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingTimer
  let drawn = ""
  function refreshLive() {
    clearTimeout(typingTimer)
    const left = (typist?.until ?? 0) - Date.now()
    if (left > 0) typingTimer = setTimeout(refresh, left + 9)
    else typist = null
    const who = partial ? { kind: "ai", name: "" } : typist
    // The dots keep moving, and the words appear, in one and the same row.
    const key = who ? who.kind + who.name + !partial : ""
    if (key !== drawn) {
      drawn = key
      live.replaceChildren()
      if (who) {
        const row = voiceRow(who.kind, byline(who.kind, who.name), el("div.dots", el("i"), el("i"), el("i")))
        live.append(row)
      }
    }
    if (partial) {
      const words = el("div.text", { dir: "auto" }, partial.text)
      const { text } = partial
      if (pen) draw(() => pen.partial(words, text))
      live.firstElementChild?.lastElementChild?.replaceWith(words)
    }
  }

  /** @param {Entry[]} outgoing */
  function refreshHolder(outgoing) {
    const { aiEnabled, online, name } = bot ?? { name: "" }
    const now = state || (aiEnabled ? "ai" : online ? "human" : "closed")
    const words = state || aiEnabled || online ? fill(t[now], operator || name) : t.away
    if (!panel.classList.contains(now)) {
      // The signature: the baton passes, and the bar sweeps once from the old colour to the new.
      panel.style.setProperty("--was", getComputedStyle(panel).getPropertyValue("--h"))
      panel.className = `panel ${now}`
      if (!matchMedia("(prefers-reduced-motion)").matches)
        for (const part of [head, foot])
          part.animate({ backgroundSize: ["3px 0,3px", "3px 100%,3px"] }, { duration: 180, easing: "ease-out" })
    }
    if (holder.textContent !== words) holder.replaceChildren(icon(now), words)
    const calling = outgoing.find((entry) => entry.human)
    const { position, estimateSeconds } = place ?? {}
    const told = linkDown
      ? t.offline
      : calling?.tries
        ? t.retry
        : position && online
          ? fill(t.place, position) + (estimateSeconds ? ` · ${fill(t.wait, Math.ceil(estimateSeconds / 60))}` : "")
          : ""
    if (band.textContent !== told) band.textContent = told
    band.hidden = !told
    band.className = linkDown ? "band bad" : "band"
    area.placeholder = state === "closed" ? t.again : t.write
    aria(area, "label", area.placeholder)
    aria(person, "disabled", state === "waiting" || state === "human" || !!calling)
  }

  /** Which card stands at the end of the thread. */
  let card = ""
  function refreshCards() {
    const { contactForm: form, transcripts, online } = bot ?? {}
    const asks = form || wantsContact || (state === "waiting" && !online)
    const due = asks && state && state !== "human" && !contacted && !identity?.email
    const now = state === "closed" ? "after" : due ? "contact" : ""
    if (now === card) return
    card = now
    cards.replaceChildren()
    if (!now) return
    const answered = () => {
      contacted = true
      refresh()
    }
    // Each is a script of its own, built with what is here: who is asked nothing loads nothing.
    const kit = { cards, el, icon, pill, attempt, json, refusal, say, stick, lang: frame.lang }
    part(now, (it) => {
      if (card !== now) return
      it.default({ ...kit, form, rated, transcripts, identity, answered })
      stick()
    })
  }

  function callPerson() {
    if (person.getAttribute("aria-disabled") !== "true") enqueue("", [], true)
  }

  /** Where the focus is when nothing else has it. On a touch screen the field would call up the keyboard, which covers half of the panel. */
  const home = () => (matchMedia("(pointer:coarse)").matches ? closer : area)
  /** @type {any} */
  let focused
  /** What had the focus may be gone, and nobody is to look for their place again. */
  function refocus() {
    const now = shadow.activeElement ?? document.activeElement
    if (panel.open && focused?.offsetParent === null && [focused, document.body].includes(now)) home().focus()
  }

  /** @param {boolean} [quietly] on the next page of a visit, without taking the focus */
  function unfold(quietly) {
    if (!bot || panel.open) return
    fetchPen()
    visit[`${prefix}open`] = 1
    const said = visit[greeted]
    delete visit[greeted]
    if (quietly) panel.open = true
    else {
      if (sheet.matches) panel.showModal()
      else panel.show()
      home().focus()
    }
    drafted()
    refresh(true)
    if (said) hello.firstElementChild?.replaceChildren(said)
    take()
  }
  function shut() {
    delete visit[`${prefix}open`]
    // The browser gives the focus back to what opened it; where that is nothing, the launcher gets it.
    panel.close()
    refresh()
    if ([document.body, element].includes(/** @type {any} */ (document.activeElement))) launcher.focus()
  }

  /** @param {string} text @param {Attachment[]} files */
  function write(text, files) {
    area.value = text
    attached = files
    drafted()
  }
  function drafted() {
    put("draft", area.value || attached[0] ? encode([area.value, attached.filter((file) => file.id)]) : "")
    area.style.height = "0"
    area.style.height = `${area.scrollHeight}px`
    aria(go, "disabled", !area.value.trim() && !attached[0])
    tray.replaceChildren(
      ...attached.map((file) =>
        el(
          "div.file",
          !file.id && icon("late"),
          el("span", file.name),
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
    refocus()
  }
  /** Sent by the visitor before all of its files are there. */
  let due = false
  function submit() {
    const text = area.value.trim()
    const files = attached
    area.focus()
    due = !files.every((file) => file.id)
    if (due || (!text && !files[0])) return
    write("", [])
    enqueue(text, files)
  }

  /** @param {FileList | null | undefined} files */
  async function attach(files) {
    for (const file of files ?? []) {
      /** @type {any} */
      const coming = { name: file.name }
      write(area.value, [...attached, coming])
      const body = new FormData()
      const it = await import(`${base}/widget-files.js`).catch(() => 0)
      body.append("file", it ? await it.default(file) : file)
      const answer = await attempt("attachments", { method: "POST", body })
      const error = await refusal(answer)
      const stored = error ? [] : await answer?.json()
      write(
        area.value,
        attached.flatMap((other) => (other === coming ? stored : other)),
      )
      if (!error) continue
      due = false
      say(`${file.name}: ${error}`)
    }
    if (due) submit()
  }

  let told = 0
  area.oninput = () => {
    drafted()
    if (state && state !== "ai" && Date.now() - told > 3000) {
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
    const files = event.clipboardData?.files
    if (!files?.[0]) return
    event.preventDefault()
    attach(files)
  }
  panel.ondragover =
    panel.ondragleave =
    panel.ondrop =
      (event) => {
        event.preventDefault()
        panel.classList.toggle("drop", event.type === "dragover")
        if (event.type === "drop") attach(event.dataTransfer?.files)
      }
  const stay = () => {
    focused = shadow.activeElement
  }
  // Steps from one to another in here are not seen outside.
  frame.addEventListener("focusin", stay)
  frame.onkeydown = ({ key }) => {
    if (key === "Escape" && panel.open) shut()
  }
  // What happens in here is none of the host's business: its shortcuts, scroll effects, drop zones and focus traps neither
  // see it nor come in between. It is told to our own handlers from the target outwards, as it would be.
  for (const type of "click keydown keypress keyup focusin mousedown pointerdown touchstart touchmove wheel copy cut paste contextmenu selectstart dragenter dragover dragleave drop".split(
    " ",
  ))
    addEventListener(
      type,
      (event) => {
        if (event.target !== element) return
        event.stopImmediatePropagation()
        if (type === "focusin") stay()
        for (const node of /** @type {any[]} */ (event.composedPath())) {
          if (node === shadow) break
          node[`on${type}`]?.(event)
        }
      },
      // A listener that could hold up the host's scrolling would.
      { capture: true, passive: /^[tw]/.test(type) },
    )
  // Whoever leaves by themselves is not fetched back.
  frame.addEventListener("focusout", () =>
    // What is taken away loses the focus before it goes.
    setTimeout(() => {
      if (!shadow.activeElement && focused?.offsetParent) focused = null
    }),
  )
  // The way back on a phone closes a modal dialog by itself.
  panel.oncancel = shut
  darkScheme.onchange = sheet.onchange = paint
  // An on-screen keyboard shrinks only the visual viewport on some phones.
  visualViewport?.addEventListener("resize", () => {
    frame.style.setProperty("--tall", `${visualViewport?.height}px`)
    stick()
  })

  // -------------------------------------------------------------------------------------------- the host page

  // Beside the body: a single-page site may replace that, move or hide it, and a dialog take its children out of reach.
  let returns = 99
  const insert = () => {
    // A host that throws it out each time has the last word.
    if (gone || !bot || element.isConnected || returns-- < 1) return
    document.documentElement.append(element)
    for (const place of [document, document.documentElement]) watcher.observe(place, { childList: true })
  }
  const watcher = new MutationObserver(insert)

  let lastPage = page().url
  /** Tells the page; who holds no stream hears in return whether somebody has something to say. */
  async function see() {
    lastPage = page().url
    const answer = await tell("pages", page())
    const [news, greeting] = (answer ? answer.headers.get("baton-news") : null)?.split("=") ?? []
    if (greeting) greet(decodeURIComponent(greeting))
    else if (news) session().catch(() => {})
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pageTimer
  function moved() {
    clearTimeout(pageTimer)
    // The title follows the address a moment later on most single-page sites.
    pageTimer = setTimeout(() => {
      if (page().url === lastPage) return
      from = lastPage
      see()
    }, 300)
  }
  if (host.navigation) host.navigation.addEventListener("currententrychange", moved)
  else
    for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
      const original = history[name]
      history[name] = function (...args) {
        original.apply(this, args)
        moved()
      }
    }
  addEventListener("popstate", moved)

  host.addEventListener("storage", ({ key, newValue }) => {
    if (!key?.startsWith(prefix) || !ready) return
    const name = key.slice(prefix.length)
    // Another tab became another visitor (an expired token, an identity), or signed this one out: follow it.
    if (name === "visitor" && newValue !== visitor) {
      if (newValue) session().catch(() => {})
      else forget(visit)
    }
    if (!newValue) mine.delete(name.slice(4))
    if (!/^(read|out:)/.test(name)) return
    refresh()
    flush()
  })

  /** Back from sleep, from another tab or from a tunnel: what is stale is renewed at once. */
  /** @param {any} event */
  function wake({ type, persisted }) {
    if (gone) return
    // A page that was kept for the way back was not told that somebody signed out meanwhile.
    if (persisted && ready && get("visitor") !== visitor) {
      forget(visit)
      session().catch(() => {})
    }
    // Looked at again, or brought back whole: of several tabs this is the page that they are on.
    if (persisted || (type[0] === "v" && !document.hidden)) see()
    joinTabs()
    if (type[0] === "o") doubt()
    else if (Date.now() - lastBytes > 20000 || (!shared && document.hidden)) streaming?.abort()
    failures = 0
    hurry()
    take()
    ask()
    flush()
    look()
  }
  for (const name of ["online", "pageshow"]) addEventListener(name, wake)
  document.addEventListener("visibilitychange", wake)
  setInterval(ask, 15000)
  // A page that holds a lock or a channel is not kept for the back button.
  function hide() {
    if (ready) navigator.sendBeacon?.(`${base}/api/widget/leave`, token())
    resign()
    queueing.abort()
    channel?.close()
    channel = undefined
  }
  addEventListener("pagehide", hide)

  /** Nothing of whoever was here stays in this tab. @param {Record<string, any>[]} stores */
  function forget(...stores) {
    epoch++
    known = visitor = ""
    identity = attributes = undefined
    mine.clear()
    clear()
    write("", [])
    for (const store of stores)
      for (const key of Object.keys(store)) if (key.startsWith(prefix) && !key.endsWith(":open")) delete store[key]
    show()
  }
  /** No button, no calls. */
  function leave() {
    hide()
    gone = true
    ready = false
    element.remove()
  }

  // A policy of the host's that lacks something is named, and not run against again and again.
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    if (gone || !blockedURI.startsWith(base)) return
    console.warn(`Baton: this page's Content-Security-Policy lacks ${base} in ${effectiveDirective}`)
    if (effectiveDirective === "connect-src") leave()
  })

  /** @type {[string, any][]} */
  const later = []
  /** @type {Record<string, (value: any) => unknown>} */
  const commands = {
    open: (text) => {
      unfold()
      if (text && !area.value) write(`${text}`, attached)
    },
    close: () => panel.open && shut(),
    identify: (value) => {
      if (encode(identity) === encode(value)) return
      identity = value
      stale = true
      if (ready) session().catch(() => {})
    },
    set: (values) => {
      attributes = { ...attributes, ...values }
      stale = true
      tell("attributes", { attributes: values })
    },
    // Signed out: whoever comes next must not read this.
    reset: () => {
      forget(disk, visit)
      if (ready) session().catch(() => {})
    },
    // Nothing is kept, and nothing is there, until it is started again.
    stop: () => {
      if (panel.open) shut()
      hide()
      ready = false
      forget(disk, visit)
      leave()
    },
    start: () => {
      if (!gone) return
      gone = false
      start()
    },
    page: see,
  }
  /** @param {string} command @param {any} [value] */
  const Baton = (command, value) => {
    // Who it is belongs into the first session; the rest needs one.
    if (ready || !/^(open|close|page)$/.test(command)) commands[command]?.(value)
    else if (!gone) later.push([command, value])
  }
  // A link to this opens it: on the page, pressed before this script is there, or in the address that somebody was sent.
  const door = "#baton-open"
  /** @param {any} [event] */
  function knock(event) {
    if (location.hash === door) history.replaceState(history.state, "", location.href.slice(0, -door.length))
    else if (event?.target.closest?.(`[href="${door}"]`)) event.preventDefault()
    else return
    Baton("open")
  }
  // Before the host's own handlers of such links, some of which look for what stands there.
  for (const name of ["hashchange", "click"]) addEventListener(name, knock, true)
  const queue = host.Baton?.q ?? []
  Baton.alive = true
  host.Baton = Baton
  for (const [command, value] of queue) Baton(command, value)
  knock()

  try {
    const [text, files] = JSON.parse(get("draft") ?? '["",[]]')
    area.value = text
    attached = files
    // The last known looks, so that what was written offline is at hand before the server is.
    if (nextOut()) bot = JSON.parse(get("bot") ?? "")
  } catch {
    put("draft")
  }

  async function start() {
    joinTabs()
    for (let tries = 0; !gone && !ready; tries++)
      try {
        await session()
        for (const [command, value] of later.splice(0)) Baton(command, value)
      } catch (error) {
        show()
        await pause(backoff(tries + 1))
        if (gone ? Number(error) : !tries)
          console.warn(`Baton: ${error}. Is ${location.origin} allowed for ${chatbotId}? See ${base}/admin`)
      }
  }
  // A page that the browser only prepares may never be looked at.
  if (/** @type {any} */ (document).prerendering) document.addEventListener("prerenderingchange", start, { once: true })
  else if (document.body) start()
  else addEventListener("DOMContentLoaded", start)
})()
