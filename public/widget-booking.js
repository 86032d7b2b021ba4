/**
 * Choosing a time in the widget: loaded only where times are offered. It builds with the widget's own elements, so the
 * same strict Content-Security-Policy holds and nothing looks foreign.
 */

/** @import { BatonEvent, Kit } from "./widget/contract.js" */

import { speak } from "./widget/speak.js"

/** @typedef {{ slot: string, kind: string, name: string, start: string, end: string }} Slot */
/** @typedef {Pick<Kit, "el" | "pill" | "attempt" | "json" | "refusal" | "stick" | "lang"> & {
 *   row: HTMLElement, offer: { kind: string, type?: string }, events: Map<number, BatonEvent> }} Widget */

export const texts = {
  choose:
    "Choose a time|Elegir una hora|Zeit wählen|Choisir un horaire|Escolher uma hora|Scegliere un orario|Kies een tijd",
  day: "Day|Día|Tag|Jour|Dia|Giorno|Dag",
  time: "Time ({})|Hora ({})|Uhrzeit ({})|Heure ({})|Hora ({})|Ora ({})|Tijd ({})",
  later: "Later days|Más días|Spätere Tage|Jours suivants|Mais dias|Altri giorni|Latere dagen",
  none: "There is no free time just now.|No hay horas libres ahora mismo.|Gerade ist keine Zeit frei.|Aucun horaire libre pour le moment.|De momento não há horas livres.|Al momento non ci sono orari liberi.|Er is nu geen tijd vrij.",
  name: "Name|Nombre|Name|Nom|Nome|Nome|Naam",
  email: "Email|Correo|E-Mail|E-mail|E-mail|E-mail|E-mail",
  phone: "Phone|Teléfono|Telefon|Téléphone|Telefone|Telefono|Telefoon",
  book: "Book {}|Reservar {}|{} buchen|Réserver {}|Marcar {}|Prenota {}|{} boeken",
  done: "Booked: {}|Reservado: {}|Gebucht: {}|Réservé : {}|Marcado: {}|Prenotato: {}|Geboekt: {}",
}
/** @type {Record<string, string>} */
export const further = {
  ar: "اختر موعدًا|اليوم|الوقت ({})|أيام لاحقة|لا يوجد موعد متاح حاليًا.|الاسم|البريد الإلكتروني|الهاتف|احجز {}|تم الحجز: {}",
  tr: "Bir saat seçin|Gün|Saat ({})|Sonraki günler|Şu anda boş saat yok.|Ad|E-posta|Telefon|{} için rezervasyon yap|Rezervasyon yapıldı: {}",
  pl: "Wybierz termin|Dzień|Godzina ({})|Późniejsze dni|Obecnie nie ma wolnych terminów.|Imię i nazwisko|E-mail|Telefon|Zarezerwuj {}|Zarezerwowano: {}",
  sv: "Välj en tid|Dag|Tid ({})|Senare dagar|Det finns ingen ledig tid just nu.|Namn|E-post|Telefon|Boka {}|Bokat: {}",
  da: "Vælg et tidspunkt|Dag|Tid ({})|Senere dage|Der er ingen ledige tider lige nu.|Navn|E-mail|Telefon|Book {}|Booket: {}",
  no: "Velg et tidspunkt|Dag|Tid ({})|Senere dager|Det er ingen ledige tider akkurat nå.|Navn|E-post|Telefon|Bestill {}|Bestilt: {}",
  fi: "Valitse aika|Päivä|Aika ({})|Myöhemmät päivät|Vapaita aikoja ei ole juuri nyt.|Nimi|Sähköposti|Puhelin|Varaa {}|Varattu: {}",
  cs: "Vyberte čas|Den|Čas ({})|Další dny|Teď není žádný volný termín.|Jméno|E-mail|Telefon|Rezervovat {}|Rezervováno: {}",
  ru: "Выберите время|День|Время ({})|Следующие дни|Сейчас нет свободного времени.|Имя|Эл. почта|Телефон|Записаться: {}|Вы записаны: {}",
  uk: "Виберіть час|День|Час ({})|Наступні дні|Зараз немає вільного часу.|Ім’я|Ел. пошта|Телефон|Записатися: {}|Вас записано: {}",
  zh: "选择时间|日期|时间（{}）|更晚的日期|目前没有可预约的时间。|姓名|电子邮箱|电话|预约 {}|已预约：{}",
  "zh-hant": "選擇時間|日期|時間（{}）|更晚的日期|目前沒有可預約的時間。|姓名|電子郵件|電話|預約 {}|已預約：{}",
  ja: "時間を選ぶ|日付|時間（{}）|以降の日付|現在、空いている時間はありません。|お名前|メールアドレス|電話番号|{} を予約|予約しました：{}",
  ko: "시간 선택|날짜|시간 ({})|이후 날짜|지금은 비어 있는 시간이 없습니다.|이름|이메일|전화번호|{} 예약|예약됨: {}",
  hi: "समय चुनें|दिन|समय ({})|आगे के दिन|अभी कोई समय खाली नहीं है।|नाम|ईमेल|फ़ोन|{} बुक करें|बुक हो गया: {}",
}
const daysAtOnce = 4

/** @param {BatonEvent} event @returns {Record<string, string>} */
const detailsOf = (event) =>
  Object.fromEntries(
    /** @type {const} */ (["name", "email", "phone"]).flatMap((key) => (event[key] ? [[key, event[key]]] : [])),
  )

