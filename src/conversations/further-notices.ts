/**
 * The notices in the languages in which the widget speaks and the assistant has no words of its own: what happens to a
 * conversation is said in the visitor's language all the same. Pure.
 */

import type { NoticeCode } from "../events/event"

export const furtherNotices: Record<string, Record<NoticeCode, string>> = {
  ar: {
    waiting: "نستدعي لك أحد الموظفين. يمكنك متابعة الكتابة؛ سيقرأ كل شيء.",
    still_waiting: "نعتذر عن الانتظار. الجميع مشغولون الآن؛ ما زلت في قائمة الانتظار وقد أبلغنا الفريق مرة أخرى.",
    no_operator: "لا أحد من فريقنا متصل الآن. اترك بريدك الإلكتروني وسنرد عليك؛ رسائلك محفوظة.",
    operator_joined: "أنت تتحدث الآن مع {name}.",
    operator_left: "اضطر {name} إلى المغادرة. عدت إلى قائمة الانتظار، في المقدمة.",
    transferred: "يجري تحويلك إلى زميل.",
    overflow: "فريقنا مشغول؛ سيساعدك {name}. مكانك محفوظ.",
    handed_back: "أعادك {name} إلى المساعد الآلي. يمكنك طلب التحدث إلى شخص في أي وقت.",
    leave_contact: "كيف نتواصل معك؟ اترك بريدك الإلكتروني أو رقم هاتفك وسنرد عليك.",
    closed: "انتهت هذه المحادثة. اكتب لنا من جديد متى شئت.",
  },
  tr: {
    waiting: "Sizin için bir kişi çağırıyoruz. Yazmaya devam edebilirsiniz; hepsini görecek.",
    still_waiting:
      "Beklettiğimiz için üzgünüz. Şu anda herkes meşgul; sıradaki yeriniz duruyor ve ekibe yeniden haber verdik.",
    no_operator:
      "Şu anda ekibimizden kimse çevrimiçi değil. E-posta adresinizi bırakın, size dönelim; mesajlarınız saklanır.",
    operator_joined: "Şimdi {name} ile görüşüyorsunuz.",
    operator_left: "{name} ayrılmak zorunda kaldı. Yeniden sıradasınız, en öndesiniz.",
    transferred: "Sizi bir çalışma arkadaşımıza aktarıyoruz.",
    overflow: "Ekibimiz meşgul; size {name} yardımcı olacak. Sıranız korunuyor.",
    handed_back: "{name} sizi yeniden asistana aktardı. İstediğiniz zaman bir kişiyle görüşmek isteyebilirsiniz.",
    leave_contact: "Size nasıl ulaşalım? E-posta adresinizi veya telefon numaranızı bırakın, size dönelim.",
    closed: "Bu görüşme kapatıldı. Dilediğiniz zaman yeniden yazın.",
  },
  pl: {
    waiting: "Wzywamy dla Ciebie konsultanta. Możesz pisać dalej; wszystko zostanie przeczytane.",
    still_waiting:
      "Przepraszamy, że to trwa. Wszyscy są teraz zajęci; nadal jesteś w kolejce, a zespół został powiadomiony ponownie.",
    no_operator:
      "Nikogo z naszego zespołu nie ma teraz online. Zostaw adres e-mail, a odpowiemy; Twoje wiadomości są zachowane.",
    operator_joined: "Rozmawiasz teraz z: {name}.",
    operator_left: "{name} musi odejść. Wracasz na początek kolejki.",
    transferred: "Przekazujemy Cię innej osobie z zespołu.",
    overflow: "Nasz zespół jest zajęty; pomoże Ci {name}. Zachowujesz swoje miejsce.",
    handed_back:
      "{name} przekazuje Cię z powrotem asystentowi. W każdej chwili możesz poprosić o rozmowę z człowiekiem.",
    leave_contact: "Jak możemy się z Tobą skontaktować? Zostaw adres e-mail lub numer telefonu, a odezwiemy się.",
    closed: "Ta rozmowa jest zakończona. Napisz ponownie, kiedy zechcesz.",
  },
  sv: {
    waiting: "Vi hämtar någon åt dig. Du kan fortsätta skriva; allt blir läst.",
    still_waiting:
      "Ursäkta att du får vänta. Alla är upptagna just nu; du står kvar i kön och vi har meddelat teamet igen.",
    no_operator:
      "Ingen i vårt team är online just nu. Lämna din e-postadress så återkommer vi; dina meddelanden sparas.",
    operator_joined: "Du chattar nu med {name}.",
    operator_left: "{name} var tvungen att gå. Du är tillbaka i kön, först.",
    transferred: "Du kopplas vidare till en kollega.",
    overflow: "Vårt team är upptaget; {name} hjälper dig i stället. Du behåller din plats.",
    handed_back: "{name} har lämnat tillbaka dig till assistenten. Du kan när som helst be om en människa.",
    leave_contact: "Hur når vi dig? Lämna din e-postadress eller ditt telefonnummer så återkommer vi.",
    closed: "Den här konversationen är avslutad. Skriv igen när du vill.",
  },
  da: {
    waiting: "Vi henter en person til dig. Du kan skrive videre; alt bliver læst.",
    still_waiting:
      "Beklager ventetiden. Alle er optaget lige nu; du står stadig i køen, og vi har givet teamet besked igen.",
    no_operator:
      "Ingen fra vores team er online lige nu. Skriv din e-mailadresse, så vender vi tilbage; dine beskeder er gemt.",
    operator_joined: "Du chatter nu med {name}.",
    operator_left: "{name} måtte gå. Du er tilbage i køen, forrest.",
    transferred: "Du stilles videre til en kollega.",
    overflow: "Vores team er optaget; {name} hjælper dig i stedet. Du beholder din plads.",
    handed_back: "{name} har givet dig tilbage til assistenten. Du kan altid bede om et menneske.",
    leave_contact:
      "Hvordan kan vi kontakte dig? Skriv din e-mailadresse eller dit telefonnummer, så vender vi tilbage.",
    closed: "Denne samtale er afsluttet. Skriv igen, når du vil.",
  },
  no: {
    waiting: "Vi henter en person til deg. Du kan skrive videre; alt blir lest.",
    still_waiting:
      "Beklager ventetiden. Alle er opptatt akkurat nå; du står fortsatt i køen, og vi har gitt teamet beskjed igjen.",
    no_operator:
      "Ingen fra teamet vårt er på nett akkurat nå. Legg igjen e-postadressen din, så svarer vi; meldingene dine er lagret.",
    operator_joined: "Du chatter nå med {name}.",
    operator_left: "{name} måtte gå. Du er tilbake i køen, fremst.",
    transferred: "Du settes over til en kollega.",
    overflow: "Teamet vårt er opptatt; {name} hjelper deg i stedet. Du beholder plassen din.",
    handed_back: "{name} har gitt deg tilbake til assistenten. Du kan når som helst be om et menneske.",
    leave_contact: "Hvordan når vi deg? Legg igjen e-postadressen eller telefonnummeret ditt, så tar vi kontakt.",
    closed: "Denne samtalen er avsluttet. Skriv igjen når du vil.",
  },
  fi: {
    waiting: "Haemme sinulle asiakaspalvelijan. Voit jatkaa kirjoittamista; kaikki luetaan.",
    still_waiting:
      "Pahoittelut odotuksesta. Kaikki ovat juuri nyt varattuja; olet yhä jonossa, ja ilmoitimme tiimille uudelleen.",
    no_operator:
      "Tiimistämme ei ole juuri nyt ketään paikalla. Jätä sähköpostiosoitteesi, niin vastaamme; viestisi säilyvät.",
    operator_joined: "Keskustelet nyt: {name}.",
    operator_left: "{name} joutui lähtemään. Olet taas jonossa, ensimmäisenä.",
    transferred: "Sinut siirretään kollegalle.",
    overflow: "Tiimimme on varattu; sinua auttaa {name}. Paikkasi säilyy.",
    handed_back: "{name} siirsi sinut takaisin avustajalle. Voit pyytää ihmistä milloin tahansa.",
    leave_contact: "Miten tavoitamme sinut? Jätä sähköpostiosoitteesi tai puhelinnumerosi, niin otamme yhteyttä.",
    closed: "Tämä keskustelu on päättynyt. Kirjoita uudelleen milloin haluat.",
  },
  cs: {
    waiting: "Voláme pro vás člověka. Můžete psát dál; vše si přečte.",
    still_waiting: "Omlouváme se za čekání. Všichni teď mají práci; ve frontě zůstáváte a tým jsme upozornili znovu.",
    no_operator: "Nikdo z našeho týmu teď není online. Zanechte nám e-mail a ozveme se; vaše zprávy zůstávají uloženy.",
    operator_joined: "Teď si píšete s: {name}.",
    operator_left: "{name} musí odejít. Jste zpět ve frontě, na prvním místě.",
    transferred: "Předáváme vás kolegovi.",
    overflow: "Náš tým má plno; pomůže vám {name}. Vaše místo zůstává.",
    handed_back: "{name} vás předává zpět asistentovi. O člověka můžete požádat kdykoli.",
    leave_contact: "Jak vás můžeme kontaktovat? Zanechte e-mail nebo telefon a ozveme se.",
    closed: "Tento rozhovor je ukončen. Napište znovu, kdykoli chcete.",
  },
  ru: {
    waiting: "Зовём для вас сотрудника. Можете писать дальше: он всё увидит.",
    still_waiting: "Извините за ожидание. Сейчас все заняты; вы по-прежнему в очереди, и мы ещё раз сообщили команде.",
    no_operator:
      "Сейчас никого из нашей команды нет в сети. Оставьте адрес электронной почты, и мы ответим; ваши сообщения сохранены.",
    operator_joined: "С вами на связи {name}.",
    operator_left: "Разговор с {name} прервался. Вы снова в очереди, первым номером.",
    transferred: "Передаём вас другому сотруднику.",
    overflow: "Наша команда занята; вам поможет {name}. Ваше место сохраняется.",
    handed_back: "{name} возвращает вас ассистенту. Вы можете в любой момент попросить человека.",
    leave_contact: "Как с вами связаться? Оставьте адрес электронной почты или телефон, и мы ответим.",
    closed: "Этот разговор завершён. Пишите снова, когда захотите.",
  },
  uk: {
    waiting: "Кличемо для вас працівника. Можете писати далі: він усе побачить.",
    still_waiting: "Вибачте за очікування. Зараз усі зайняті; ви й далі в черзі, і ми ще раз повідомили команду.",
    no_operator:
      "Зараз нікого з нашої команди немає в мережі. Залиште адресу електронної пошти, і ми відповімо; ваші повідомлення збережено.",
    operator_joined: "З вами на зв’язку {name}.",
    operator_left: "Розмову з {name} перервано. Ви знову в черзі, першим номером.",
    transferred: "Передаємо вас іншому працівникові.",
    overflow: "Наша команда зайнята; вам допоможе {name}. Ваше місце зберігається.",
    handed_back: "{name} повертає вас асистентові. Ви можете будь-коли попросити людину.",
    leave_contact: "Як з вами зв’язатися? Залиште адресу електронної пошти або телефон, і ми відповімо.",
    closed: "Цю розмову завершено. Пишіть знову, коли захочете.",
  },
  zh: {
    waiting: "正在为您转接人工客服。您可以继续输入，客服会看到全部内容。",
    still_waiting: "抱歉让您久等。目前客服都在忙，您仍在排队中，我们已再次通知团队。",
    no_operator: "目前没有客服在线。请留下您的电子邮箱，我们会回复您；您的消息已保存。",
    operator_joined: "{name} 正在为您服务。",
    operator_left: "{name} 已离开。您已回到队列最前面。",
    transferred: "正在为您转接其他同事。",
    overflow: "我们的客服正忙，将由 {name} 为您服务。您的排队位置保留。",
    handed_back: "{name} 已将您转回智能助手。您可以随时要求人工服务。",
    leave_contact: "我们如何联系您？请留下电子邮箱或电话，我们会回复您。",
    closed: "本次对话已结束。欢迎随时再次联系我们。",
  },
  "zh-hant": {
    waiting: "正在為您轉接真人客服。您可以繼續輸入，客服會看到全部內容。",
    still_waiting: "抱歉讓您久等。目前客服都在忙線中，您仍在排隊，我們已再次通知團隊。",
    no_operator: "目前沒有客服在線上。請留下您的電子郵件，我們會回覆您；您的訊息已保存。",
    operator_joined: "{name} 正在為您服務。",
    operator_left: "{name} 已離開。您已回到隊列最前面。",
    transferred: "正在為您轉接其他同事。",
    overflow: "我們的客服正忙，將由 {name} 為您服務。您的排隊位置保留。",
    handed_back: "{name} 已將您轉回智慧助理。您可以隨時要求真人服務。",
    leave_contact: "我們如何聯絡您？請留下電子郵件或電話，我們會回覆您。",
    closed: "本次對話已結束。歡迎隨時再次與我們聯絡。",
  },
  ja: {
    waiting: "担当者をお呼びしています。このままご入力いただけます。内容はすべて担当者に届きます。",
    still_waiting:
      "お待たせして申し訳ございません。ただいま担当者が対応中です。順番はそのままで、担当者に再度連絡しました。",
    no_operator:
      "ただいま担当者が不在です。メールアドレスをお知らせいただければ、折り返しご連絡します。メッセージは保存されています。",
    operator_joined: "{name} が対応いたします。",
    operator_left: "{name} が退席しました。順番待ちの先頭に戻りました。",
    transferred: "別の担当者におつなぎします。",
    overflow: "担当チームが混み合っているため、{name} が対応します。順番はそのままです。",
    handed_back: "{name} からアシスタントに引き継ぎました。担当者との会話はいつでもお申し付けください。",
    leave_contact:
      "ご連絡先を教えてください。メールアドレスまたは電話番号をお知らせいただければ、折り返しご連絡します。",
    closed: "この会話は終了しました。いつでもまたご連絡ください。",
  },
  ko: {
    waiting: "상담원을 부르고 있습니다. 계속 입력하셔도 됩니다. 상담원이 모두 확인합니다.",
    still_waiting:
      "기다리게 해 드려 죄송합니다. 지금은 모두 상담 중입니다. 순서는 그대로이며 담당 팀에 다시 알렸습니다.",
    no_operator: "지금은 접속 중인 상담원이 없습니다. 이메일 주소를 남겨 주시면 답변드리겠습니다. 메시지는 저장됩니다.",
    operator_joined: "이제 {name} 님과 대화하고 있습니다.",
    operator_left: "{name} 님이 자리를 비웠습니다. 대기 순서의 맨 앞으로 돌아왔습니다.",
    transferred: "다른 담당자에게 연결해 드리고 있습니다.",
    overflow: "담당 팀이 상담 중이어서 {name}에서 도와드립니다. 순서는 유지됩니다.",
    handed_back: "{name} 님이 도우미에게 다시 연결했습니다. 언제든지 상담원을 요청하실 수 있습니다.",
    leave_contact: "어떻게 연락드리면 될까요? 이메일 주소나 전화번호를 남겨 주시면 연락드리겠습니다.",
    closed: "이 대화는 종료되었습니다. 언제든지 다시 문의해 주세요.",
  },
  hi: {
    waiting: "हम आपके लिए किसी व्यक्ति को बुला रहे हैं। आप लिखते रह सकते हैं; वे सब कुछ देखेंगे।",
    still_waiting: "प्रतीक्षा के लिए क्षमा करें। अभी सब व्यस्त हैं; आप कतार में बने हुए हैं और हमने टीम को फिर से बताया है।",
    no_operator: "अभी हमारी टीम से कोई ऑनलाइन नहीं है। अपना ईमेल पता छोड़ें, हम जवाब देंगे; आपके संदेश सुरक्षित हैं।",
    operator_joined: "अब आप {name} से बात कर रहे हैं।",
    operator_left: "{name} को जाना पड़ा। आप फिर से कतार में सबसे आगे हैं।",
    transferred: "आपको एक सहकर्मी से जोड़ा जा रहा है।",
    overflow: "हमारी टीम व्यस्त है; {name} आपकी मदद करेंगे। आपका स्थान बना रहेगा।",
    handed_back: "{name} ने आपको सहायक को वापस सौंपा है। आप कभी भी किसी व्यक्ति से बात करने को कह सकते हैं।",
    leave_contact: "हम आपसे कैसे संपर्क करें? अपना ईमेल पता या फ़ोन नंबर छोड़ें, हम संपर्क करेंगे।",
    closed: "यह बातचीत समाप्त हो गई है। जब चाहें फिर लिखें।",
  },
}

/** Under which name a language stands in lists such as this. */
export function furtherLanguage(locale: string): string {
  const [language = "", ...more] = locale.toLowerCase().split(/[-_]/)
  // Both ways of writing Norwegian read the one; Chinese is written in two, by the place where nothing says which.
  if (language === "nb" || language === "nn") return "no"
  if (language === "zh") return more.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-hant" : "zh"
  return language
}
