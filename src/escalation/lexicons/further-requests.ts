/**
 * Requests for a person in languages that nothing was learnt for: the usual wordings and no more, so that what is heard is
 * surely meant. One wording a language, written as people write and read as plain text is (without accents, in its parts).
 * What has no blanks between its words is one word to the reader: there a wording begins and ends with any letters. Pure.
 */

import type { PatternGroup } from "../patterns"

type Wordings = { asks: string[]; refuses: string[] }

const any = "[^ ]*"
const end = "(?= [.!?]|$)"
const start = "(?<=^|[.!?] )"

const turkish: Wordings = {
  asks: [
    `(?:insan|kişi|temsilci|temsilcisi|yetkili|operatör|görevli|danışman|çalışan|biri|birisi|müdür|yönetici)${any}(?: (?:ile|bir|bey|hanım))* (?:görüş|konuş|yazış)(?:mek|mak|ebilir|abilir|mem|mam|elim|alım)${any}(?: (?:istiyorum|isterim|istiyoruz|lazım|gerek|mi|mı|miyim|mıyım))*`,
    `(?:insana|insanla|temsilciye|temsilcisine|temsilcisiyle|yetkiliye|operatöre|görevliye|birine)(?: (?:beni|lütfen))* (?:bağla|aktar|yönlendir)${any}`,
    `canlı (?:destek|temsilci|yardım)${any}(?: (?:istiyorum|lütfen|var mı|bağlan${any}))*`,
    `${start}(?:gerçek |bir |müşteri )*(?:insan|temsilci|temsilcisi|yetkili|operatör)(?: (?:lütfen|istiyorum|var mı))*${end}`,
    `(?:biri|birisi|bir yetkili|bir temsilci)(?: beni)+ (?:arasın|arayabilir|arar)${any}|beni (?:geri )?(?:arayın|arayabilir|arar)${any}`,
    `(?:orada |burada )?(?:biri|birisi|kimse) var mı${end}`,
  ],
  refuses: [
    `(?:görüşmek|konuşmak|bağlanmak|yazışmak) (?:istemiyorum|istemem|gerekmiyor)|(?:insan|temsilci|yetkili|operatör)${any}(?: \\p{L}+)? (?:istemiyorum|gerek yok|gerekmez|bağlamayın)|beni aramayın`,
  ],
}

const polish: Wordings = {
  asks: [
    "(?:rozmawiać|porozmawiać|pogadać|pomówić|skontaktować się|połączyć się|połączenie|pisać|rozmowę|kontakt|kontaktu)(?: (?:się|mnie|tu|teraz|już|proszę|od razu|bezpośrednio))* (?:z|ze)(?: (?:kimś|jakimś|jakąś|żywym|żywą|prawdziwym|prawdziwą|innym|waszym|państwa))* ?(?:człowiekiem|osobą|konsultantem|konsultantką|pracownikiem|pracownicą|doradcą|agentem|operatorem|kierownikiem|kierowniczką|menedżerem|managerem|przedstawicielem|specjalistą|kimś|szefem|biurem obsługi|działem obsługi|obsługą klienta|recepcją|ludźmi)",
    `(?:chcę|chciałbym|chciałabym|proszę o|poproszę|potrzebuję|wolę|daj|dajcie)(?: (?:mi|o|tu|rozmowę|z))*(?: (?:żywego|żywym|prawdziwego|prawdziwym))* (?:człowieka|człowiekiem|konsultanta|konsultantem|pracownika|doradcę|operatora|kierownika|konsultant)(?= [.!?]|$| (?:proszę|teraz|zamiast|a nie))`,
    `(?:jest|są) (?:tu|tam) (?:ktoś|jakiś człowiek|żywy człowiek|prawdziwy człowiek|ktokolwiek)${end}|(?:jest|są) (?:tu|tam)? ?(?:żywy|prawdziwy) (?:człowiek|konsultant)${end}|czy ktoś (?:tu|tam) jest${end}`,
    "(?:czy ktoś może|ktoś może|może ktoś|niech ktoś|możecie|proszę)(?: (?:do mnie|mi))* (?:zadzwonić|zadzwoni|oddzwonić|oddzwoni|o telefon)(?: do mnie)?",
    "(?:połącz|połączcie|połączyć|przełącz|przełączcie|przełączyć|przekieruj|przekierujcie|przekierować)(?: (?:mnie|nas|proszę))* (?:z|ze|do|na)(?: (?:żywym|prawdziwym|jakimś|obsługą|biurem))* ?(?:człowiekiem|człowieka|konsultantem|konsultanta|pracownikiem|pracownika|doradcą|kimś|osobą|operatorem|operatora|recepcją|recepcji|obsługą|obsługi|klienta)",
    `${start}(?:żywy |prawdziwy )?(?:człowiek|konsultant|konsultanta|operator|operatora|pracownik)(?: (?:proszę|teraz))*${end}`,
  ],
  refuses: [
    "nie (?:chcę|chciałbym|chciałabym|potrzebuję|muszę|trzeba|życzę sobie)(?: \\p{L}+){0,4} (?:człowiekiem|człowieka|konsultantem|konsultanta|konsultantką|pracownikiem|pracownika|doradcą|osobą|operatorem|operatora|kimś|nikim)|(?:proszę )?nie (?:dzwońcie|dzwonić|łączcie|przełączajcie)(?: (?:do mnie|mnie))*",
  ],
}

