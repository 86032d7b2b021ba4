// @ts-check
/**
 * The preview beside a chatbot's settings: the real widget in a frame, open or closed, as a phone or a computer shows it,
 * with what stands in the form and is not saved yet. `admin-preview.js` is the frame's side of it.
 */

const figure = document.querySelector("[data-preview]")
const stage = figure?.querySelector("[data-preview-stage]")
const frame = figure?.querySelector("iframe")
if (figure && stage instanceof HTMLElement && frame) accompany(figure, stage, frame)

/** @param {Element} figure @param {HTMLElement} stage @param {HTMLIFrameElement} frame */
function accompany(figure, stage, frame) {
  /** What is chosen, kept from page to page. @type {{ is: string, on: string }} */
  const chosen = { is: "open", on: "phone", ...JSON.parse(sessionStorage.getItem("preview") ?? "{}") }
  /** Whose words are being written, where it is another language than the visitor's own. */
  let language = languageOf(document.activeElement)
  let picture = { file: /** @type {File | undefined} */ (undefined), url: "" }
  /** What was typed in and is not shown yet. @type {Element | undefined} */
  let typedIn

  /** @param {Partial<typeof chosen>} wish */
  function choose(wish) {
    Object.assign(chosen, wish)
    sessionStorage.setItem("preview", JSON.stringify(chosen))
    for (const input of figure.querySelectorAll("input")) input.checked = Object.values(chosen).includes(input.value)
    fit()
    tell()
  }

  /** A computer's window does not fit beside a form: it is drawn smaller. */
  function fit() {
    const room = stage.clientWidth
    const wide = chosen.on === "computer" ? Math.max(640, room) : Math.min(430, room)
    const scale = Math.min(1, room / wide)
    frame.style.width = `${wide}px`
    frame.style.height = `${stage.clientHeight / scale}px`
    frame.style.scale = `${scale}`
    stage.dataset.on = chosen.on
  }

  function tell() {
    const { draft, locale } = typed()
    frame.contentWindow?.postMessage({ draft, locale, open: chosen.is === "open" }, location.origin)
  }

  /** What visitors would see of what stands in the form. */
  function typed() {
    /** @type {Record<string, unknown>} */
    const draft = {}
    /** @type {Record<string, string>} */
    const appearance = {}
    const form = document.querySelector("form[data-guard]")
    if (!(form instanceof HTMLFormElement)) return { draft, locale: undefined }
    const fields = new FormData(form)
    const group = language && form.querySelector(`[data-language="${language}"]`)
    for (const [name, value] of fields) {
      if (typeof value !== "string") continue
      if (name === "name" || name === "welcome") draft[name] = value
      if (name === "suggestions") draft[name] = linesOf(value)
      if (name.startsWith("appearance.")) appearance[name.slice("appearance.".length)] = value.trim()
    }
    const file = fields.get("picture")
    if (file instanceof File && file.size > 0) appearance.avatar = addressOf(file)
    else if (fields.has("picture.remove")) appearance.avatar = ""
    const locale = language === "new" ? `${fields.get("language") ?? ""}` : language
    if (group && locale) {
      // Where a language has no words of its own, the field shows in grey what visitors read instead.
      for (const field of group.querySelectorAll("input, textarea")) {
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue
        const words = field.value.trim() || field.placeholder
        if (field.name.endsWith(".welcome")) draft.welcome = words
        if (field.name.endsWith(".suggestions")) draft.suggestions = linesOf(words)
        if (field.name.endsWith(".label")) appearance.label = words
      }
    }
    if (Object.keys(appearance).length > 0) draft.appearance = appearance
    return { draft, locale: locale || undefined }
  }

  /** @param {Element | null} element */
  function languageOf(element) {
    const group = element?.closest("[data-language]")
    return group instanceof HTMLElement ? group.dataset.language : undefined
  }

  /** @param {string} text */
  const linesOf = (text) => text.split("\n").filter((line) => line.trim())

  /** @param {File} file */
  function addressOf(file) {
    if (file !== picture.file) {
      URL.revokeObjectURL(picture.url)
      picture = { file, url: URL.createObjectURL(file) }
    }
    return picture.url
  }

  for (const type of ["input", "focusin"])
    document.addEventListener(type, ({ target }) => {
      if (!(target instanceof Element)) return
      if (figure.contains(target)) {
        if (type === "input" && target instanceof HTMLInputElement)
          choose(target.name === "preview-is" ? { is: target.value } : { on: target.value })
        return
      }
      if (!target.closest("form[data-guard]")) return
      const before = language
      language = languageOf(target)
      if (type === "input") {
        // Often enough to follow a colour that is being dragged.
        if (!typedIn) setTimeout(show, 80)
        typedIn = target
      } else if (language !== before) tell()
    })

  /** A change is shown where it can be seen. */
  function show() {
    const shown = typedIn?.closest("[data-shows]")
    typedIn = undefined
    const { shows, showsOn } = shown instanceof HTMLElement ? shown.dataset : {}
    choose({ ...(shows ? { is: shows } : {}), ...(showsOn ? { on: showsOn } : {}) })
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== location.origin) return
    if (data === "preview-is-there") tell()
    else if (data !== chosen.is) choose({ is: data })
  })
  new ResizeObserver(fit).observe(stage)
  choose({})
}
