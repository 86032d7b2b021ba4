/**
 * After a conversation: how it went, and the transcript by email. Loaded only when one has ended; built with the
 * widget's own elements, so the same strict Content-Security-Policy holds and nothing looks foreign.
 */

/** @import { Kit } from "./widget/contract.js" */

import { addLooks } from "./widget/add-looks.js"
import { speak } from "./widget/speak.js"

/** @typedef {Kit & { cards: HTMLElement, rated: boolean, transcripts?: boolean, identity?: { email?: string } }} Widget */

export const texts = {
  rate: "How did it go?|¿Qué tal ha ido?|Wie war es?|Comment était-ce ?|Como foi?|Com'è andata?|Hoe ging het?",
  comment:
    "Anything to add?|¿Algo que añadir?|Noch etwas?|Autre chose ?|Algo a acrescentar?|Vuole aggiungere qualcosa?|Nog iets toe te voegen?",
  send: "Send|Enviar|Senden|Envoyer|Enviar|Invia|Versturen",
  no: "Cancel|Cancelar|Abbrechen|Annuler|Cancelar|Annulla|Annuleren",
  thanks: "Thank you.|Gracias.|Danke.|Merci.|Obrigado.|Grazie.|Bedankt.",
  transcript:
    "Email me the transcript|Enviarme la conversación|Gespräch per E-Mail|Recevoir la conversation|Receber a conversa|Inviami la conversazione|Mail mij het gesprek",
  email: "Email|Correo|E-Mail|E-mail|E-mail|E-mail|E-mail",
  sent: "On its way to {}.|De camino a {}.|Unterwegs an {}.|En route vers {}.|A caminho de {}.|In arrivo a {}.|Onderweg naar {}.",
}
/** @type {Record<string, string>} */
export const further = {
  ar: "كيف كانت المحادثة؟|هل تود إضافة شيء؟|إرسال|إلغاء|شكرًا لك.|أرسل إليّ نص المحادثة|البريد الإلكتروني|في الطريق إلى {}.",
  tr: "Nasıl geçti?|Eklemek istediğiniz bir şey var mı?|Gönder|İptal|Teşekkürler.|Görüşmeyi e-postayla al|E-posta|{} adresine gönderiliyor.",
  pl: "Jak poszło?|Chcesz coś dodać?|Wyślij|Anuluj|Dziękujemy.|Wyślij mi zapis rozmowy|E-mail|W drodze na {}.",
  sv: "Hur gick det?|Något att tillägga?|Skicka|Avbryt|Tack.|Mejla mig konversationen|E-post|På väg till {}.",
  da: "Hvordan gik det?|Noget at tilføje?|Send|Annuller|Tak.|Send mig samtalen|E-mail|På vej til {}.",
  no: "Hvordan gikk det?|Noe å legge til?|Send|Avbryt|Takk.|Send meg samtalen på e-post|E-post|På vei til {}.",
  fi: "Miten meni?|Haluatko lisätä jotain?|Lähetä|Peruuta|Kiitos.|Lähetä keskustelu sähköpostiini|Sähköposti|Matkalla osoitteeseen {}.",
  cs: "Jak to šlo?|Chcete něco dodat?|Odeslat|Zrušit|Děkujeme.|Poslat mi přepis e-mailem|E-mail|Na cestě na {}.",
  ru: "Как всё прошло?|Хотите что-нибудь добавить?|Отправить|Отмена|Спасибо.|Отправить мне переписку|Эл. почта|Отправляем на {}.",
  uk: "Як усе пройшло?|Бажаєте щось додати?|Надіслати|Скасувати|Дякуємо.|Надіслати мені розмову|Ел. пошта|Надсилаємо на {}.",
  zh: "本次服务如何？|还有什么要补充的吗？|发送|取消|谢谢。|将对话记录发送到我的邮箱|电子邮箱|正在发送至 {}。",
  "zh-hant": "本次服務如何？|還有什麼要補充的嗎？|傳送|取消|謝謝。|將對話紀錄寄到我的信箱|電子郵件|正在寄送至 {}。",
  ja: "対応はいかがでしたか？|ほかに何かございますか？|送信|キャンセル|ありがとうございました。|会話の内容をメールで受け取る|メールアドレス|{} に送信しています。",
  ko: "상담은 어떠셨나요?|더 하실 말씀이 있나요?|보내기|취소|감사합니다.|대화 내용을 이메일로 받기|이메일|{} 주소로 보내는 중입니다.",
  hi: "बातचीत कैसी रही?|कुछ और कहना चाहेंगे?|भेजें|रद्द करें|धन्यवाद।|बातचीत मुझे ईमेल करें|ईमेल|{} पर भेजा जा रहा है।",
}
const star = "m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3 6.4 20.2l1.1-6.2L3 9.6l6.2-.9z"
const css =
  ".stars{display:flex;margin:4px 0 0 -10px}.on{color:#e2a336}.on path{fill:currentColor}.after{margin-top:16px}"