const swedish: Wordings = {
  asks: [
    "(?:prata|tala|snacka|chatta|få kontakt|komma i kontakt|bli kopplad|koppla mig|kopplas|kontakt)(?: (?:direkt|nu|istället|hellre|vidare|gärna))* (?:med|till)(?: (?:en|ett|någon|nån|riktig|verklig|levande|mänsklig|annan|er|från|av|hos))* ?(?:människa|person|handläggare|medarbetare|kundtjänst|kundservice|supporten|operatör|chef|chefen|någon|nån|säljare|rådgivare|receptionen|er personal)",
    `(?:vill ha|behöver|önskar|föredrar)(?: (?:en|hjälp av|att få))* ?(?:riktig |levande |mänsklig )+(?:människa|person|hjälp|kontakt)${end}`,
    `(?:finns|är) det (?:någon|nån)(?: (?:riktig|människa|person|levande))*(?: (?:där|här|hemma|tillgänglig))*${end}`,
    "(?:kan|kunde|skulle) (?:någon|nån|ni)(?: \\p{L}+){0,2} ringa(?: upp| tillbaka)? (?:mig|oss|till mig)|ring (?:upp )?mig|(?:vill|önskar) bli uppringd",
    `${start}(?:en )?(?:riktig |levande )?(?:människa|kundtjänst|handläggare|medarbetare)(?: (?:tack|nu))*${end}`,
  ],
  refuses: [
    "(?:vill|behöver|tänker|önskar)(?: jag)? (?:inte|ej)(?: \\p{L}+){0,4} (?:människa|person|någon|nån|kundtjänst|medarbetare|handläggare|kopplad)|ring mig inte|ring inte (?:till )?mig",
  ],
}

