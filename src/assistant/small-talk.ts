/** Greetings, thanks, goodbyes, a bare no, and who it is that answers, which no content answers. Pure. */

import { plainLetters, wholePlain } from "../languages/plain-letters"
import { type Language, languageOf, languages, sentencesIn } from "../languages/sentences"
import { typedForms } from "../languages/small-words"

type SmallTalk = "greeting" | "thanks" | "goodbye" | "no" | "who"

const said: Record<Exclude<SmallTalk, "who">, Record<Language, string>> = {
  greeting: {
    en: "hi|hello|hey|hiya|yo|hi all|hello everyone|hi there|hello there|hey there|good morning|good afternoon|good evening|good day|howdy",
    es: "hola|hola buenas|hola buenos dias|hola que tal|buenas|muy buenas|buen dia|buenos dias|buenas tardes|buenas noches|que tal",
    de: "hallo|hallo zusammen|hi zusammen|guten tag|schonen guten tag|guten morgen|guten abend|moin|moin moin|servus|gruss gott|gruss dich|gruezi|na",
    fr: "bonjour|bonjour a tous|bonjour madame|bonjour monsieur|bonsoir|salut|coucou|rebonjour",
    pt: "ola|oi|ola bom dia|ola boa tarde|bom dia|boa tarde|boa noite|tudo bem",
    it: "ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|ehi",
    nl: "hallo|hoi|hey|dag|goedendag|goedemorgen|goeiemorgen|goedemiddag|goedenavond|goeiedag",
    pl: "dzień dobry|dobry wieczór|dobry|cześć|hejka|witam|witam serdecznie|siema|halo",
    cs: "dobrý den|dobré ráno|dobré odpoledne|dobrý večer|dobrý|zdravím|ahoj|čau|nazdar",
    ru: "здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер|доброго времени суток|привет|приветствую|всем привет|доброго дня",
    uk: "добрий день|доброго дня|доброго ранку|добрий ранок|добрий вечір|доброго вечора|вітаю|привіт|здрастуйте",
    tr: "merhaba|merhabalar|selam|selamlar|iyi günler|günaydın|iyi akşamlar|selamün aleyküm|kolay gelsin",
    sv: "hej|hejsan|hallå|tjena|tja|god morgon|goddag|god dag|god kväll|god eftermiddag|hej hej|hej på er",
    da: "hej|hejsa|goddag|god morgen|godmorgen|god aften|godaften|hallo|halløj|davs|hej med jer",
    no: "hei|heisann|hei hei|god dag|goddag|god morgen|god kveld|hallo|hei på dere|morn",
    fi: "hei|moi|moikka|terve|päivää|hyvää päivää|hyvää huomenta|huomenta|hyvää iltaa|hei vaan|no moi",
    ar: "مرحبا|السلام عليكم|السلام عليكم ورحمة الله|السلام عليكم ورحمة الله وبركاته|سلام|سلام عليكم|اهلا|أهلا وسهلا|هلا|صباح الخير|مساء الخير|هاي|الو",
    hi: "नमस्ते|नमस्कार|हैलो|हेलो|हाय|राम राम|सुप्रभात|शुभ संध्या|प्रणाम|namaste|namaskar",
    ja: "こんにちは|こんばんは|おはよう|おはようございます|はじめまして|お世話になっております|お世話になります|すみません|どうも|ハロー",
    ko: "안녕하세요|안녕하십니까|안녕|여보세요|반갑습니다|하이|수고하세요|안녕하세요 반갑습니다",
    zh: "你好|您好|你们好|嗨|哈喽|哈啰|早上好|下午好|晚上好|早|在吗|亲",
    "zh-hant": "你好|您好|你們好|嗨|哈囉|早安|午安|晚安您好|晚上好|早|在嗎",
  },
  thanks: {
    en: "thanks|thank you|thx|ty|tysm|thank u|thank u so much|gr8|good|alright|all right|i see|understood|noted|sounds good|lovely|brilliant|excellent|cheers|thanks a lot|thank you so much|thank you very much|many thanks|great|perfect|awesome|ok|okay|ok thanks|cool|got it|that helps|that helped|great thanks|perfect thanks|thanks for your help|thank you for your help|that is all",
    es: "gracias|muchas gracias|muchisimas gracias|mil gracias|vale|vale gracias|perfecto|perfecto gracias|genial|estupendo|entendido|de acuerdo|ok gracias|gracias por la ayuda|gracias por su ayuda|eso es todo",
    de: "danke|danke schon|dankeschon|vielen dank|vielen lieben dank|besten dank|herzlichen dank|danke sehr|danke dir|danke ihnen|alles klar|alles klar danke|okay danke|ok danke|super|super danke|prima|perfekt|verstanden|danke fur die hilfe|vielen dank fur die hilfe|das war alles|das wars",
    fr: "merci|merci beaucoup|merci bien|merci a vous|un grand merci|d accord|d accord merci|ok merci|parfait|parfait merci|tres bien|tres bien merci|super|super merci|c est bon|compris|merci pour votre aide|ce sera tout",
    pt: "obrigado|obrigada|muito obrigado|muito obrigada|brigado|brigada|valeu|perfeito|entendi|percebi|otimo|esta bem|ok obrigado|ok obrigada|obrigado pela ajuda|obrigada pela ajuda|e tudo|e so isso",
    it: "grazie|grazie mille|molte grazie|mille grazie|tante grazie|grazie tante|ti ringrazio|la ringrazio|perfetto|ottimo|capito|ho capito|va bene|va bene grazie|perfetto grazie|ok grazie|grazie dell aiuto|grazie per l aiuto|e tutto grazie",
    nl: "bedankt|dank je|dank je wel|dankjewel|dank u|dank u wel|dankuwel|hartelijk dank|heel erg bedankt|erg bedankt|super bedankt|ok bedankt|oke|oke bedankt|prima|prima bedankt|top|fijn|perfect|begrepen|duidelijk|bedankt voor je hulp|bedankt voor uw hulp|dat was het",
    pl: "dziękuję|dziękuje|dzięki|dziękuję bardzo|bardzo dziękuję|wielkie dzięki|dzięki wielkie|dziękuję za pomoc|dzięki za pomoc|super|super dzięki|świetnie|ok dzięki|ok dziękuję|rozumiem|rozumiem dziękuję|jasne|jasne dzięki|to wszystko|w porządku",
    cs: "děkuji|děkuju|díky|děkuji moc|díky moc|moc děkuji|mockrát děkuji|děkuji za pomoc|díky za pomoc|super|super díky|výborně|skvělé|rozumím|ok děkuji|ok díky|to je vše|to je všechno|dobře děkuji",
    ru: "спасибо|большое спасибо|спасибо большое|спасибо вам|благодарю|благодарю вас|спс|спасибо за помощь|отлично|отлично спасибо|понятно|понятно спасибо|понял|поняла|понял спасибо|поняла спасибо|ок спасибо|хорошо спасибо|супер|это всё|ок|ясно|ясно спасибо",
    uk: "дякую|щиро дякую|дуже дякую|дякую вам|спасибі|дякую за допомогу|чудово|чудово дякую|зрозуміло|зрозуміло дякую|зрозумів|зрозуміла|ок дякую|добре дякую|супер|це все|ясно",
    tr: "teşekkürler|teşekkür ederim|çok teşekkürler|çok teşekkür ederim|sağ olun|sağolun|sağ ol|sağol|eyvallah|tamam|tamam teşekkürler|tamamdır|anladım|anladım teşekkürler|harika|süper|mükemmel|yardımınız için teşekkürler|bu kadar",
    sv: "tack|tack så mycket|tusen tack|stort tack|tack för hjälpen|tackar|ok tack|okej|okej tack|perfekt|perfekt tack|toppen|bra tack|jättebra|då förstår jag|jag förstår|det var allt|super",
    da: "tak|mange tak|tusind tak|tak skal du have|tak for hjælpen|ok tak|okay tak|perfekt|perfekt tak|super|super tak|fint|fint tak|forstået|det var alt|tak for det",
    no: "takk|tusen takk|takk skal du ha|mange takk|takk for hjelpen|ok takk|okei|perfekt|perfekt takk|supert|flott|fint takk|skjønner|forstått|det var alt|topp",
    fi: "kiitos|kiitti|kiitoksia|paljon kiitoksia|suuri kiitos|kiitos paljon|kiitos avusta|ok kiitos|selvä|selvä kiitos|hienoa|mahtavaa|hyvä kiitos|ymmärrän|siinä kaikki|loistavaa",
    ar: "شكرا|شكرا جزيلا|شكرا لك|شكرا لكم|شكرا كثيرا|مشكور|مشكورين|ألف شكر|تمام|تمام شكرا|ممتاز|حسنا|حسنا شكرا|اوكي|فهمت|واضح|جزاك الله خيرا|يعطيك العافية|هذا كل شيء",
    hi: "धन्यवाद|बहुत धन्यवाद|बहुत बहुत धन्यवाद|शुक्रिया|बहुत शुक्रिया|थैंक यू|थैंक्स|ठीक है|ठीक है धन्यवाद|समझ गया|समझ गई|बढ़िया|अच्छा|dhanyavad|shukriya",
    ja: "ありがとう|ありがとうございます|ありがとうございました|どうもありがとう|どうもありがとうございます|どうもありがとうございました|感謝します|助かりました|わかりました|分かりました|了解|了解です|了解しました|承知しました|なるほど|大丈夫です ありがとうございます|わかりました ありがとうございます|サンキュー",
    ko: "감사합니다|고맙습니다|감사해요|고마워요|고마워|정말 감사합니다|네 감사합니다|네 알겠습니다|알겠습니다|알겠어요|알겠습니다 감사합니다|도움 감사합니다|감사드립니다|오케이|그게 다예요",
    zh: "谢谢|谢谢你|谢谢您|多谢|非常感谢|感谢|好的谢谢|好的 谢谢|明白了|明白了谢谢|知道了|知道了谢谢|好的|好|行|太好了|谢了|没有了谢谢|了解",
    "zh-hant":
      "謝謝|謝謝你|謝謝您|多謝|非常感謝|感謝|好的謝謝|好的 謝謝|明白了|知道了|了解|瞭解|好的|好|太好了|謝啦|沒有了謝謝",
  },
  goodbye: {
    en: "bye|goodbye|bye bye|see you|see ya|cya|see you soon|see you then|see you later|bye for now|take care|have a great day|good night|have a nice day|have a good day|have a good one|talk later|ciao",
    es: "adios|hasta luego|chao|chau|hasta pronto|hasta manana|nos vemos|que tenga un buen dia|buen fin de semana",
    de: "tschuss|tschau|auf wiedersehen|bis bald|bis dann|bis spater|ciao|schonen tag|schonen tag noch|einen schonen tag noch|schones wochenende|gute nacht",
    fr: "au revoir|a bientot|a plus|a plus tard|a demain|bonne journee|bonne fin de journee|bonne soiree|bonne nuit|bon week end",
    pt: "tchau|adeus|xau|ate logo|ate breve|ate mais|ate amanha|tenha um bom dia|bom fim de semana",
    it: "arrivederci|arrivederla|a presto|a dopo|ci vediamo|buona giornata|buona serata|buona notte|buonanotte|addio",
    nl: "doei|doeg|dag dag|tot ziens|tot snel|tot later|fijne dag|fijne dag nog|prettige dag|fijne avond|welterusten",
    pl: "do widzenia|do zobaczenia|pa|pa pa|na razie|miłego dnia|dobranoc|żegnam",
    cs: "na shledanou|nashledanou|nashle|mějte se|hezký den|pěkný den|dobrou noc|sbohem",
    ru: "до свидания|пока|всего доброго|всего хорошего|до встречи|хорошего дня|спокойной ночи|до скорого",
    uk: "до побачення|бувайте|па па|до зустрічі|гарного дня|на все добре|добраніч|всього найкращого",
    tr: "hoşça kalın|hoşçakalın|hoşça kal|güle güle|görüşürüz|görüşmek üzere|iyi geceler|iyi günler dilerim|kendinize iyi bakın",
    sv: "hej då|hejdå|adjö|vi ses|ha det bra|ha en bra dag|ha en fin dag|god natt|trevlig helg",
    da: "farvel|hej hej|vi ses|hav en god dag|god dag videre|god weekend|godnat|ha det godt",
    no: "ha det|ha det bra|hadet|farvel|vi ses|ha en fin dag|ha en god dag|god natt|god helg",
    fi: "näkemiin|hei hei|moi moi|heippa|nähdään|hyvää päivänjatkoa|hyvää yötä|mukavaa päivänjatkoa|kuulemiin",
    ar: "مع السلامة|إلى اللقاء|وداعا|باي|يوم سعيد|تصبح على خير|في أمان الله|نلتقي لاحقا",
    hi: "अलविदा|फिर मिलेंगे|शुभ रात्रि|बाय|आपका दिन शुभ हो|चलता हूँ|चलती हूँ",
    ja: "さようなら|さよなら|失礼します|失礼いたします|またね|では また|それでは また|おやすみなさい|バイバイ",
    ko: "안녕히 계세요|안녕히계세요|안녕히 가세요|다음에 봐요|좋은 하루 되세요|좋은 하루 보내세요|수고하세요 감사합니다|바이",
    zh: "再见|拜拜|回头见|回见|祝您愉快|晚安|下次再聊|先这样",
    "zh-hant": "再見|掰掰|拜拜|回頭見|祝您愉快|晚安|下次再聊|先這樣",
  },
  no: {
    en: "no|nope|nah|nvm|no worries|no problem|np|no thanks|no thank you|no thx|no need|not now|not yet|never mind|nevermind|no its fine|no it s fine|no that s fine|no i m good|i m good|no that is all|no that s all|no not needed",
    es: "no|no gracias|por ahora no|no hace falta|ahora no|no por ahora|no muchas gracias|da igual",
    de: "nein|nein danke|nee|nee danke|ne danke|nicht notig|jetzt nicht|schon gut|nein nicht notig|passt schon",
    fr: "non|non merci|pas maintenant|ca ira|non ca ira|pas besoin|laissez tomber",
    pt: "nao|nao obrigado|nao obrigada|agora nao|nao precisa|deixa pra la",
    it: "no|no grazie|non ora|non adesso|per ora no|non serve|non importa|non c e bisogno|lasci stare|lascia stare|va bene cosi",
    nl: "nee|nee bedankt|nee dank je|nee dank je wel|nee dank u|nu niet|niet nu|niet nodig|hoeft niet|nee hoeft niet|laat maar",
    pl: "nie|nie dziękuję|nie dzięki|nie trzeba|na razie nie|teraz nie|nieważne|nie ma potrzeby|już nie|to nic",
    cs: "ne|ne děkuji|ne díky|není třeba|teď ne|zatím ne|to nevadí|nic|nemusíte",
    ru: "нет|нет спасибо|не надо|не нужно|пока нет|сейчас нет|не сейчас|неважно|нет не надо|спасибо не надо|спасибо нет",
    uk: "ні|ні дякую|не треба|не потрібно|поки ні|зараз ні|не зараз|неважливо|дякую не треба",
    tr: "hayır|hayır teşekkürler|yok|yok teşekkürler|gerek yok|şimdi değil|şimdilik hayır|önemli değil|hayır gerek yok|istemiyorum",
    sv: "nej|nej tack|nä|behövs inte|inte nu|det behövs inte|glöm det|det är bra ändå|nej det är bra",
    da: "nej|nej tak|ikke nu|ellers tak|det er ikke nødvendigt|glem det|nej det er fint|niks",
    no: "nei|nei takk|ikke nå|ellers takk|trengs ikke|det trengs ikke|glem det|nei det går bra",
    fi: "ei|ei kiitos|en tarvitse|ei nyt|ei tarvitse|ei haittaa|ei väliä|en",
    ar: "لا|لا شكرا|لا داعي|ليس الآن|ليس بعد|لا أحتاج|لا يهم|مو الحين|كلا",
    hi: "नहीं|नहीं धन्यवाद|जी नहीं|अभी नहीं|कोई बात नहीं|ज़रूरत नहीं|रहने दें|नहीं चाहिए",
    ja: "いいえ|いいえ結構です|いいえ 結構です|結構です|いや|いいです|大丈夫です|いえ|いえ大丈夫です|いえ 大丈夫です|今はいいです|特にありません|必要ありません",
    ko: "아니요|아니오|아니|괜찮아요|괜찮습니다|아니요 괜찮아요|아니요 괜찮습니다|필요 없어요|필요없어요|지금은 아니에요|됐어요",
    zh: "不用|不用了|不用了谢谢|不用 谢谢|不需要|不了|不|没有|没有了|暂时不用|算了|没事|没事了",
    "zh-hant": "不用|不用了|不用了謝謝|不用 謝謝|不需要|不了|不|沒有|沒有了|暫時不用|算了|沒事|沒事了",
  },
}