/** @param {Widget} widget */
export default function offerTimes({ row, offer, lang, events, el, pill, attempt, json, refusal, stick }) {
  const t = speak(texts, further, lang)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // English dates as most of the world writes them, unless the browser says otherwise.
  const locale = navigator.language.startsWith(lang) ? navigator.language : lang
  /** @param {string} iso */
  const dayOf = (iso) => new Date(iso).toLocaleDateString(locale, { weekday: "short", day: "numeric", month: "short" })
  /** @param {string} iso */
  const timeOf = (iso) => new Date(iso).toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" })

  // A notice is one line with rules on both sides: what is offered stands below it.
  // It keeps its row's place in the thread when more is said.
  const box = el("div", { "data-id": row.dataset.id })
  row.after(box)
  const opener = pill(t("choose"), open, "main")
  box.append(el("div.picks", opener))
  stick()

  let clientId = ""

  /** What the visitor has left in this conversation already is not asked for once more. @returns {Record<string, string>} */
  const given = () => Object.assign({}, ...[...events.values()].filter(({ type }) => type === "contact").map(detailsOf))

  async function open() {
    opener.setAttribute("aria-disabled", "true")
    const query = new URLSearchParams({ days: "31", kind: offer.kind, ...(offer.type ? { type: offer.type } : {}) })
    const answer = await attempt(`slots?${query}`, {})
    if (answer?.ok) show((await answer.json()).slots)
    else {
      opener.removeAttribute("aria-disabled")
      box.append(el("div.meta", { role: "alert" }, await refusal(answer)))
    }
  }

  /** @param {Slot[]} slots @param {string} [problem] @param {Record<string, string>} [typed] */
  function show(slots, problem = "", typed = given()) {
    /** @type {Map<string, Slot[]>} */
    const byDay = new Map()
    for (const slot of slots) {
      const day = new Date(slot.start).toDateString()
      byDay.set(day, [...(byDay.get(day) ?? []), slot])
    }
    const days = [...byDay.values()]
    if (!days[0]) return box.replaceChildren(el("p.meta", { role: "status" }, t("none")))
    let first = 0
    /** @type {Slot | undefined} */
    let chosen
    const dayPicks = el("div.picks", { role: "group", "aria-label": t("day") })
    const firstDay = () => /** @type {HTMLElement | null} */ (dayPicks.firstElementChild)
    const timePicks = el("div.picks", { role: "group", "aria-label": t("time", zone) })
    const alert = el("div.meta", { role: "alert" }, problem)
    const send = pill("", null, "main")
    /** @type {HTMLInputElement[]} */
    const inputs = ["name", "email", "phone"].map((name) =>
      el("input", {
        name,
        type: name === "phone" ? "tel" : name,
        autocomplete: name === "phone" ? "tel" : name,
        required: name === (offer.kind === "callback" ? "phone" : "name") ? "" : null,
        value: typed[name],
      }),
    )
    const details = el(
      "div",
      { hidden: "" },
      ...inputs.map((input) => el("label", t(/** @type {"name"} */ (input.name)), input)),
      el("div.picks", send),
    )

    /** @param {HTMLElement} group @param {HTMLElement | null} own */
    function press(group, own) {
      for (const other of group.children) {
        other.setAttribute("aria-pressed", `${other === own}`)
        other.classList.toggle("main", other === own)
      }
    }
    function drawDays() {
      dayPicks.replaceChildren(
        ...days.slice(first, first + daysAtOnce).map((list) => {
          const button = pill(dayOf(list[0]?.start ?? ""), () => {
            press(dayPicks, button)
            drawTimes(list)
          })
          button.setAttribute("aria-pressed", "false")
          return button
        }),
        days.length > daysAtOnce
          ? pill(`${t("later")} →`, () => {
              first = first + daysAtOnce < days.length ? first + daysAtOnce : 0
              drawDays()
              firstDay()?.focus()
            })
          : "",
      )
      drawTimes(days[first] ?? [])
      press(dayPicks, firstDay())
    }
    /** @param {Slot[]} list */
    function drawTimes(list) {
      chosen = undefined
      details.hidden = true
      timePicks.replaceChildren(
        ...list.map((slot) => {
          const button = pill(timeOf(slot.start), () => {
            chosen = slot
            clientId = URL.createObjectURL(new Blob()).slice(-36)
            press(timePicks, button)
            send.textContent = t("book", `${dayOf(slot.start)}, ${timeOf(slot.start)}`)
            details.hidden = false
            details.scrollIntoView({ block: "nearest" })
          })
          button.setAttribute("aria-pressed", "false")
          return button
        }),
      )
      stick()
    }

    const form = el(
      "form.card",
      {
        "aria-label": t("choose"),
        onsubmit: async (/** @type {Event} */ event) => {
          event.preventDefault()
          if (!chosen || send.getAttribute("aria-disabled") === "true") return
          send.setAttribute("aria-disabled", "true")
          const contact = Object.fromEntries(inputs.map(({ name, value }) => [name, value.trim() || undefined]))
          const { slot, kind, name, start } = chosen
          const answer = await attempt("bookings", json({ slot, kind, contact, clientId }))
          send.removeAttribute("aria-disabled")
          if (answer?.ok) {
            const words = t("done", `${name}, ${dayOf(start)}, ${timeOf(start)} (${zone})`)
            const said = el("p.meta", { role: "status", tabindex: "-1" }, words)
            box.replaceChildren(said)
            said.focus()
          } else if (answer?.status === 409) {
            const body = await answer.json().catch(() => ({}))
            show(body.slots ?? [], body.detail, Object.fromEntries(inputs.map((input) => [input.name, input.value])))
          } else alert.textContent = await refusal(answer)
        },
      },
      el("label", t("day")),
      dayPicks,
      el("label", t("time", zone)),
      timePicks,
      details,
      alert,
    )
    box.replaceChildren(form)
    drawDays()
    firstDay()?.focus()
  }
}