const danishNorwegian: Wordings = {
  asks: [
    "(?:tale|snakke|prate|chatte|i kontakt|komme i kontakt|få kontakt|kontakt|forbindes|bli satt over|settes over|stilles om|viderestilles|stil mig om|sæt mig over|sett meg over|koble meg)(?: (?:direkte|nu|nå|hellere|heller|gerne|gjerne|i stedet))* (?:med|til)(?: (?:en|et|nogen|noen|rigtig|rigtigt|ekte|ægte|ordentlig|levende|virkelig|jeres|deres|anden|annen|fra))* ?(?:menneske|person|medarbejder|medarbeider|kundeservice|kundebehandler|supporten|agent|operatør|chef|chefen|sjef|sjefen|nogen|noen|rådgiver|receptionen|resepsjonen|kollega)",
    `(?:vil have|vil ha|ønsker|behøver|har brug for|trenger)(?: (?:at tale med|å snakke med|et|en|hjælp fra|hjelp fra))* ?(?:rigtigt|rigtig|levende|ekte|ordentlig) (?:menneske|person)`,
    `(?:er|finnes|findes) (?:der|det) (?:nogen|noen)(?: (?:her|der|hjemme|til stede|jeg kan (?:tale|snakke|prate) med))*${end}`,
    "(?:kan|vil) (?:nogen|noen|i|dere|en medarbejder|en medarbeider)(?: \\p{L}+){0,2} ringe(?: (?:til|tilbage|tilbake|opp))* (?:mig|meg|tilbage|tilbake)|ring (?:til )?(?:mig|meg)(?: (?:tilbage|tilbake))?",
    `${start}(?:et |en )?(?:rigtigt |rigtig |ekte |levende )?(?:menneske|medarbejder|medarbeider|kundeservice)(?: (?:tak|takk|nu|nå))*${end}`,
  ],
  refuses: [
    "(?:vil|ønsker|skal|behøver|trenger|gider)(?: jeg)? (?:ikke|ikkje)(?: \\p{L}+){0,4} (?:menneske|person|medarbejder|medarbeider|kundeservice|nogen|noen|agent)|ring ikke(?: til)? (?:mig|meg)|ikke ring(?: til)? (?:mig|meg)",
  ],
}

const finnish: Wordings = {
  asks: [
    "(?:puhua|jutella|keskustella|chatata|asioida)(?: (?:suoraan|nyt|mieluummin|oikean|elävän|ihan|toisen|teidän))* (?:ihmisen|henkilön|asiakaspalvelijan|asiakaspalvelun|työntekijän|virkailijan|edustajan|neuvojan|esimiehen|jonkun|myyjän|operaattorin)(?: ihmisen)? kanssa",
    "(?:oikean |elävän |jonkun )*(?:ihmisen|asiakaspalvelijan|jonkun|työntekijän|henkilön) kanssa (?:puhua|jutella|keskustella|puhumaan|juttelemaan)",
    `(?:haluan|haluaisin|tarvitsen|yhdistä|yhdistäkää|ohjaa)(?: (?:minut|nyt|yhteyden|apua))*(?: (?:oikealle|oikean|oikealta|elävälle))* (?:ihmiselle|ihmisen|ihmiseltä|ihmistä|asiakaspalvelijalle|asiakaspalvelijan|asiakaspalveluun|työntekijälle|virkailijalle)${end}`,
    `onko (?:siellä |täällä |paikalla |linjoilla )*(?:ketään|joku|oikea ihminen|ihmistä)(?: (?:siellä|täällä|paikalla|linjoilla))*${end}`,
    "(?:voiko|voisiko|voisitteko|voitteko)(?: (?:joku|te))? (?:soittaa|soitella)(?: (?:minulle|takaisin))+|soittakaa minulle|soittopyyntö",
    `${start}(?:oikea )?(?:ihminen|asiakaspalvelija|ihmistä|asiakaspalvelijaa)(?: kiitos)?${end}`,
  ],
  refuses: [
    "en (?:halua|tarvitse|haluaisi)(?: \\p{L}+){0,4} (?:ihmisen|ihmistä|asiakaspalvelijan|asiakaspalvelijaa|jonkun|kenenkään|työntekijän)(?: kanssa)?|älkää soittako(?: minulle)?",
  ],
}