/** @param {Widget} widget */
export default function showAfter(widget) {
  const { cards, rated, transcripts, identity, lang, el, icon, pill, attempt, json, refusal, say, stick } = widget
  const t = speak(texts, further, lang)
  addLooks(cards, css)
  cards.className = ""

  /** One after the other: of two stars the one that was pressed last is to arrive last. @type {Promise<Response | null>} */
  let turn = Promise.resolve(null)
  /** @param {string} path @param {any} values */
  const send = (path, values) => {
    turn = turn.then(() => attempt(path, json(values)))
    return turn
  }

  /** What the server refuses is said in it, and what was typed stays. @param {string} path @param {() => unknown} values @param {(answer: any) => void} done @param {any[]} inside */
  function card(path, values, done, ...inside) {
    const problem = el("div.meta", { role: "alert" })
    const form = el(
      "form.card",
      {
        onsubmit: async (/** @type {Event} */ event) => {
          event.preventDefault()
          const answer = await send(path, values())
          problem.textContent = await refusal(answer)
          if (!answer?.ok) return
          form.remove()
          done(answer.status === 204 ? {} : await answer.json())
        },
      },
      ...inside,
      problem,
    )
    return form
  }

  function rating() {
    let score = 0
    const comment = el("textarea")
    const more = el(
      "div",
      { hidden: "" },
      el("label", t("comment"), comment),
      el("div.picks", pill(t("send"), null, "main")),
    )
    const stars = [1, 2, 3, 4, 5].map((n) => {
      const drawing = icon("sent")
      drawing.firstElementChild?.setAttribute("d", star)
      return el(
        "button.tool",
        {
          "aria-label": `${n}/5`,
          onclick: () => {
            score = n
            stars.forEach((other, i) => {
              other.classList.toggle("on", i < n)
              other.setAttribute("aria-pressed", `${i + 1 === n}`)
            })
            more.hidden = false
            stick(true)
            // Kept at once: most people close the window after the star.
            send("rating", { score: n })
          },
        },
        drawing,
      )
    })
    return card(
      "rating",
      () => ({ score, comment: comment.value.trim() || undefined }),
      () => say(t("thanks")),
      el("p", t("rate")),
      el("div.stars", { role: "group", "aria-label": t("rate") }, ...stars),
      more,
    )
  }

  function transcript() {
    const place = el("div.after")
    const opener = pill(t("transcript"), () => {
      const input = el("input", {
        name: "email",
        type: "email",
        autocomplete: "email",
        required: "",
        value: identity?.email,
      })
      const form = card(
        "transcript",
        () => ({ email: input.value.trim() }),
        ({ email }) => {
          const said = el("p.meta", { role: "status", tabindex: "-1" }, icon("sent"), t("sent", email))
          place.replaceChildren(said)
          said.focus()
        },
        el("p", t("transcript")),
        el("label", t("email"), input),
        el(
          "div.picks",
          pill(t("send"), null, "main"),
          pill(t("no"), () => {
            place.replaceChildren(opener)
            opener.focus()
          }),
        ),
      )
      place.replaceChildren(form)
      input.focus()
      stick(true)
    })
    place.append(opener)
    return place
  }

  cards.replaceChildren(...(rated ? [] : [rating()]), ...(transcripts ? [transcript()] : []))
}