// Of these a question mark is part, or nothing; who answers is never left to what the content seems to say of it.
const asksWho: Record<Language, RegExp> = {
  en: /^(?:(?:hi|hello|hey|wait|so|but|and|ok) )*(?:(?:are|r) (?:you|u) (?:(?:a|an|the|actually|really|just|even|real|some) )*(?:robot|bot|chat ?bot|ai|a i|machine|computer|computer program|human|human being|person|real|real person|live person|someone real)(?: or (?:a |an )?(?:real )?(?:robot|bot|human|person|machine|ai))?|(?:am i|is this|is it) (?:(?:talking|speaking|chatting|writing) (?:to|with) )?(?:(?:a|an|the|actually|really|just|real) )*(?:robot|bot|chat ?bot|ai|machine|computer|human|person|real person)(?: or (?:a |an )?(?:real )?(?:robot|bot|human|person|machine|ai))?|(?:who|what) (?:are|r) (?:you|u)|who am i (?:talking|speaking|chatting) (?:to|with))$/,
  es: /^(?:eres|es|es usted|estoy hablando con) (?:(?:un|una|el|la) )?(?:robot|bot|ia|maquina|humano|humana|persona|persona real)$|^(?:quien|que) (?:eres|es usted)$|^con quien (?:hablo|estoy hablando)$/,
  de: /^(?:bist du|sind sie|ist das|schreibe ich mit|spreche ich mit|rede ich mit|chatte ich mit) (?:(?:ein|eine|einem|einer|echter|echte|echten|wirklich) )*(?:roboter|bot|chatbot|ki|maschine|mensch|menschen|person)$|^(?:wer (?:bist du|sind sie)|mit wem (?:schreibe|spreche|chatte|rede) ich)$/,
  fr: /^(?:es tu|etes vous|vous etes|tu es|est ce|je parle a) (?:(?:un|une|vrai|vraie) )*(?:robot|bot|ia|machine|humain|humaine|personne)$|^(?:qui es tu|qui etes vous|a qui je parle|avec qui je parle)$/,
  pt: /^(?:voce e|o senhor e|a senhora e|es|e|estou a falar com|estou falando com) (?:(?:um|uma) )?(?:robo|bot|ia|maquina|humano|humana|pessoa|pessoa real)$|^(?:quem (?:e voce|e vc|es tu)|com quem (?:estou a falar|estou falando|falo))$/,
  it: /^(?:(?:ma )?(?:sei|lei e|e lei|e|parlo con|sto parlando con|sto scrivendo a) )(?:(?:un|uno|una|un vero|una vera|davvero) )*(?:robot|bot|chatbot|ia|intelligenza artificiale|macchina|umano|essere umano|persona|persona vera|persona reale)$|^chi (?:sei|e lei)$|^con chi (?:parlo|sto parlando)$/,
  nl: /^(?:ben je|bent u|ben jij|is dit|spreek ik met|praat ik met|chat ik met) (?:(?:een|echt|echte) )*(?:robot|bot|chatbot|ai|machine|computer|mens|persoon)$|^wie (?:ben je|ben jij|bent u)$|^met wie (?:spreek|praat|chat) ik$/,
  pl: wholePlain(
    "(?:czy )?(?:jesteś|jest pan|jest pani|to|rozmawiam z|piszę z)(?: [^ ]+)?? (?:bot|botem|robot|robotem|chatbot|człowiek|człowiekiem|ai|maszyna|maszyną|automat|automatem|prawdziwą osobą|żywym człowiekiem|prawdziwym człowiekiem|sztuczną inteligencją)|(?:kim|czym) jesteś|z kim (?:rozmawiam|piszę)|kto tu odpowiada",
  ),
  cs: wholePlain(
    "(?:jsi|jste|je to|mluvím s|píšu si s|píši si s)(?: [^ ]+)?? (?:robot|robotem|bot|botem|chatbot|člověk|člověkem|umělá inteligence|ai|stroj|strojem|skutečný člověk|živý člověk)|(?:kdo|co) (?:jsi|jste)|s kým (?:mluvím|si píšu|si píši)",
  ),
  ru: wholePlain(
    "(?:а )?(?:ты|вы|это|я говорю с|я общаюсь с|я разговариваю с)(?: [^ ]+)?? (?:бот|ботом|робот|роботом|человек|человеком|ии|машина|машиной|живой человек|живым человеком|реальный человек|реальным человеком|нейросеть)|(?:кто|что) (?:ты|вы)(?: такой| такая| такое)?|с кем я (?:говорю|общаюсь|разговариваю)",
  ),
  uk: wholePlain(
    "(?:а )?(?:ти|ви|це|я говорю з|я спілкуюся з|я розмовляю з)(?: [^ ]+)?? (?:бот|ботом|робот|роботом|людина|людиною|ші|машина|машиною|жива людина|живою людиною|справжня людина|нейромережа)|(?:хто|що) (?:ти|ви)(?: такий| така| таке)?|з ким я (?:говорю|спілкуюся|розмовляю)",
  ),
  tr: wholePlain(
    "(?:sen |siz )?(?:bir |gerçek |gerçek bir )*(?:robot|bot|chatbot|insan|makine|yapay zeka|yapay zekâ|gerçek insan|gerçek kişi)(?:la|le|yla)? ?(?:mi|mı|mu|mü)?(?:sin|sın|sun|siniz|sınız|sunuz)?(?: (?:misin|mısın|musun|misiniz|mısınız|musunuz|mı|mi|konuşuyorum|görüşüyorum|mu konuşuyorum))+|(?:sen kimsin|siz kimsiniz|kimsin|kimsiniz|kiminle (?:konuşuyorum|görüşüyorum|yazışıyorum))",
  ),
  sv: wholePlain(
    "(?:är du|är ni|är det|är detta|pratar jag med|chattar jag med|skriver jag med)(?: [^ ]+)?? ?(?:en |ett |riktig |verklig )*(?:robot|bot|chatbot|ai|maskin|människa|person)|vem är du|vad är du|vem (?:pratar|chattar) jag med",
  ),
  da: wholePlain(
    "(?:er du|er i|er det|er dette|taler jeg med|snakker jeg med|chatter jeg med|skriver jeg med)(?: [^ ]+)?? ?(?:en |et |rigtig |rigtigt )*(?:robot|bot|chatbot|ai|maskine|menneske|person)|hvem er du|hvad er du|hvem (?:taler|snakker|chatter) jeg med",
  ),
  no: wholePlain(
    "(?:er du|er dere|er det|er dette|snakker jeg med|chatter jeg med|prater jeg med|skriver jeg med)(?: [^ ]+)?? ?(?:en |et |ekte |virkelig )*(?:robot|bot|chatbot|ai|ki|maskin|menneske|person)|hvem er du|hva er du|hvem (?:snakker|chatter|prater) jeg med",
  ),
  fi: wholePlain(
    "(?:oletko(?: sinä)?|onko tämä|puhunko|keskustelenko|oletko te)(?: [^ ]+)?? ?(?:robotti|botti|chatbotti|tekoäly|kone|ihminen|oikea ihminen|robotin kanssa|botin kanssa|ihmisen kanssa|oikean ihmisen kanssa|tekoälyn kanssa)|kuka (?:sinä )?olet|mikä (?:sinä )?olet|kenen kanssa (?:puhun|keskustelen|juttelen)",
  ),
  ar: wholePlain(
    "(?:هل )?(?:أنت|انت|هذا|أتحدث مع|اتحدث مع|أكلم|اكلم)(?: [^ ]+)?? (?:روبوت|بوت|آلة|انسان|إنسان|شخص|شخص حقيقي|انسان حقيقي|إنسان حقيقي|ذكاء اصطناعي|موظف)|من (?:أنت|انت|معي)|مين انت|مع من (?:أتحدث|اتحدث)",
  ),
  hi: wholePlain(
    "(?:क्या )?(?:आप|तुम|यह|ये)(?: [^ ]+)?? (?:रोबोट|बॉट|इंसान|मशीन|असली इंसान|व्यक्ति|ए आई|ai)(?: (?:है|हैं|हो))?|(?:आप|तुम) कौन (?:है|हैं|हो)|मैं किससे बात कर (?:रहा|रही) (?:हूँ|हूं)",
  ),
  ja: wholePlain(
    "(?:あなたは|これは|君は|相手は)(?:ロボット|ボット|チャットボット|ai|人工知能|人間|機械|人|本物の人)(?:です|でしょう|な|なの|なんです)?か?|(?:ロボット|ボット|チャットボット|ai|人工知能|人間|機械|本物の人)(?:です|でしょう|な|なの|なんです)か|(?:あなたは)?(?:誰|だれ|どなた)(?:です|なの)?か?|(?:誰|だれ)と話して(?:い)?(?:ますか|いますか|る)",
  ),
  ko: wholePlain(
    "(?:당신은 |너는 |혹시 |지금 )?(?:로봇|봇|챗봇|사람|인간|기계|인공지능|ai|상담원)(?:이|인)?(?:세요|신가요|가요|예요|에요|이에요|입니까|인가요|이야|야|니|냐)|누구(?:세요|신가요|예요|야|입니까)|누구(?:와|랑) (?:대화|이야기|얘기)하(?:고 있나요|는 건가요)",
  ),
  zh: wholePlain(
    "(?:请问)?(?:你|您|这)(?:到底)?是(?:不是)?(?:一个|个)?(?:机器人|真人|人工|人|ai|人工智能|机器|活人)(?:吗|嘛|么|还是真人|还是机器人|还是人)?|(?:你|您)是谁|我在(?:和|跟)谁(?:说话|聊天)",
  ),
  "zh-hant": wholePlain(
    "(?:請問)?(?:你|您|這)(?:到底)?是(?:不是)?(?:一個|個)?(?:機器人|真人|人工|人|ai|人工智慧|機器|活人)(?:嗎|嘛|還是真人|還是機器人|還是人)?|(?:你|您)是誰|我在(?:和|跟)誰(?:說話|聊天)",
  ),
}