const czech: Wordings = {
  asks: [
    "(?:mluvit|promluvit|hovořit|popovídat|chatovat|spojit|spojte|přepojit|přepojte|kontaktovat)(?: (?:si|se|mě|mne|prosím|přímo|raději|teď|bych))* (?:s|se|na|k)(?: (?:nějakým|nějakou|živým|živou|skutečným|opravdovým|vaším))* ?(?:člověkem|člověka|osobou|operátorem|operátora|operátorku|pracovníkem|pracovníka|poradcem|poradce|někým|někoho|zástupcem|vedoucím|vedoucího|podporou|podporu|recepcí|recepci|zákaznickou podporou|zákaznickou linku|zaměstnancem|lidmi)",
    `(?:chci|chtěl bych|chtěla bych|potřebuji|potřebuju|dejte mi|prosím)(?: (?:živého|skutečného))* (?:člověka|operátora)(?= [.!?]|$| (?:prosím|hned|teď|místo))`,
    `(?:je|jsou) (?:tam|tu|zde) (?:někdo|nějaký člověk|živý člověk|skutečný člověk)${end}`,
    "(?:může|mohl by|mohla by|můžete|mohli byste)(?: (?:mi|někdo|prosím))* zavolat(?: (?:mi|zpět|zpátky))*|zavolejte mi|zavolat zpět",
    `${start}(?:živý |živého )?(?:člověk|člověka|operátor|operátora)(?: prosím)?${end}`,
  ],
  refuses: [
    "(?:nechci|nechtěl bych|nepotřebuji|nepotřebuju|nemusím)(?: \\p{L}+){0,4} (?:člověkem|člověka|operátorem|operátora|někým|nikým|pracovníkem|poradcem)|nevolejte mi|nepřepojujte mě",
  ],
}

const russian: Wordings = {
  asks: [
    "(?:поговорить|говорить|пообщаться|общаться|связаться|соединить|соедините|соедини|свяжите|свяжи|переключите|переключи|переведите|переведи|разговаривать|чат|связь)(?: (?:меня|мне|нас|бы|сейчас|напрямую|лучше|пожалуйста))* (?:с|со|на)(?: (?:живым|живого|реальным|реального|настоящим|настоящего|вашим|вашего|другим|каким))* ?(?:человеком|человека|оператором|оператора|менеджером|менеджера|сотрудником|сотрудника|специалистом|специалиста|консультантом|консультанта|поддержкой|службой поддержки|кем нибудь|кем то|людьми|руководителем|администратором|администратора|представителем)",
    "(?:позовите|позови|дайте|дай|нужен|хочу|пригласите|подключите|подключи)(?: (?:мне|меня|к|живого|живой|реального|реальный|сюда))* (?:человека|человек|оператора|оператор|менеджера|менеджер|сотрудника|консультанта|консультант|администратора)(?= [.!?]|$| (?:пожалуйста|а не|сейчас|срочно|поддержки))",
    `(?:есть |тут |здесь |там )+(?:ли )?(?:кто нибудь|живые люди|живой человек|живой оператор|оператор)(?: (?:тут|здесь|живой|на связи))*${end}`,
    "перезвоните(?: мне)?|позвоните мне|перезвони(?: мне)?|(?:может|пусть) (?:мне )?кто нибудь(?: мне)? (?:позвонит|перезвонит|позвонить|перезвонить)|(?:можете|не могли бы вы) (?:мне )?(?:позвонить|перезвонить)|обратный звонок",
    `${start}(?:живой |живого |реальный )?(?:оператор|оператора|человек|человека|менеджер|консультант)(?: (?:пожалуйста|срочно))*${end}`,
  ],
  refuses: [
    "не (?:хочу|надо|нужно|нужен|желаю|буду|соединяйте|переключайте)(?: \\p{L}+){0,4} (?:человеком|человека|человек|оператором|оператора|оператор|менеджером|менеджера|сотрудником|консультантом|консультант)|не звоните мне|не надо (?:мне )?звонить",
  ],
}

const ukrainian: Wordings = {
  asks: [
    "(?:поговорити|говорити|поспілкуватися|спілкуватися|зв[ʼ]?язатися|з[ʼ]?єднати|з[ʼ]?єднайте|переключіть|переведіть|розмовляти)(?: (?:мене|нас|зараз|краще|напряму|будь ласка))* (?:з|із|зі|на)(?: (?:живою|живим|реальною|справжньою|вашим|вашою))* ?(?:людиною|оператором|оператора|менеджером|менеджера|працівником|співробітником|спеціалістом|консультантом|консультанта|підтримкою|службою підтримки|кимось|людьми|адміністратором|керівником)",
    "(?:покличте|поклич|дайте|дай|потрібен|потрібна|хочу|запросіть)(?: (?:мені|живу|живого|реальну|жива|живий))* (?:людину|людина|оператора|оператор|менеджера|менеджер|консультанта|консультант)(?= [.!?]|$| (?:будь ласка|зараз|а не|терміново))",
    `(?:є |тут |там )+(?:хтось|хто небудь|жива людина|живі люди|оператор)(?: (?:тут|на зв[ʼ]?язку))*${end}`,
    "зателефонуйте мені|передзвоніть(?: мені)?|подзвоніть мені|(?:може хтось|можете)(?: мені)? (?:зателефонувати|передзвонити|подзвонити)",
    `${start}(?:живий |жива |живого )?(?:оператор|оператора|людина|людину|менеджер|консультант)(?: будь ласка)?${end}`,
  ],
  refuses: [
    "не (?:хочу|треба|потрібно|потрібен|буду)(?: \\p{L}+){0,4} (?:людиною|людину|людина|оператором|оператора|оператор|менеджером|менеджера|кимось|консультантом)|не телефонуйте мені|не дзвоніть мені",
  ],
}

const arabic: Wordings = {
  asks: [
    `(?:ال|لل|ا|ن)(?:تحدث|تكلم|تواصل|كلام)(?: مباشرة)? (?:مع|الى|ل)(?: (?:احد|اي|فريق|قسم|خدمة))* ?(?:ال|احد ال)?(?:شخص|انسان|موظف|وكيل|ممثل|مسؤول|مدير|عملاء|دعم|زبائن|بشر|احد|استقبال)${any}(?: (?:حقيقي|بشري|خدمة العملاء))*`,
    `(?:ا|ن)كلم (?:حد|احد|موظف|شخص|انسان|خدمة العملاء|مسؤول|الدعم|المدير|بشر|ممثل)${any}(?: (?:خدمة العملاء|حقيقي))*`,
    `(?:حولني|حولوني|وصلني|وصلوني|تحويلي|حول المحادثة)(?: (?:الى|على|مع|من فضلك))* ?(?:ل|ال|لل)?(?:موظف|شخص|خدمة|انسان|مسؤول|ممثل|وكيل|دعم)${any}`,
    `(?:اريد|ابغى|ابي|عايز|عاوز|بدي|احتاج|محتاج|اود)(?: الى)? (?:شخص|انسان|موظف|بشر|ممثل|وكيل)${any}(?: (?:حقيقي|بشري|حقيقيا|خدمة العملاء|من فضلك|لو سمحت))*${end}`,
    `(?:هل |في |فيه )+(?:يوجد |هناك )?(?:احد|حد|شخص|موظف)(?: (?:هنا|هناك|متاح|موجود|معي|معاي))*${end}`,
    `(?:اتصلوا|اتصل|كلموني)(?: (?:بي|علي|بنا))+(?: (?:من فضلك|لو سمحت))?|(?:يمكن|ممكن|يمكنكم|يمكن لاحد) (?:الاتصال بي|ان يتصل بي (?:احد|شخص)|احد يتصل بي|حد يتصل بي)`,
    `${start}(?:موظف|انسان|شخص حقيقي|خدمة العملاء|ممثل خدمة العملاء|موظف خدمة العملاء)(?: (?:من فضلك|لو سمحت|رجاء))*${end}`,
  ],
  refuses: [
    `(?:لا|ما|مش) (?:اريد|ابغى|ابي|احتاج|ارغب|عايز|بدي)(?: [^ ]+){0,4} (?:موظف|شخص|احد|انسان|حد|ممثل)${any}|لا (?:تتصل|تتصلوا|تحولني|تحولوني)(?: [^ ]+)?`,
  ],
}