type Phrased = keyof typeof said
const kinds = Object.keys(said) as Phrased[]
const phrases = new Map<string, Map<Language, Phrased>>()
// Also where letters that are no letter with a mark were left out.
for (const kind of kinds)
  for (const language of languages)
    for (const phrase of said[kind][language].split("|"))
      for (const form of [phrase, ...typedForms(phrase)].map(plainLetters)) {
        const meant = phrases.get(form) ?? new Map<Language, Phrased>()
        if (!meant.has(language)) meant.set(language, kind)
        phrases.set(form, meant)
      }

/** Said in many languages, so that they tell none. */
const everywhere = /^(?:ok|okay|okey|ok ok|hi|bye|bye bye|thx|super|perfect|top|cool|no)$/

const pleased = /^(?:[\s!.]|\p{Emoji_Modifier}|\ufe0f|👍|👌|🙏|❤|💚|💙|😊|🙂|😀|😃|😄|😁|😍|🥰|🎉|👏|✅|💯)+$/u

/** A reply, if the message is nothing but a greeting, thanks, a goodbye or “are you a robot?”; in the language used. */
export function answerSmallTalk(message: string, locale: string): string | undefined {
  const plain = plainLetters(message)
    .replace(/[^\p{L}\p{N}?]+/gu, " ")
    .trim()
  if (plain.length > 60) return undefined
  const visitors = languageOf(locale)
  const bare = plain.replace(/[\s?]+/g, " ").trim()
  for (const language of [visitors, ...languages])
    if (asksWho[language].test(bare)) return sentencesIn(language).talk.who
  // “Hello?” greets whoever is there; “ok?” and “no?” ask.
  const isAsking = plain.includes("?")
  const meant = phrases.get(isAsking ? bare : plain)
  if (isAsking && !(meant && [...meant.values()].every((kind) => kind === "greeting"))) return undefined
  if (/\p{Emoji_Presentation}|❤/u.test(message) && pleased.test(message)) return sentencesIn(visitors).talk.thanks
  // “Ciao” greets in Italian and takes leave in German: what the visitor speaks decides, then the first that knows it.
  const language = meant?.has(visitors) ? visitors : meant?.keys().next().value
  if (meant && language) return sentencesIn(everywhere.test(plain) ? visitors : language).talk[meant.get(language)!]
  const inOneGo = runOf(plain.split(" "), visitors)
  if (inOneGo) return sentencesIn(inOneGo.language).talk[inOneGo.meant]
  // «Hi, thanks, bye»: each part is small talk, and the last one decides.
  const parts = message
    .split(/[,.!;\n、。！，；،؛।]+| - /)
    .map((part) => part.trim())
    .filter(Boolean)
  if (parts.length < 2 || parts.length > 4) return undefined
  const replied = parts.map((part) => answerSmallTalk(part, locale))
  return replied.every(Boolean) ? replied.at(-1) : undefined
}