const notThem = "(?!(?:电话|電話|号码|號碼|邮箱|郵箱|时间|時間|热线|熱線|费|費|智能|智慧|几点|幾點))"
const chinese: Wordings = {
  asks: [
    `${any}(?:转|轉|找|我要|想要|需要|请(?!问)|請(?!問)|叫|联系|聯繫|聯絡|接通|有没有|有沒有|呼叫)[^ ]{0,6}(?:人工|真人|客服|活人)${notThem}${any}`,
    `${any}(?:想|我要|可以|能|需要|让我|讓我|希望)[^ ]{0,6}(?:和|跟|与|與|同)[^ ]{0,8}(?:人|人工|客服|店员|店員|经理|經理|负责人|負責人)[^ ]{0,3}(?:说话|說話|聊|谈|談|讲话|講話|沟通|溝通|对话|對話|通话|通話|联系|聯繫)${any}`,
    `(?:人工|人工客服|真人|真人客服|客服|转人工|轉人工|在线客服)(?:谢谢|謝謝|服务|服務)?${end}`,
    `${any}(?:有人在吗|有人在嗎|有人吗|有人嗎|有人在么)${any}`,
    `${any}(?:给我|給我|回我)(?:打个?电话|打個?電話|回电|回電|来电|來電)${any}|${any}打(?:个|個)?(?:电话|電話)(?:给|給)我${any}`,
  ],
  refuses: [
    `${any}(?:不要|不用|不想|不需要|别|別|无需|無需|不必)[^ ]{0,8}(?:人工|真人|客服|电话|電話|人(?:说话|說話|聊|谈|談))${any}`,
  ],
}

const japanese: Wordings = {
  asks: [
    `${any}(?:人間|オペレーター|オペレータ|担当者|担当の方|スタッフ|係の人|係員|係の方|有人)[^ ]{0,10}(?:話したい|話がしたい|話せ|話させ|つない|つなげ|繋い|繋げ|代わって|かわって|相談したい|チャットしたい|呼んで|出して|対応してほしい|対応をお願い|チャットをお願い)${any}`,
    `${any}人(?:と|に)(?:直接)?(?:話したい|話がしたい|話せます|話せません|話させて|相談したい|代わって|つない|繋い)${any}`,
    `(?:オペレーター|オペレーターと話す|有人対応|有人チャット|担当者|人間)(?:お願いします|をお願いします|希望|で)?${end}`,
    `${any}(?:誰かいますか|どなたかいますか|誰かいませんか|どなたかいらっしゃいますか)${any}`,
    `${any}(?:電話をください|電話ください|電話をかけてください|電話してください|お電話いただけ|折り返しください|折り返しお願い|折り返し電話|折り返しの電話)${any}`,
  ],
  refuses: [
    `${any}(?:話したくない|話したくありません|話したくないです|つながないで|繋がないで|電話しないで|電話は不要|電話はいりません)${any}`,
  ],
}

const korean: Wordings = {
  asks: [
    `(?:상담원|상담사|상담 직원|직원|사람|담당자|매니저|관리자)(?:님)?(?:과|와|이랑|랑|하고|에게|한테|분과|분이랑|으로|로)?(?: (?:직접|좀|바로))* ?(?:연결|통화|이야기|얘기|대화|상담|채팅|바꿔)(?!했|하는|하신|한)${any}(?: (?:해|하고|할|부탁|싶|주세요|줘|가능|수)${any})*`,
    `(?:누구|누군가|사람|직원|상담원)(?: )?(?:있나요|있어요|있습니까|계세요|계신가요|계십니까|없나요)${end}`,
    `전화(?:를|로)?(?: )?(?:해 주세요|해주세요|주세요|해 주실|해주실|주실 수|부탁)${any}`,
    `${start}(?:상담원|상담사|상담원 연결|상담원연결|사람)(?: (?:부탁해요|부탁드려요|부탁합니다))?${end}`,
  ],
  refuses: [
    `(?:상담원|상담사|직원|사람)${any}(?: [^ ]+){0,2} (?:싫|싶지 않|원하지 않|필요 없|필요없)${any}|전화하지 마${any}|연결하지 마${any}`,
  ],
}

const hindi: Wordings = {
  asks: [
    "(?:किसी|इंसान|व्यक्ति|एजेंट|आदमी|प्रतिनिधि|मैनेजर|कस्टमर केयर|ग्राहक सेवा)(?: (?:असली|इंसान|व्यक्ति|एजेंट|आदमी|प्रतिनिधि|से|के|साथ|को|केयर|सेवा|मैनेजर|वाले|वास्तविक|मेरी|सीधे))* (?:बात|बातचीत) (?:करनी है|करना है|करनी|करना चाहता|करना चाहती|कराओ|करवाओ|कराइए|करवाइए|कराएं|करवाएं|कराएँ|करा दो|करवा दो|करा दीजिए|करवा दीजिए|कर सकता|कर सकती|कर सकते)",
    `(?:असली )?(?:इंसान|एजेंट|मैनेजर|प्रतिनिधि)(?: को)? (?:चाहिए|बुलाओ|बुलाइए|बुलाएं|से जोड़ें|से जोड़ो|से जोड़िए|से मिलाओ|से कनेक्ट करें|से कनेक्ट करो)`,
    `(?:क्या )?(?:यहाँ |यहां |वहाँ |वहां )?कोई (?:है|हैं)(?: (?:यहाँ|यहां|वहाँ|वहां|क्या))*${end}`,
    "मुझे(?: (?:वापस|कोई))* (?:कॉल|फोन|फ़ोन) (?:करें|करो|कीजिए|कर दें|बैक करें|करवाएं)",
  ],
  refuses: [
    "(?:किसी|इंसान|एजेंट|मैनेजर|व्यक्ति|प्रतिनिधि)(?: [^ ]+){0,3} (?:नहीं|मत)(?: (?:करनी|करना|चाहिए|चाहता|चाहती|कराओ|है))*|(?:कॉल|फोन|फ़ोन) मत (?:करें|करो|कीजिए|करना)",
  ],
}

/** As `toPlain` leaves a word; and what many leave out or write otherwise on their keyboard. */
export function asRead(wording: string): string {
  return (
    wording
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      // “u was” is read as “you was”, as the letter stands for it in English.
      .replace(/(?<!\p{L})u(?!\p{L})/gu, "(?:u|you)")
      .replaceAll("ł", "[łl]")
      .replaceAll("ı", "[ıi]")
      .replaceAll("ø", "(?:ø|oe?)")
      .replaceAll("æ", "(?:æ|ae)")
      // Arabic: without its marks, and with whichever alif, ya or ta marbuta.
      .replace(/[\u064b-\u0655]/g, "")
      .replaceAll("ا", "(?:ا[\u0653-\u0655]?)")
      .replaceAll("و", "(?:و\u0654?)")
      .replace(/[يى]/g, "(?:[يى]\u0654?)")
      .replaceAll("ة", "[ةه]")
  )
}

const all = [
  ...[turkish, polish, swedish, danishNorwegian, finnish, czech, russian, ukrainian],
  ...[arabic, chinese, japanese, korean, hindi],
]
const oneOf = (wordings: readonly string[]) => asRead(wordings.map((each) => `(?:${each})`).join("|"))

/** So much that a wording decides by itself: what was learnt knows nothing of these languages. */
const sure = 3

export const furtherAsks: PatternGroup = {
  name: "asks_further_languages",
  why: "asks for a person",
  wordings: all.map(({ asks }) => oneOf(asks)),
  weights: all.map(() => sure),
}
export const furtherRefuses: PatternGroup = {
  name: "refuses_further_languages",
  why: "does not want a person",
  wordings: all.map(({ refuses }) => oneOf(refuses)),
}

/** Yes and no to an offer. */
export const furtherAccepts = [
  "evet|tabii|olur|lütfen|tak|proszę|poproszę|chętnie|dobrze|ja tack|gärna|tack|ja tak|ja takk|gjerne|kyllä|joo|kiitos|ano|prosím|ráda?|jistě|да|давайте|конечно|пожалуйста|хорошо|так|давай|звісно|добре|будь ласка|نعم|ايوه|تمام|من فضلك|حسنا|اكيد|是|是的|好|好的|好啊|可以|行|要|はい|はいお願いします|お願いします|ええ|네|예|넵|네 부탁드려요|네 부탁드립니다|좋아요|हाँ|हां|जी|जी हाँ|जी हां|ठीक है",
].map(asRead)
export const furtherDeclines = [
  "hayır|yok|nie|nej|nei|ei|ei kiitos|ne|нет|не надо|ні|не треба|لا|不|不用|不要|不了|いいえ|結構です|아니요|아니|괜찮아요|नहीं",
].map(asRead)