const longestRun = 4
/** “ok thanks bye”: small talk after small talk with no mark between, in one language; the last decides. */
function runOf(words: readonly string[], visitors: Language): { language: Language; meant: Phrased } | undefined {
  for (const language of [visitors, ...languages]) {
    const meantBy = (phrase: string) =>
      phrases.get(phrase)?.get(language) ??
      (everywhere.test(phrase) ? phrases.get(phrase)?.values().next().value : null)
    const run: Phrased[] = []
    let from = 0
    for (let to = words.length; to > from; to -= 1) {
      const meant = meantBy(words.slice(from, to).join(" "))
      if (!meant) continue
      run.push(meant)
      from = to
      to = words.length + 1
    }
    const last = run.at(-1)
    if (last && from === words.length && run.length <= longestRun) return { language, meant: last }
  }
  return undefined
}

/** “Hi there! Thanks. Do you …”: what is only polite says nothing of what is asked. */
export function withoutGreeting(message: string, locale: string): string {
  const [first, rest] =
    /^([^,.!;:\n、。！，；：،؛।]{1,40})[,.!;:\n、。！，；：،؛।]+\s*(.*\S.*)$/su.exec(message)?.slice(1) ?? []
  if (first === undefined || rest === undefined) return message
  return answerSmallTalk(first, locale) === undefined ? message : withoutGreeting(rest, locale)
}
