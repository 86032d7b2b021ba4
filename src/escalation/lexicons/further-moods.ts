/**
 * Anger, confusion and what is at stake in the languages that nothing was learnt for: what is surely meant so, as people
 * type it, and no more. Written as in a dictionary; `asRead` makes of it what is compared. A word that is a plain one in a
 * neighbouring language, or is said of goods and lamps as well (“pali się” of a fire and of a light), stands only with what
 * tells it. Without blanks a wording begins and ends with any letters. Pure.
 */

import type { PatternGroup } from "../patterns"
import type { StakesKind } from "../types"
import { asRead } from "./further-requests"

type Moods = { angry: string[]; confused: string[] } & Record<StakesKind, string[]>

const any = "[^ ]*"
const w = "\\p{L}+"
const l = "\\p{L}*"

const polish: Moods = {
  angry: [
    `wkurza${l} mnie|do dupy|(?:nie|wcale nie) (?:odpowiadacie|odpisujecie|reagujecie)(?: na (?:maile|wiadomości|telefony|nic))*|masakra(?= [.!]|$)|zero (?:odpowiedzi|reakcji|kontaktu)`,
    `(?:bezużyteczn|beznadziejn|żałosn|skandaliczn|niekompetentn|żenując)${l}|żenada|(?:to |co za )?(?:kpina|kpiny|skandal|hańba)|(?:robicie|robisz)(?: sobie)? (?:ze mnie|jaja|żarty)|jaja sobie robicie`,
    `(?:głup|durn|tęp|jeban|pieprzon)${l} (?:bot|bocie|robot|robocie|automat|automacie|czat|czacie|maszyna|maszyno)|(?:jesteś|jesteście|banda|bando|sami|co za) (?:głupi|głupia|idiot|debil|kretyn|imbecyl|oszust|oszuści|złodziej|naciągacz|niepoważn|nienormaln)${l}|(?:debil|kretyn|imbecyl)(?:e|u|i|em|ów|ko)?`,
    `kurw${l}|chuj${l}|(?:wy|s|po|o)?pierd[oa]l${l}|(?:po|wy|za|z)?jeba(?:ć|ny|na|ne|ni|ło)|do cholery|cholera jasna|gówn(?:o|iany|iana|iane)|zamknij się|szlag mnie`,
    `(?:to |zwykłe |jakieś )+oszustwo(?= [.!]|$)|oszuści(?= [.!]|$)|oszukaliście|oszukujecie|złodzieje(?= [.!]|$)|okradliście|kłamiecie|kłamstwo|naciągacze|wyłudziliście`,
    `mam (?:(?:już|tego|was|serdecznie|wszystkiego) )*(?:dość|dosyć)|dość tego|jestem (?:(?:już|bardzo|strasznie|mocno|naprawdę) )*(?:wściekł|wkurzon|wkurwion|zirytowan|sfrustrowan|oburzon|rozczarowan|zdenerwowan)${l}|wkurza(?:cie|sz) mnie|tracę (?:już )?cierpliwość|brak (?:mi )?słów|nie do przyjęcia|niedopuszczaln${l}`,
    `nikt (?:(?:mi|tu|tam|do mnie|u was|się|wreszcie|w ogóle|nawet) )*nie (?:(?:mi|się|do mnie) )*(?:odpowiada|odpisuje|odpowiedział|odpisał|pomaga|pomógł|reaguje|odezwał|oddzwonił)(?: się)?`,
    `(?:(?:po raz|już) )*(?:trzeci|czwarty|piąty|dziesiąty|setny|enty|któryś)(?: już)? raz(?: (?:już|was|z rzędu|o to))* (?:pytam|piszę|dzwonię|proszę|tłumaczę|zgłaszam|powtarzam|zadaję)|(?:pytam|piszę|dzwonię|proszę|powtarzam)(?: (?:o to|was|już|to|po raz))* (?:trzeci|czwarty|piąty|setny|kolejny) raz|ile razy (?:mam|można|jeszcze|muszę|trzeba) (?:pisać|pytać|powtarzać|to|wam|mam|dzwonić|tłumaczyć)`,
    `(?:strata|marnowanie|marnujecie|marnuję|tracę)(?: (?:mój|mojego|tylko|mi|tu))* (?:czas|czasu)|nigdy więcej (?:u was|nic|tu|nie)${l}|najgorsz${l} (?:sklep|obsługa|firma|serwis|kontakt|bot)|(?:fatalna|okropna|tragiczna|słaba) (?:obsługa|firma)`,
    `(?:nic|wcale|w ogóle|kompletnie)(?: mi)? nie (?:rozumiesz|rozumiecie|pomagasz|pomagacie|pomogłeś|pomogliście)|nie (?:pomagasz|słuchasz|słuchacie)(?= [.!]|$)|do niczego (?:się )?nie (?:nadajesz|nadajecie)${l}|(?:do czego|po co) (?:mi )?(?:ten|taki) (?:bot|czat|robot)`,
  ],
  confused: [
    "(?:nic )?nie (?:rozumiem|zrozumiałem|zrozumiałam|kumam|łapię)(?: (?:tego|nic|co|o co))*|nie o to (?:pytałem|pytałam|pytam|mi chodzi|chodziło)|(?:to )?nie (?:jest )?(?:odpowiedź|odpowiada) na (?:moje )?pytanie|co to (?:ma )?(?:znaczyć|znaczy)(?= [.!?]|$)|co masz na myśli|to (?:jest )?niejasne",
  ],
  self_harm: [
    "(?:się|sobie|siebie) (?:zabić|zabiję|powieszę|powiesić)|(?:zabić|zabiję|powieszę|powiesić|potnę) (?:się|siebie)|zrobi(?:ć|ę) sobie (?:coś złego|krzywdę)|(?:chcę|chce|wolę|wolałbym|wolałabym) umrzeć|nie chc(?:ę|e)(?: mi się)?(?: już)? żyć|samobój\\p{L}*|odebrać sobie życie|skończyć ze sobą",
  ],
  safety: [
    "(?:telefon|bateria|ładowarka|laptop|kuchenka|dom|mieszkanie|coś|piekarnik|gniazdko|kabel)(?: (?:mi|się|u mnie|nam))* (?:pali|zapalił|zapaliła|zapaliło|wybuchł|wybuchła|wybuchło|eksplodował|eksplodowała)(?: się)?(?= [.!]|$)|(?:mamy|wybuchł|jest) pożar|ulatnia się gaz|czuć gaz(?:em)?|(?:poraził|kopnął) mnie prąd|(?:mam|miałem|miałam|dostał|dostała|dostałem|dostałam) (?:silnej |silną )?reakcj[ęi] alergiczn[ąej]+|zatru(?:łem|łam|liśmy) się|trafił(?:em|am|a)? do szpitala|(?:wezwijcie|dzwońcie po|wezwać) (?:karetkę|pogotowie|straż)|nie mogę oddychać",
  ],
  legal: [
    "mój (?:adwokat|prawnik|radca)|moim (?:adwokatem|prawnikiem)|od mojego (?:adwokata|prawnika)|pozw(?:ę|ać) was|pozywam was|(?:spotkamy|widzimy|zobaczymy) się w sądzie|(?:pójdę|idę|kieruję|oddam|oddaję|skieruję|podaję|podam)(?: (?:z tym|tę|sprawę|was|to))* do sądu|kroki prawne|na drogę sądową|(?:zgłoszę|zgłaszam)(?: (?:to|was|sprawę))* (?:na policję|do uokik|do rzecznika|do prokuratury)",
  ],
  money: [
    "(?:żądam|domagam się)(?: (?:natychmiastowego|pełnego|całkowitego))* (?:zwrotu|pieniędzy)|oddajcie(?: (?:mi|moje|nam))* (?:pieniądze|kasę)|(?:pobraliście|pobrano|ściągnęliście|ściągnięto|obciążyliście)(?: \\p{L}+){0,3} (?:dwa razy|dwukrotnie|podwójnie|bez mojej zgody|bez zgody)",
  ],
}

const czech: Moods = {
  angry: [
    `(?:fakt |to je )+hrůza|neschopní|(?:mě|mne) to (?:${w} )?(?:štve|sere|vytáčí)|to mě (?:${w} )?(?:štve|sere|vytáčí)|(?:neodpovídáte|neodepisujete|nereagujete)(?: na (?:maily|zprávy|telefony|nic))*`,
    `(?:k ničemu|naprosto k ničemu)(?= [.!]|$)|(?:jsi|jste|je to|to je|ten bot je|bot je) (?:(?:úplně|fakt|naprosto|opravdu) )*(?:k ničemu|neschopn|nepoužiteln|zbytečn|blb|hloup|debiln|pitom|nemožn|trapn|směšn|idiot|debil|zloděj|podvod|ostud|skandál|katastrof|výsměch)${l}|(?:blb|hloup|debiln|pitom|stupidn|zasran)(?:ý|á|ej|é|ého|om) (?:bot|robot|chat|stroj|automat)${l}`,
    `(?:do )?prdele|kurva|kurvy|hovno|hovna|zasran${l}|sakra (?:už|práce|co|kdy)|ty vole|debilové|debile|idioti|idiote|kreténi|kreténe|pičo|píčo|kokot${l}|jděte (?:někam|do háje)|běž(?:te)? (?:někam|do háje)|drž hubu`,
    `podvodníci(?= [.!]|$)|zloději(?= [.!]|$)|okradli jste|lhář(?:i|ka)?|lžete|(?:to je|jste|čistý) podvod(?= [.!]|$)|ostuda|skandál|nehorázn${l}|děláte si (?:ze mě |ze mne )?(?:srandu|legraci|prdel)|(?:to je|tohle je) (?:výsměch|vrchol|neskutečné|nepřijatelné|šílené|hrozné|otřesné|děs)(?= [.!]|$)`,
    `mám (?:toho|vás|tě)(?: už)? (?:dost|plné zuby)|(?:už )?toho mám dost|jsem (?:(?:už|opravdu|fakt|velmi|hodně|dost) )*(?:naštvan|nasran|vytočen|zklaman|frustrovan|rozčilen|znechucen|pobouřen)${l}|dochází mi trpělivost|ztrácím trpělivost`,
    `nikdo (?:(?:mi|tam|tu|se|vůbec|už|z vás) )*(?:neodpovídá|neodpověděl|neodepsal|nereaguje|nepomáhá|nepomohl|neozval|neozývá)${l}(?: (?:mi|se|telefon))*`,
    `(?:už )?(?:potřetí|počtvrté|popáté|po třetí|po čtvrté|potřetí už|třikrát|po desáté)(?: (?:už|se|vám|vás|to))* (?:píšu|píši|ptám|volám|říkám|opakuji|opakuju|žádám)(?: se)?|(?:ptám|píšu|píši|volám|říkám)(?: (?:se|vám|už|to|vás))* (?:potřetí|počtvrté|popáté|po třetí)|kolikrát (?:(?:vám|to|ještě|se|mám|musím|mam) )+(?:mám|musím|psát|ptát|opakovat|říkat|vysvětlovat)`,
    `(?:ztráta|ztrácím|plýtváte|marním|maříte)(?: (?:mým|můj|mého|jen|tu|tady))* (?:času|čas|časem)|už nikdy (?:víc |více )?(?:u vás|nic|tu|od vás)${l}|nejhorší (?:obchod|firma|servis|služb|podpora|zákaznick|e shop|eshop)${l}|(?:hrozn|příšern|otřesn|strašn|katastrofáln|mizern)(?:á|ý|é) (?:služby|služba|podpora|přístup|firma|obchod|zákaznick${l})`,
    `(?:vůbec |nic )(?:mi )?(?:nerozumíš|nerozumíte|nechápeš|nechápete|nepomáháš|nepomáháte|neposloucháš|neposloucháte)|(?:k čemu|na co) (?:mi )?je (?:tenhle|tento|takový) (?:bot|chat|robot)`,
  ],
  confused: [
    "(?:vůbec )?(?:tomu )?(?:nerozumím|nechápu|nepochopil jsem|nepochopila jsem)(?: (?:tomu|to|vám|co|vůbec))*|na to jsem se (?:neptal|neptala)|to není (?:odpověď|to|to na co)(?: (?:na|jsem|co))*(?: (?:mou|moji|otázku|se ptal|se ptala|chtěl|chtěla))*|co (?:tím )?(?:myslíte|myslíš)|co to (?:znamená|má znamenat)(?= [.!?]|$)|(?:to )?je (?:to )?nejasné",
  ],
  self_harm: [
    "(?:se|chci se) (?:zabít|zabiju|zabiji|oběsit|oběsím)|(?:zabiju|zabiji|oběsím|pořežu) se|(?:chci|chtěl bych|chtěla bych|raději) (?:umřít|zemřít)|nechci (?:už |tu )*žít|nechce se mi (?:už )?žít|sebevra\\p{L}*|ublížit si|ublížím si|skončit se životem|vzít si život",
  ],
  safety: [
    "(?:telefon|baterie|nabíječka|notebook|trouba|dům|byt|něco|zásuvka|kabel)(?: (?:mi|nám|se|u mě))* (?:hoří|vzňal|vzňala|vybuchl|vybuchla|explodoval|explodovala)(?= [.!]|$)|(?:máme|vypukl|je tu) požár|uniká plyn|únik plynu|cítím plyn|(?:kopl|kopla|zasáhl) (?:mě|mne) (?:proud|elektřina)|(?:mám|měl|měla) (?:\\p{L}+ )?alergickou reakci|otrávil(?:i|a)? (?:jsme|jsem) se|skončil(?:a)? (?:jsem )?v nemocnici|(?:volejte|zavolejte|zavolat) (?:sanitku|záchranku|hasiče)|nemůžu dýchat|nemohu dýchat",
  ],
  legal: [
    "můj (?:právník|advokát)|mým (?:právníkem|advokátem)|od mého (?:právníka|advokáta)|(?:zažaluji|zažaluju|žaluji|žaluju) vás|(?:dám|podám|dávám)(?: (?:vás|to|na vás))* (?:k soudu|žalobu|trestní oznámení)|uvidíme se u soudu|právní kroky|trestní oznámení|(?:nahlásím|nahlašuji|oznámím|stěžovat si budu|obrátím)(?: (?:to|vás|se))* (?:na )?(?:policii|čoi|obchodní inspekci|obchodní inspekce)",
  ],
  money: [
    "(?:požaduji|žádám|trvám na)(?: (?:okamžité|okamžitě|plné|o))* (?:vrácení|vracení|navrácení) (?:mých )?peněz|vraťte (?:mi )?(?:moje |mé |mi )?peníze|(?:strhli|naúčtovali|účtovali|stáhli)(?: (?:jste|mi|částku|to|si))* (?:dvakrát|bez mého souhlasu|bez souhlasu)",
  ],
}

const russian: Moods = {
  angry: [
    `(?:меня |это )*(?:уже |просто |реально )*(?:бесит|бесите|раздражаете|достал|достала)(?= [.!]|$| (?:меня|этот|эта|ваш|уже|вы))|почему (?:вы )?(?:мне )?не отвечаете|ноль (?:ответа|реакции|внимания)`,
    `бесполезн${l} (?:бот|робот|чат|сервис|поддержка|служба|штука|программа|железяка)${l}|(?:бот|ты|вы|поддержка|чат|сервис) (?:(?:просто|совершенно|абсолютно|вообще|полностью) )*(?:бесполезн|тупо|туп|никчемн|никчёмн|отвратительн|ужасн|некомпетентн)${l}|(?:туп|глуп|идиотск|дурацк|гребан|долбан|чертов)(?:ой|ый|ая|ое|ые|ого) (?:бот|робот|чат|сервис|автоответчик|программа|машина|магазин|система)${l}|(?:идиоты|идиот|дебилы|дебил|кретины|кретин|придурки|придурок|уроды|козлы|тупицы|твари|сволочи|мрази|лохотронщики)`,
    `(?:на |по)?(?:хуй|хуе|хуё|хуя|хер)${l}|пизд${l}|бля(?:ть|дь|ди|ха)?|(?:за|вы|от|до|под|на|раз|съ|у)?еб(?:а|ать|ан|ал|анн|уч|ну)${l}|ёб${l}|сука|гавно|говно|дерьмо|говн${l}|какого (?:черта|хрена|хера|фига)|пошел ты|пошёл ты|пошли вы|идите (?:к черту|в жопу|лесом|нафиг)|заткнись|достали(?: уже| вы)*|задолбал${l}|заебал${l}|надоели|охренели|обнаглели`,
    `мошенники(?= [.!]|$)|(?:это |вы |чистое |чистый )+(?:мошенничество|обман|развод|кидалово|лохотрон)(?= [.!]|$)|(?:вы )?(?:меня |нас )?(?:обманули|обманываете|развели|кинули|обокрали)|жулики|воры|ворье|ворьё|вр[её]те|вранье|враньё|лжецы|обманщики`,
    `(?:это |просто |полный |какой то )+(?:ужас|кошмар|бред|позор|безобразие|издевательство|беспредел|цирк|маразм)(?= [.!]|$)|безобразие|позорище|возмутительно|отвратительн${l} (?:сервис|обслуживание|отношение|поддержка|работа)|(?:ужасн|худш|кошмарн|хамск|мерзк)${l} (?:сервис|обслуживание|магазин|поддержка|отношение|компания)${l}|издеваетесь|издеваешься|вы (?:там )?(?:совсем |что |вообще )*(?:издеваетесь|обалдели|с ума сошли)|это (?:уже )?ни в какие ворота`,
    `(?:мне |я )?(?:это |все |всё |уже |ваш |вы )*(?:надоело|осточертело)(?= [.!]|$| (?:ждать|уже|повторять|писать))|я (?:(?:уже|очень|крайне|сильно|просто|реально) )*(?:зол|зла|в бешенстве|в ярости|возмущен|возмущена|возмущён|недоволен|недовольна|разочарован|разочарована|раздражен|раздражена|в шоке)|(?:терпение|терпения) (?:\\p{L}+ )?(?:лопнуло|кончилось|заканчивается|нет|больше нет)|сколько можно(?= [.!?]|$| (?:ждать|повторять|писать|уже|спрашивать))|хватит (?:уже )?(?:издеваться|отписок|врать|меня)`,
    `(?:мне |там |у вас |вообще |до сих пор )*никто (?:(?:мне|так|и|вообще|нам|не|на|даже|до сих пор) )*(?:отвечает|ответил|отвечает|помогает|помог|перезвонил|реагирует|связался|чешется)(?: (?:мне|на звонки|на письма))*`,
    `(?:уже )?(?:в |во )?(?:третий|четвертый|четвёртый|пятый|десятый|сотый|который|сотый)(?: уже)? раз (?:(?:вас|уже|подряд|вам|это|я|за) )*(?:спрашиваю|пишу|звоню|прошу|объясняю|повторяю|обращаюсь|задаю)|(?:спрашиваю|пишу|звоню|прошу|повторяю|обращаюсь)(?: (?:уже|вас|вам|это|к вам))* (?:в |во )?(?:третий|четвертый|четвёртый|пятый|десятый|сотый) раз|сколько раз (?:(?:мне|вам|можно|еще|ещё|я|уже|должен|должна) )+(?:повторять|писать|спрашивать|объяснять|говорить|должен|должна|звонить)${any}`,
    `(?:пустая )?трат[аы] времени|(?:зря |только |просто )?(?:трачу|тратите|теряю|потратил|потратила) (?:мое |моё |свое |своё |здесь |тут |зря )*время(?= [.!]|$| (?:на вас|зря|впустую))|больше (?:никогда|ничего)(?: \\p{L}+){0,2} (?:у вас|не куплю|не закажу|к вам)|никогда больше (?:не|у вас|ничего|к вам)${l}`,
    `(?:ты |вы )?(?:вообще |совсем |ничего |меня |нифига )+не (?:понимаешь|понимаете|слышишь|слышите|слушаешь|помогаешь|помогаете|помог|читаете)|от (?:тебя|вас) (?:никакого толку|толку ноль|нет толку|никакой пользы)|толку (?:от тебя |от вас )?(?:ноль|никакого|нет)|отписк(?:и|а|ами)`,
  ],
  confused: [
    "(?:я )?(?:ничего |вообще |все равно |совсем )*не (?:понимаю|понял|поняла|понятно|догоняю|въехал)(?: (?:вас|ничего|что|о чем|ответ|это))*|я (?:не об этом|не это|не о том|не про это|спрашивал не|спрашивала не)(?: (?:спрашивал|спрашивала|спрашиваю|об этом|это|о том))*|(?:это )?не (?:ответ|то)(?: (?:на|что|о чем))+(?: (?:мой|вопрос|я|спрашивал|спрашивала|спросил))*|что (?:это|ты|вы) (?:значит|имеешь в виду|имеете в виду|имеете ввиду)|что (?:это )?значит(?= [.!?]|$)",
  ],
  self_harm: [
    "(?:покончить|покончу|кончу) с собой|(?:убью|убить|повешусь|повеситься|зарежусь|порежу|вскрою)(?: (?:себя|вены))+|повешусь|суицид\\p{L}*|самоубий\\p{L}*|(?:хочу|хочется|лучше) (?:умереть|сдохнуть|не жить)|не хочу (?:больше |уже )?жить|незачем (?:больше )?жить|сделаю с собой что",
  ],
  safety: [
    "(?:телефон|батарея|аккумулятор|зарядка|ноутбук|плита|дом|квартира|розетка|проводка|что то)(?: (?:у|меня|нас|прямо|сейчас))* (?:горит|загорелся|загорелась|загорелось|взорвался|взорвалась|взорвалось|дымится)(?= [.!]|$)|(?:у нас|начался|тут) пожар|(?:утечка|запах) газа|пахнет газом|(?:ударило|бьет|бьёт) (?:меня )?током|аллергическая реакция(?= [.!]|$| на ваш)|(?:мы |я |ребенок |ребёнок )?отравил(?:ись|ся|ась)|попал(?:а|и)? в больницу|(?:вызовите|вызывайте|нужна) скорую?|вызовите (?:пожарных|полицию)|не могу дышать|задыхаюсь",
  ],
  legal: [
    "мой (?:адвокат|юрист)|моим (?:адвокатом|юристом)|от моего (?:адвоката|юриста)|(?:подам|подаю|подаём|подадим|буду подавать|пойду|обращусь|иду)(?: (?:на вас|заявление|жалобу|иск))* в (?:суд|полицию|прокуратуру|роспотребнадзор)|(?:увидимся|встретимся) в суде|(?:жалоб[уа]|заявление) (?:на вас )?в (?:роспотребнадзор|прокуратуру|суд|полицию)|через суд (?:верну|взыщу|буду)|засужу|(?:подам|подаю) (?:на вас )?(?:в суд|иск)|(?:направлю|отправлю|напишу) досудебн\\p{L}*",
  ],
  money: [
    "(?:требую|настаиваю на)(?: (?:немедленно|немедленного|полного|вернуть))* (?:возврат|возврата|вернуть|деньги|мои деньги)(?: (?:денег|средств|деньги))*|верните(?: (?:мне|мои|немедленно|наши))* деньги|(?:списали|сняли)(?: (?:с меня|деньги|с карты|сумму))* (?:дважды|два раза|без моего (?:согласия|ведома|разрешения)|незаконно)",
  ],
}

const ukrainian: Moods = {
  angry: [
    `(?:мене |це )*(?:вже |просто )*(?:бісить|бісите|дратуєте|дістав|дістала)(?= [.!]|$| (?:мене|цей|ця|ваш|вже|ви))|чому (?:ви )?(?:мені )?не відповідаєте|нуль (?:відповіді|реакції|уваги)|(?:це |просто )*жах(?= [.!]|$)`,
    `(?:непотрібн|марн|туп|дурн|ідіотськ|бісів|клят)${l} (?:бот|робот|чат|сервіс|автовідповідач|програма|машина|магазин|система)${l}|(?:бот|ти|ви|підтримка|чат|сервіс) (?:(?:просто|цілком|абсолютно|взагалі) )*(?:нікчемн|туп|жахлив|некомпетентн|нездар|безглузд)${l}|(?:ідіоти|ідіот|дебіли|дебіл|кретини|придурки|виродки|мудаки|козли)`,
    `(?:на |по)?(?:хуй|хуя|хуї|хер)${l}|пизд${l}|бля(?:ть|дь|ха)?|(?:за|ви|від|на|роз)?[їй]?єб(?:а|ать|ан|ал)${l}|сука|лайно|гівно|якого (?:біса|чорта|хріна|дідька)|пішов ти|ідіть (?:до біса|к чорту|лісом)|замовкни|дістали(?: вже)*|задовбал${l}|заїбал${l}|набридли|знахабніли`,
    `шахраї(?= [.!]|$)|(?:це |ви |чисте |справжнє )+(?:шахрайство|обман|розвод|кидалово|лохотрон)(?= [.!]|$)|(?:ви )?(?:мене |нас )?(?:обдурили|обманули|обманюєте|дурите|обікрали|кинули)|злодії|брешете|брехня|брехуни`,
    `(?:це |просто |повний |якийсь )+(?:жах|кошмар|маразм|цирк|знущання|неподобство|свавілля|ганьба|безлад|треш)(?= [.!]|$)|неподобство|ганьба|обурливо|(?:жахлив|огидн|найгірш|хамськ)${l} (?:сервіс|обслуговування|магазин|підтримка|ставлення|компанія)${l}|знущаєтеся|знущаєтесь|ви (?:там )?(?:зовсім |що |взагалі )*(?:знущаєтесь|знущаєтеся|здуріли|показилися)`,
    `(?:мені |я )?(?:це |все |вже |ваш )*(?:набридло|остогидло|осточортіло)(?= [.!]|$| (?:чекати|вже|повторювати|писати))|я (?:(?:вже|дуже|вкрай|просто|реально) )*(?:злий|зла|розлючен|обурен|незадоволен|розчарован|роздратован|в люті|в шоці)${l}|терпець (?:\\p{L}+ )?(?:урвався|уривається)|терпіння (?:\\p{L}+ )?(?:скінчилося|закінчується|вже немає)|скільки можна(?= [.!?]|$| (?:чекати|повторювати|писати|вже|питати))`,
    `(?:мені |там |у вас |взагалі |досі )*ніхто (?:(?:мені|так|і|взагалі|нам|не|на|навіть|досі) )*(?:відповідає|відповів|допомагає|допоміг|передзвонив|реагує|зв[ʼ']?язався)(?: (?:мені|на дзвінки|на листи))*`,
    `(?:вже )?(?:в |у )?(?:втретє|вчетверте|вп[ʼ']?яте|третій раз|четвертий раз|п[ʼ']?ятий раз|сотий раз|котрий раз)(?: (?:вас|вже|поспіль|вам|це|я))* (?:питаю|пишу|дзвоню|прошу|пояснюю|повторюю|звертаюся|звертаюсь)|(?:питаю|пишу|дзвоню|прошу|повторюю|звертаюся|звертаюсь)(?: (?:вже|вас|вам|це|до вас))* (?:втретє|вчетверте|вп[ʼ']?яте|третій раз|сотий раз)|скільки разів (?:(?:мені|вам|можна|ще|я|вже|маю|треба) )+(?:повторювати|писати|питати|пояснювати|казати|маю|дзвонити)${any}`,
    `(?:марна )?(?:втрата|трата|марнування) часу|(?:даремно |тільки |просто )?(?:марную|марнуєте|гаю|втрачаю|витрачаю|витрачаєте) (?:мій |свій |тут |даремно )*час(?= [.!]|$| (?:на вас|даремно))|більше (?:ніколи|нічого)(?: \\p{L}+){0,2} (?:у вас|не куплю|не замовлю|до вас)|ніколи більше (?:не|у вас|нічого|до вас)${l}`,
    `(?:ти |ви )?(?:взагалі |зовсім |нічого |мене )+не (?:розумієш|розумієте|чуєш|чуєте|слухаєш|слухаєте|допомагаєш|допомагаєте|допоміг)|від (?:тебе|вас) (?:ніякої користі|користі нуль|немає користі|жодної користі)`,
  ],
  confused: [
    "(?:я )?(?:нічого |взагалі |все одно |зовсім )*не (?:розумію|зрозумів|зрозуміла|зрозуміло)(?: (?:вас|нічого|що|про що|відповідь|це))*|я (?:не про це|не це|не про те)(?: (?:питав|питала|питаю|запитував|запитувала))*|(?:це )?не (?:відповідь|те)(?: (?:на|що|про що))+(?: (?:моє|запитання|питання|я|питав|питала))*|що (?:це|ти|ви) (?:означає|маєш на увазі|маєте на увазі)|що (?:це )?(?:означає|значить)(?= [.!?]|$)",
  ],
  self_harm: [
    "(?:накласти|накладу) на себе руки|(?:вбити|вб[ʼ']?ю|уб[ʼ']?ю) себе|повішусь|повішуся|повіситися|суїцид\\p{L}*|самогуб\\p{L}*|(?:хочу|хочеться|краще) (?:померти|здохнути|не жити)|не хочу (?:більше |вже )?жити|нема (?:чого|сенсу) жити|заподіяти собі",
  ],
  safety: [
    "(?:телефон|батарея|акумулятор|зарядка|ноутбук|плита|будинок|квартира|розетка|щось)(?: (?:у|мене|нас|зараз))* (?:горить|загорівся|загорілася|загорілось|вибухнув|вибухнула|вибухнуло|димиться)(?= [.!]|$)|(?:у нас|почалася|тут) пожежа|(?:витік|запах) газу|пахне газом|(?:вдарило|б[ʼ']?є) (?:мене )?струмом|алергічна реакція(?= [.!]|$| на ваш)|(?:ми |я |дитина )?отруїл(?:ися|ась|ися)|отруївся|потрапи(?:в|ла|ли) (?:до лікарні|в лікарню)|(?:викличте|викликайте) (?:швидку|пожежників|поліцію)|не можу дихати|задихаюся|задихаюсь",
  ],
  legal: [
    "мій (?:адвокат|юрист)|моїм (?:адвокатом|юристом)|від мого (?:адвоката|юриста)|(?:подам|подаю|подамо|піду|звернуся|звернусь|іду)(?: (?:на вас|заяву|скаргу|позов))* (?:до|в|у) (?:суду|суд|поліції|поліцію|прокуратури|прокуратуру|держпродспоживслужби|держпродспоживслужбу)|(?:побачимося|зустрінемося) в суді|(?:скаргу|заяву) (?:на вас )?(?:до|в) (?:держпродспоживслужби|прокуратури|поліції|поліцію)|через суд (?:поверну|стягну|буду)",
  ],
  money: [
    "(?:вимагаю|наполягаю на)(?: (?:негайно|негайного|повного|повернути|повернення))* (?:повернення|повернути|гроші|мої гроші|коштів|грошей)(?: (?:грошей|коштів|гроші))*|поверніть(?: (?:мені|мої|негайно|наші))* гроші|(?:списали|зняли)(?: (?:з мене|гроші|з картки|кошти|суму))* (?:двічі|два рази|без моєї (?:згоди|дозволу))",
  ],
}

const turkish: Moods = {
  angry: [
    `çok kötü (?:bir )?(?:hizmet|firma|deneyim|site)|(?:tam bir|resmen|bu bot) çöp|(?:gündür|haftadır|aydır)(?: ${w}){0,2} (?:cevap|yanıt|haber) (?:yok|alamıyorum|alamadım|gelmedi|vermediniz)`,
    `(?:işe yaramaz|beceriksiz|berbat|rezil|iğrenç|saçma sapan|aptal|salak|gerizekalı|geri zekalı|mal|lanet) (?:bir )?(?:bot|robot|hizmet|servis|firma|şirket|site|uygulama|destek|müşteri hizmetleri|sistem|program)${l}|(?:çok |tam bir |tamamen )?işe yaramaz(?:sın|sınız)?(?= [.!]|$)|hiçbir işe yaram${l}|(?:aptal|salak|gerizekalı|geri zekalı|şerefsiz|ahmak|beyinsiz|namussuz)(?:sın|sınız|lar|ler|siniz|sin)?(?= [.!]|$| (?:bot|mısın|mısınız|musun|herif))`,
    `siktir${l}|sikey${l}|sikti${l}|amk|aq(?= [.!]|$)|amına${l}|orospu${l}|piç(?:ler|sin|siniz| kurusu)|yavşak${l}|bok gibi|boktan|lanet olsun|allah belanızı|defol${l}|kapa çeneni|yeter artık|yeter be`,
    `dolandırıcı(?:sınız|lar|lık|sin)?(?= [.!]|$| (?:bir|firma|bunlar|yapıyorsunuz))|dolandırıldım|dolandırdınız|(?:beni |bizi )(?:kandırdınız|kandırıyorsunuz)|yalancı(?:sınız|lar)|yalan söylüyorsunuz|hırsız(?:sınız|lar)|soyguncu(?:sunuz|lar)|soygun(?= [.!]|$)`,
    `rezalet|(?:bu |tam bir |resmen )+(?:rezillik|skandal|saçmalık|kepazelik|komedi|facia)|dalga mı geçiyorsunuz|benimle dalga|alay mı ediyorsunuz|kabul edilemez|böyle (?:hizmet|servis|firma|saygısızlık) (?:olmaz|görmedim|olur mu)|(?:en kötü|berbat|rezil) (?:hizmet|firma|alışveriş|müşteri|site|deneyim)${l}|saygısızlık`,
    `(?:artık |gerçekten |çok )*(?:bıktım|usandım|sinirlendim|delirtiyorsunuz|çıldıracağım|çıldırıyorum)|(?:çok |gerçekten |aşırı )+(?:kızgınım|sinirliyim|öfkeliyim|hayal kırıklığına uğradım)|sabrım (?:kalmadı|taştı|tükendi)|canıma tak etti|yetti artık`,
    `(?:hala |hâlâ |hiç )?(?:kimse|hiç kimse) (?:(?:bana|bize|hala|hâlâ|telefona|mesajlarıma|maillerime) )*(?:cevap vermiyor|cevap vermedi|yanıt vermiyor|yanıt vermedi|dönmüyor|dönmedi|yardım etmiyor|yardım etmedi|ilgilenmiyor|ilgilenmedi|bakmıyor|aramadı)|muhatap bulamıyor${l}`,
    `(?:üçüncü|dördüncü|beşinci|onuncu|yüzüncü|kaçıncı) (?:kez|kere|defa|defadır|kezdir|keredir)(?: (?:aynı|size|bunu|soruyu|şeyi))* (?:soruyorum|yazıyorum|arıyorum|söylüyorum|anlatıyorum)|(?:kaç kere|kaç kez|kaç defa)(?: (?:daha|size|bunu|aynı|şeyi))* (?:sor|söyle|yaz|anlat|ara)(?:mam|yım|yacağım|malıyım|acağım|dım|dim|eceğim|meliyim|yeceğim)(?: (?:lazım|gerek|gerekiyor))*`,
    `(?:zaman|vakit) kaybı|(?:zamanımı|vaktimi) (?:harcıyor|boşa|çalıyor)${l}|(?:bir daha|bundan sonra) (?:asla|sizden|buradan)(?: \\p{L}+){0,3}|(?:hiç|hiçbir şey) (?:anlamıyorsun|anlamıyorsunuz|dinlemiyorsun|dinlemiyorsunuz)|(?:yardımcı olmuyorsun|yardımcı olamıyorsun|yardımcı olmuyorsunuz|yardımcı olamıyorsunuz)(?= [.!]|$)`,
  ],
  confused: [
    "(?:hiçbir şey |hiç |hala |hâlâ |bunu |sizi )*(?:anlamadım|anlamıyorum|anlayamadım|anlayamıyorum)|(?:ben )?(?:bunu|onu) sormadım|(?:sorduğum|istediğim) (?:bu|şey bu) değil(?:di)?|(?:soruma|sorumun) (?:cevap|cevabı|yanıt|yanıtı)(?: (?:bu|değil|vermedin|vermediniz))+|ne (?:demek istiyorsun|demek istiyorsunuz|demek bu|diyorsun)|bu ne demek",
  ],
  self_harm: [
    "kendimi (?:öldür|asa|as|kes|vur)\\p{L}*|intihar\\p{L}*|(?:ölmek|ölüp gitmek) istiyorum|(?:artık )?yaşamak istemiyorum|canıma kıy\\p{L}*|kendime (?:bir şey yap|zarar ver)\\p{L}*",
  ],
  safety: [
    "(?:telefon|telefonum|batarya|pil|şarj aleti|bilgisayar|ocak|fırın|ev|priz)(?: (?:şu|anda|birden))* (?:yanıyor|alev aldı|patladı|tutuştu)|yangın (?:var|çıktı)|gaz (?:kaçağı|kokusu|kaçırıyor|kokuyor)|elektrik çarptı|alerjik reaksiyon (?:geçir|oldu|gösterd)\\p{L}*|zehirlend(?:im|ik|i)|hastaneye kaldırıl\\p{L}*|hastanelik ol\\p{L}*|ambulans (?:çağır|lazım|gönder)\\p{L}*|nefes alamıyorum",
  ],
  legal: [
    "avukatımla (?:görüş|konuş)\\p{L}*|avukatım (?:sizi|sizinle|devreye|ile)(?: \\p{L}+)?|avukatıma (?:danış|ver|başvur|ilet)\\p{L}*|(?:dava|davayı) (?:açacağım|açıyorum|açarım|edeceğim)|mahkemeye (?:vereceğim|veririm|gideceğim|veriyorum)|mahkemede görüşürüz|yasal (?:işlem başlat|yollara başvur|haklarımı ara|süreç başlat)\\p{L}*|suç duyurusu\\p{L}*|(?:polise|savcılığa|tüketici hakem heyetine) (?:şikayet|başvur|gid)\\p{L}*",
  ],
  money: [
    "paramı (?:(?:hemen|geri|derhal|acilen) )*(?:geri )?(?:verin|ödeyin|iade edin|istiyorum)|(?:para iadesi|iade) talep ediyorum (?:derhal|hemen)|(?:iki kez|iki kere|iki defa|çift|iznim olmadan|haberim olmadan|onayım olmadan)(?: (?:para|kartımdan|ücret|hesabımdan))* (?:çekildi|çekilmiş|çektiniz|tahsil edildi|kesildi)",
  ],
}

const swedish: Moods = {
  angry: [
    `är (?:ju |bara |ren |helt |riktigt )*(?:skit|kass|kasst|skräp|sopor)(?= [.!]|$)|galen på (?:er|det här)|så (?:jävla|förbannat) ${w}|(?:dagar|veckor|månader) (?:och|utan)(?: ${w}){0,2} svar`,
    `(?:värdelös|värdelöst|värdelösa|oduglig|odugliga|urusel|uselt|urusla|hopplös|hopplöst|skandalös|patetisk|patetiskt|bedrövlig|bedrövligt|skamlig|skamligt|oförskämt|oacceptabelt|under all kritik) (?:bot|chatt|chatbot|robot|service|kundtjänst|företag|butik|support|hantering)|(?:(?<=^|[.!?] )|(?:det är|detta är|det här är|ni är|du är|helt|så|fullständigt|rent) )(?:helt |så |fullständigt |rent )*(?:värdelös|värdelöst|värdelösa|oduglig|odugliga|urusel|uselt|urusla|hopplös|hopplöst|skandalös|patetisk|patetiskt|bedrövlig|bedrövligt|skamlig|skamligt|oförskämt|oacceptabelt|under all kritik)(?= [.!]|$)`,
    `(?:korkad|korkade|dum|dumma|jävla|jävlig|helvetes|idiotisk|idiotiska|puckad) (?:\\p{L}+ )?(?:bot|robot|maskin|chatt|chatbot|ai|företag|kundtjänst|skit|system|butik|sida|idiot|idioter)|(?:ni|du) (?:är|verkar) (?:(?:ju|helt|så|fan|verkligen|bara|ena|en) )*(?:idiot|idioter|korkad|korkade|inkompetent|inkompetenta|värdelös|värdelösa|lögnare|bedragare|tjuvar|dum i huvudet|oseriös|oseriösa)`,
    `för fan|för helvete|vad fan|vad i helvete|fan också|(?:så )?jävla (?:dåligt|dålig|trött|less|irriterande|förbannad|jobbigt|skit)|skitdålig${l}|skitservice|förbannad på|håll käften|dra åt helvete|åt helvete|fy fan`,
    `bedragare(?= [.!]|$)|(?:ni är|rena|det är|det här är|detta är) (?:rena |ren |ett |rent )*(?:bedragare|bedrägeri|bluff|lurendrejeri|tjuvar|rån|skandal|skämt|oförskämdhet)(?= [.!]|$)|(?:ni har |har ni |blivit )lurat? (?:mig|oss|på)|ni ljuger|skäms(?= [.!]|$)|skäms ni|(?:driver|skojar) ni med mig|skämtar ni`,
    `(?:jag |är |så )*(?:trött|less|innerligt trött) på (?:er|det här|detta|den här|att vänta|att fråga|skiten|allt)|jag är (?:(?:så|riktigt|väldigt|mycket|otroligt|extremt|verkligen) )*(?:arg|förbannad|rasande|ursinnig|irriterad|frustrerad|besviken|upprörd)|nu får det vara nog|nu räcker det|(?:mitt )?tålamod (?:är|börjar) (?:slut|ta slut)`,
    `(?:varför )?(?:svarar )?ingen (?:(?:som|här|hos er|av er|där|har|någonsin|på|jävel) )*(?:svarar|svarat|hjälper|hjälpt|bryr sig|ringer|ringt|hör av sig|hört av sig|återkommer|återkommit|reagerar)(?! (?:i|på) (?:telefon|receptionen))(?: (?:mig|på|mina|mejl))*`,
    `(?:tredje|fjärde|femte|tionde|hundrade|tusende) gången(?: (?:som|nu|i rad))* (?:jag )?(?:frågar|skriver|ringer|ber|säger|mejlar|kontaktar|förklarar)|(?:frågar|skriver|ringer|ber|mejlar)(?: (?:jag|er|nu|för))* (?:tredje|fjärde|femte|tionde|hundrade) gången|hur många gånger (?:(?:ska|måste|till|skall|behöver|jag) )+`,
    `slöseri med (?:min )?tid|(?:slösar|kastar|bort) (?:bort )?min tid|aldrig (?:mer|igen|någonsin) (?:handla|beställ|köp|hos er|kund|anlita)${l}|(?:sämsta|värsta) (?:\\p{L}+ )?(?:service|servicen|kundtjänst|kundtjänsten|företaget|butiken|boten|upplevelsen|kundservice)`,
    `(?:du|ni) (?:(?:fattar|förstår|begriper|hjälper|lyssnar)(?: (?:ju|mig|verkligen))*) (?:inte|ingenting|inget|noll)(?= [.!]|$| (?:vad jag|ett skit|alls))|du är (?:till )?ingen (?:hjälp|nytta)|till ingen nytta`,
  ],
  confused: [
    "(?:jag )?(?:förstår|fattar|begriper|hänger)(?: (?:jag|fortfarande))* (?:inte|ingenting|inget)(?: (?:med|vad|svaret|alls))*|det var inte (?:det|vad) jag (?:frågade|undrade|menade)(?: om)?|(?:det|du) (?:var|är|svarar|svarade) (?:inte|ej)(?: (?:på|svar|svaret))+(?: (?:min|fråga))*|vad menar du|vad menas|vad betyder det|(?:det )?är (?:väldigt |helt )?(?:otydligt|oklart)",
  ],
  self_harm: [
    "ta (?:mitt liv|livet av mig)|(?:tar|tog) livet av mig|döda mig(?: själv)?|hänga mig|skada mig själv|skär mig själv|självmord\\p{L}*|(?:jag )?vill (?:bara )?dö(?= [.!]|$)|(?:jag )?vill inte (?:leva|finnas)(?: längre| mer)?(?= [.!]|$)|orkar inte leva",
  ],
  safety: [
    "(?:telefonen|batteriet|laddaren|datorn|spisen|ugnen|huset|lägenheten|kontakten|något) (?:(?:har|plötsligt|just) )*(?:brinner|börjat brinna|började brinna|fattat eld|fattade eld|exploderade|exploderat|har exploderat)|det (?:brinner|har börjat brinna)(?= [.!]|$| (?:hos|i|här))|gasläcka|luktar gas(?= [.!]|$)|fått (?:en )?(?:stöt|elstöt)|(?:fick|fått|har) (?:en )?(?:kraftig |svår )?allergisk reaktion|matförgift(?:ad|ade|ning)(?= [.!]|$| av)|(?:hamnade|hamnat|åkt|fick åka|inlagd) (?:på|in på|till) sjukhus\\p{L}*|ring (?:en )?(?:ambulans|112)|kan inte andas",
  ],
  legal: [
    "(?:min|vår) (?:advokat|jurist)\\p{L}*|stämmer er|(?:stämma|ska stämma|kommer stämma) er|rättsliga åtgärder|(?:ses|möts) i (?:rätten|domstol)|(?:går|gå|ta)(?: (?:det|detta|till|vidare))* (?:till )?(?:domstol|tingsrätten)|(?:anmäler|anmäla|anmält)(?: (?:er|det|detta|detta till|till|ni))* (?:till )?(?:polisen|arn|allmänna reklamationsnämnden|konsumentverket|konsumentombudsmannen|er)|polisanmäl(?:er|a) (?:er|det|detta)",
  ],
  money: [
    "(?:kräver|jag kräver)(?: (?:att|få|mina|full|omedelbar|tillbaka|en))* (?:pengar|pengarna|återbetalning|pengar tillbaka)|ge (?:mig )?tillbaka (?:mina )?pengar(?:na)?|(?:dragit|debiterat|debiterade|tog|tagit)(?: (?:mig|pengar|mitt|kort|er|ni|beloppet))* (?:två gånger|dubbelt|utan (?:mitt )?(?:tillstånd|godkännande|lov|medgivande))",
  ],
}

const danishNorwegian: Moods = {
  angry: [
    `(?:noget|noe) (?:lort|dritt|skrald|søppel)(?= [.!]|$)|(?:det|dette) er (?:simpelthen |rett og slett )?for (?:dårligt|dårlig)(?= [.!]|$)|(?:uger|dage|uker|dager|måneder) (?:og|uden|uten)(?: ${w}){0,2} svar`,
    `(?:ubrugelig|ubrugeligt|ubrukelig|udugelig|uduelig|elendig|elendigt|håpløs|håpløst|håbløs|håbløst|latterligt|latterlig|patetisk|skandaløst|skandaløs|uacceptabelt|uakseptabelt|skammelig|skammeligt|under al kritik|under enhver kritikk|verdiløs|verdiløst|værdiløs|værdiløst) (?:bot|chat|chatbot|robot|service|kundeservice|firma|butik|butikk|support)|(?:(?<=^|[.!?] )|(?:det er|dette er|det her er|i er|dere er|du er|helt|fullstændig|fullstendig|rent) )(?:helt |så |fullstændig |fullstendig |rent )*(?:ubrugelig|ubrugeligt|ubrukelig|udugelig|uduelig|elendig|elendigt|håpløs|håpløst|håbløs|håbløst|latterligt|latterlig|patetisk|skandaløst|skandaløs|uacceptabelt|uakseptabelt|skammelig|skammeligt|under al kritik|under enhver kritikk|verdiløs|verdiløst|værdiløs|værdiløst)(?= [.!]|$)`,
    `(?:dum|dumme|idiotisk|idiotiske|forbannede|forbandede|jævla|fucking|skide|teit|teite) (?:\\p{L}+ )?(?:bot|robot|maskine|maskin|chat|chatbot|firma|kundeservice|system|butik|butikk|side|idiot|idioter)|(?:i|du|dere) er (?:(?:jo|helt|så|virkelig|bare|noen|nogle|en) )*(?:idiot|idioter|inkompetente?|ubrugelige?|ubrukelige?|løgnere|løgnhalse|svindlere|tyve|tyver|useriøse?)(?= [.!]|$| (?:hele|alle|til))`,
    `for fanden|for helvede|hvad fanden|hva faen|faen (?:ta|heller|meg|i|altså)|for faen|for svarte|hva i helvete|dra til helvete|til helvede|hold kæft|hold kjeft|fuck jer|jævlig (?:dårlig|irriterende|lei|sur)|pisse (?:irriterende|dårlig)|pissedårlig${l}|lorteservice|drittservice|dritt ?lei|dritlei|skod ?service`,
    `(?:det er|det her er|dette er|i er|dere er|ren|rent) (?:ren |rent |jo |noen |nogle )*(?:svindel|svindlere|fup|fusk|snyd|bedrag|bedrageri|juks|tyveri|lureri|en skandale|en skam|en vits|en joke|til grin)(?= [.!]|$)|(?:i har |dere har |blevet |blitt )(?:snydt|lurt|svindlet|snytt|bedraget) (?:mig|meg|os|oss|av|af)|i lyver|dere lyver|(?:tager|gjør) (?:i|dere) (?:pis på|narr av) (?:mig|meg)|kødder dere|tuller dere med meg`,
    `(?:jeg )?(?:er )?(?:så |virkelig |dødtræt |drit )*(?:træt af|lei av) (?:jer|dere|det her|dette|å vente|at vente|å spørre|at spørge|alt)|jeg er (?:(?:så|rigtig|meget|veldig|utrolig|virkelig|ekstremt|ret|ganske) )*(?:vred|sur|rasende|irriteret|irritert|frustreret|frustrert|skuffet|sint|forbannet|oprørt|opprørt|provosert|edderspændt)|nu er det nok|nå er det nok|nok er nok|(?:min )?tålmodighed(?:en)? er (?:opbrugt|slut)|(?:min )?tålmodighet(?:en)? er (?:slutt|oppbrukt)`,
    `(?:der er |det er )?(?:ingen|ikke noen|ikke nogen) (?:(?:der|som|hos|jer|dere|har|nogensinde|på|her) )*(?:svarer|svaret|svart|hjælper|hjelper|hjulpet|ringer|ringet|reagerer|reageret|vender tilbage|bryr seg|gider)(?! (?:i|på) (?:telefonen|receptionen|resepsjonen))(?: (?:mig|meg|på|mine|mails))*`,
    `(?:tredje|fjerde|femte|tiende|hundrede|hundrede|ørtende|gud ved hvilken) (?:gang|gangen)(?: (?:jeg|nu|nå|i træk|på rad|at|som))* (?:spør|spørger|skriver|ringer|beder|ber|siger|sier|kontakter|forklarer|må)|(?:spør|spørger|skriver|ringer|ber|beder)(?: (?:jeg|jer|dere|nu|nå|for))* (?:tredje|fjerde|femte|tiende) gang|hvor mange gange (?:(?:skal|må|jeg|til) )+|hvor mange ganger (?:(?:skal|må|jeg|til) )+`,
    `spild af (?:min )?tid|sløsing med (?:min )?tid|(?:spilder|kaster bort|sløser) (?:bort )?(?:min |med min )*tid(?:en min)?|aldrig (?:mere|igen|nogensinde) (?:handle|handler|købe|køber|bestille|hos jer|kunde)|aldri (?:mer|igjen|noensinne) (?:handle|handler|kjøpe|kjøper|bestille|hos dere|kunde)|(?:værste|verste|dårligste|dårligste) (?:\\p{L}+ )?(?:service|kundeservice|firma|butik|butikken|bot|oplevelse|opplevelse)`,
    `(?:du|i|dere) (?:(?:fatter|forstår|skjønner|hjælper|hjelper|lytter|hører)(?: (?:jo|mig|meg))*) (?:ikke|ingenting|intet|ikke en|ikkje)(?= [.!]|$| (?:hvad jeg|hva jeg|en dritt|en skid|efter|etter))|du er (?:til )?ingen (?:hjælp|hjelp|nytte)`,
  ],
  confused: [
    "(?:jeg )?(?:forstår|fatter|skjønner|begriber)(?: (?:jeg|stadig|fortsatt|det|dig))* (?:ikke|ingenting|intet)(?: (?:hvad|hva|svaret|en brik))*|det var ikke (?:det|hvad|hva) jeg (?:spurte|spurgte|mente)(?: om)?|(?:du|det) (?:svarer|svarte|svarede|er) ikke (?:på|svar på) (?:mit |mitt )?(?:spørgsmål|spørsmål)(?:et)?(?: mitt)?|hvad mener du|hva mener du|hvad betyder det|hva betyr det|(?:det )?er (?:meget |veldig )?(?:uklart|utydelig|utydeligt)",
  ],
  self_harm: [
    "(?:tage|ta) (?:mit eget liv|mitt eget liv|livet mitt|livet av meg|livet af mig)|(?:slå|slår) (?:mig|meg) (?:selv )?ihjel|(?:dræbe|drepe|henge|hænge) (?:mig|meg)(?: selv)?|(?:skade|skader|kutter) (?:mig|meg) selv|selvmord\\p{L}*|(?:jeg )?vil (?:bare |gerne )?dø(?= [.!]|$)|(?:jeg )?vil ikke (?:leve|være her)(?: længere| lenger| mere| mer)?(?= [.!]|$)|orker ikke (?:at |å )?leve",
  ],
  safety: [
    "(?:telefonen|batteriet|opladeren|laderen|komfuret|komfyren|ovnen|huset|lejligheden|leiligheten|stikket|noget|noe) (?:(?:har|pludselig|plutselig) )*(?:brænder|brenner|brød i brand|tok fyr|tatt fyr|gået ild|eksploderede|eksploderte|eksploderet|eksplodert)|det (?:brænder|brenner)(?= [.!]|$| (?:hos|i|her))|gaslækage|gasslekkasje|(?:lugter|lukter) (?:af |av )?gass?(?= [.!]|$)|(?:fik|fått|fikk|fået) (?:et )?(?:elektrisk )?(?:stød|støt)(?= [.!]|$)|(?:fik|fått|fikk|fået|har) (?:en )?(?:kraftig |alvorlig )?allergisk (?:reaktion|reaksjon)|madforgift\\p{L}*|matforgift\\p{L}*|(?:endte|havnede|havnet|indlagt|innlagt|kørt) (?:på|til) (?:hospitalet|sykehuset|sykehus|sygehuset|legevakten|skadestuen)|ring (?:til |etter |efter )?(?:en )?(?:ambulance|ambulanse|112|113)|kan ikke (?:trække vejret|puste|få luft)",
  ],
  legal: [
    "(?:min|vores|vår) (?:advokat|jurist)\\p{L}*|advokaten min|(?:sagsøger|saksøker|sagsøge|saksøke)(?: (?:jer|dere))?|retslige skridt|rettslige skritt|juridiske skridt|(?:ses|møtes|mødes) i retten|(?:går|gå|tager|tar)(?: (?:det|dette|videre|til))* (?:til )?(?:retten|domstolen|forliksrådet)|(?:anmelder|anmelde|klager|klage|melder)(?: (?:jer|dere|det|dette|inn|til))* til (?:politiet|forbrugerklagenævnet|forbrukertilsynet|forbrukerrådet|forbrugerombudsmanden|forbrugerrådet|forbrukerklageutvalget)|politianmeld(?:er|e) (?:jer|dere|det|dette)",
  ],
  money: [
    "(?:kræver|krever)(?: (?:at|få|mine|fuld|full|straks|en|pengene|å))* (?:penge|penger|pengene|refusion|refusjon|tilbagebetaling|tilbakebetaling)|giv (?:mig )?mine penge (?:tilbage|igen)|gi (?:meg )?(?:pengene mine )?tilbake(?: pengene)?(?: mine)?(?= [.!]|$)|(?:har|er)(?: (?:i|dere|blevet|blitt|mig|meg))* (?:trukket|hævet|belastet|tatt|taget)(?: (?:mig|meg|penge|penger|beløbet|kortet|mit))* (?:to gange|to ganger|dobbelt|uden (?:min )?(?:tilladelse|accept)|uten (?:min )?(?:tillatelse|godkjenning|samtykke))",
  ],
}

const finnish: Moods = {
  angry: [
    `(?:viikkoa|päivää|kuukautta) (?:eikä|ilman) (?:mitään |minkäänlaista )?vastausta|on (?:ihan |aivan |täyttä )*(?:paska|paskaa|perseestä|syvältä)(?= [.!]|$)|törkeää(?= [.!]|$)`,
    `(?:hyödytön|hyödyttömät|turha|surkea|surkeaa|kelvoton|kelvotonta|säälittävä|säälittävää|naurettava|naurettavaa|törkeä|törkeää|ala-arvoista|ala-arvoinen|ala arvoista|käsittämätöntä|häpeällistä)(?: (?:botti|robotti|palvelu|palvelua|asiakaspalvelu|asiakaspalvelua|firma|kauppa|touhua|toimintaa|chatti))|(?:täysin |aivan |ihan )(?:hyödytön|turha|surkea|surkeaa|naurettavaa|törkeää|käsittämätöntä|ala-arvoista|kelvoton)(?= [.!]|$)|(?:tyhmä|typerä|idiootti|paska|vitun|perkeleen|saatanan|helvetin|hemmetin) (?:\\p{L}+ )?(?:botti|robotti|kone|chatti|palvelu|firma|asiakaspalvelu|systeemi|sivu|kauppa|lafka)`,
    `(?:olet|olette) (?:(?:ihan|aivan|kaikki|täysin|yksi) )*(?:idiootti|idiootteja|tyhmä|tyhmiä|typerä|typeriä|huijari|huijareita|varkaita|valehtelija|valehtelijoita|hyödytön|hyödyttömiä|ammattitaidoton|ammattitaidottomia)|idiootit|huijarit|varkaat(?= [.!]|$)|vittu${l}|vitun|perkele|saatana(?= [.!]|$)|helvetti|voi helvetti|mitä helvettiä|paskaa|paska (?:palvelu|firma)|turpa kiinni|haista ${l}|painu ${l}`,
    `(?:tämä|tää|tuo|se) on (?:(?:ihan|aivan|täysin|täyttä|silkkaa|puhdasta|pelkkä) )*(?:huijaus|huijausta|ryöstö|petos|vitsi|pelleilyä|skandaali|häpeä|törkeää|naurettavaa|sietämätöntä|käsittämätöntä|kusetusta)(?= [.!]|$)|huijasitte|(?:olette|minut on) (?:huijattu|huijanneet|pettäneet)|valehtelette|pilailetteko|vitsailetteko|pidättekö (?:minua )?(?:pilkkana|pellenä)|hävetkää`,
    `(?:olen |oon )?(?:(?:niin|todella|tosi|aivan|ihan|täysin|lopen) )*(?:kyllästynyt|väsynyt odottamaan|kurkkua myöten täynnä)|olen (?:(?:niin|todella|tosi|erittäin|aika|hyvin|aivan) )*(?:vihainen|raivoissani|pettynyt|turhautunut|ärsyyntynyt|tyrmistynyt|suuttunut)|nyt riittää|riittää jo|kärsivällisyyteni (?:on )?(?:lopussa|loppui|loppuu)|mitta on täynnä|ärsyttää suunnattomasti`,
    `kukaan ei (?:(?:ole|edes|koskaan|täällä|siellä|vieläkään) )*(?:vastaa|vastannut|auta|auttanut|soita|soittanut|reagoi|välitä|ota yhteyttä|ottanut yhteyttä|palaa)|ei (?:kukaan|ketään) (?:vastaa|auta|välitä|kiinnosta)`,
    `(?:kolmatta|neljättä|viidettä|kymmenettä|sadatta|ties monettako|jo kolmannen|kolmannen) (?:kertaa|kerran|kerta)(?: (?:jo|nyt|peräkkäin))* ?(?:kysyn|kirjoitan|soitan|pyydän|sanon|selitän|laitan|joudun)|(?:kysyn|kirjoitan|soitan|pyydän)(?: (?:jo|teiltä|tätä|nyt|teille))* (?:kolmatta|neljättä|viidettä|kymmenettä) kertaa|(?:kuinka|miten) monta kertaa (?:minun |vielä |pitää |täytyy |tämä )+${l}`,
    `(?:ajan|aikani|ajanhukkaa|aikaani) (?:haaskausta|tuhlausta|haaskaamista|tuhlaamista)|ajanhukkaa|tuhlaatte aikaani|(?:en|ei) (?:enää )?(?:ikinä|koskaan) (?:enää )?(?:osta|tilaa|asioi|teiltä|täältä)${l}|(?:huonoin|surkein|kamalin) (?:palvelu|asiakaspalvelu|firma|kauppa|botti|yritys)`,
    `(?:et|ette) (?:(?:yhtään|ollenkaan|mitään|edes) )*(?:ymmärrä|tajua|kuuntele|auta|osaa)(?: (?:mitään|yhtään|ollenkaan|minua))+|(?:sinusta|teistä) ei ole (?:mitään )?(?:apua|hyötyä)`,
  ],
  confused: [
    "(?:en )(?:(?:nyt|vieläkään|oikein|yhtään) )*(?:ymmärrä|ymmärtänyt|tajua|tajunnut|käsitä)(?: (?:mitä|mitään|tätä|vastausta|yhtään))*|en kysynyt (?:tätä|sitä|tuota)|(?:tämä|tuo|se) ei (?:ollut|ole|vastaa|vastannut)(?: (?:vastaus|mitä|se mitä))*(?: (?:kysymykseeni|kysyin|kysymykseen|tarkoitin))+|mitä (?:tarkoitat|tarkoitatte|tarkoittaa)(?= [.!?]|$| (?:tämä|tuo|sillä|tällä))|epäselvää",
  ],
  self_harm: [
    "(?:tapan|tappaa|hirtän|hirttää|viillän) itse\\p{L}*|itsemurh\\p{L}*|haluan (?:vain )?kuolla|en halua (?:enää )?elää|en jaksa (?:enää )?elää|(?:satuttaa|vahingoittaa|satutan|vahingoitan) itseäni|päättää päiväni",
  ],
  safety: [
    "(?:puhelin|akku|laturi|tietokone|kannettava|hella|uuni|talo|asunto|pistorasia|jokin)(?: (?:on|juuri|syttyi))* (?:syttyi palamaan|palaa liekeissä|räjähti|syttyi tuleen|savuaa)|(?:täällä|meillä) (?:palaa|on tulipalo)|kaasuvuoto|haisee kaasulle|(?:sain|sai) (?:\\p{L}+ )?sähköiskun|(?:sain|sai) (?:\\p{L}+ )?allergisen reaktion|ruokamyrkytyksen|(?:jouduin|joutui|jouduimme) sairaalaan|(?:soittakaa|soita|tarvitsen) (?:ambulanssi|ambulanssin|hätänumeroon|112)|en (?:saa henkeä|pysty hengittämään)",
  ],
  legal: [
    "(?:asianajajani|lakimieheni|juristini)\\p{L}*|haastan teidät|(?:vien|viedään|menen)(?: (?:asian|teidät|tämän))* (?:oikeuteen|käräjille|käräjäoikeuteen)|nähdään (?:oikeudessa|käräjillä)|oikeustoimiin|(?:teen|tehdään) (?:teistä )?(?:rikosilmoituksen|valituksen kuluttajariitalautakuntaan)|kuluttajariitalautakunta\\p{L}*|kuluttaja-asiamie\\p{L}*|rikosilmoitu\\p{L}*",
  ],
  money: [
    "vaadin (?:(?:rahani|rahat|rahoja|täyttä|välitöntä|heti) )*(?:takaisin|hyvitystä|palautusta|rahojen palautusta|hyvityksen|rahani|rahat)|palauttakaa (?:heti )?(?:rahani|rahat)|antakaa rahani takaisin|(?:veloititte|veloitettiin|veloitettu|laskutettiin)(?: (?:minua|minulta|kortiltani|tililtäni|on))* (?:kahdesti|kaksi kertaa|kahteen kertaan|ilman (?:lupaani|lupaa|suostumustani))",
  ],
}

const arabic: Moods = {
  angry: [
    `و(?:لا|ما) (?:احد|حد) (?:يرد|رد|يجيب|يتجاوب)(?: علي)?`,
    `(?:روبوت|بوت|خدمة|خدمتكم|شركة|شركتكم|موقع|متجر|تطبيق|دعم)(?: (?:غبي|غبية|فاشل|فاشلة|سيئة جدا|سيء جدا|زفت|زبالة|تافه|تافهة|مقرف|مقرفة|نصاب|نصابة|نصابين|اسوأ))+|(?:انت|انتم|انتو) (?:(?:مجرد|كلكم|ناس|والله|فعلا) )*(?:غبي|اغبياء|حمار|حمير|فاشل|فاشلين|فاشلون|نصابين|نصابون|نصاب|حرامية|كذاب|كذابين|كاذبون|محتالون|لصوص|بلا فائدة|عديم الفائدة|عديمي الفائدة|تافهين)|(?:بدون|بلا|عديم) (?:اي )?(?:فائدة|الفائدة)(?= [.!]|$)|ما (?:منك|منكم|له|فيه) فايدة`,
    `(?:نصابين|نصابون|حرامية|محتالين|محتالون|لصوص|كذابين)(?= [.!]|$)|(?:هذا|هذه|عملية) (?:نصب|احتيال|سرقة)(?: واحتيال)?(?= [.!]|$)|نصب واحتيال|نصبتم علي|نصبتوا علي|سرقتوني|سرقتموني|ضحكتوا علي|خدعتموني|اسوا (?:خدمة|شركة|متجر|موقع|تجربة|معاملة)${any}|اسوأ (?:خدمة|شركة|متجر|موقع|تجربة|معاملة)${any}`,
    `(?:هذا|شيء|امر|تصرف|وضع) (?:مخجل|معيب|مهزلة|مسخرة|فضيحة|غير مقبول|لا يعقل|مستفز|عيب)|مهزلة|مسخرة|فضيحة|عيب عليكم|حسبي الله|الله ياخذكم|لعنة|قلة (?:ادب|احترام)|تستهزئون|تستهبلون|تمزحون معي|استهتار|تبا لكم|اخرس|زبالة|كلب|كلاب|حقير`,
    `(?:انا )?(?:جدا )?(?:غاضب|غاضبة|معصب|معصبة|مستاء|مستاءة|محبط|محبطة|منزعج جدا|منزعجة جدا|زعلان منكم|غير راض|غير راضية)(?: (?:جدا|منكم|للغاية|من خدمتكم))+|(?:تعبت|مللت|زهقت|طفشت|ضجرت|سئمت) (?:من|منكم|وانا)${any}|نفد صبري|نفذ صبري|صبري (?:نفد|خلص)|يكفي(?= [.!]|$)|كفاية(?= [.!]|$)|خلاص كفاية`,
    `(?:لا|ما|ماحد|محد) (?:(?:احد|حد|يوجد|في|فيه|من) )*(?:يرد|رد|يجيب|اجاب|يساعد|ساعدني|يتجاوب|يهتم|اتصل بي)(?: (?:علي|عليا|علينا|على|رسائلي|اتصالاتي))*(?= [.!]|$)|(?:لا|ما) (?:يرد|رد|يجيب) (?:علي |عليا )?(?:احد|حد)|لا (?:حياة لمن تنادي|مجيب)`,
    `(?:للمرة|المرة) (?:الثالثة|الرابعة|الخامسة|العاشرة|المئة|الالف)(?: (?:و|التي|اللي|وانا|انا))*(?: ${w})?|(?:ثالث|رابع|خامس|عاشر) مرة (?:اسال|اسأل|اكتب|اتصل|اطلب|اقول|اراسل|ارسل)${any}|كم مرة (?:يجب|لازم|اقول|اسال|اسأل|ساكرر|اكرر|تبون|تريدون)${any}`,
    `(?:مضيعة|تضييع|اضاعة|ضياع)(?: ل)?(?: )?(?:ل?ال?وقت|وقتي|لوقتي)|(?:تضيعون|تضيع|ضيعتم|ضيعت) وقتي|لن (?:اشتري|اتعامل|اطلب)(?: ${w}){0,2} (?:منكم|معكم|ابدا|مرة اخرى)|اخر مرة (?:اتعامل|اشتري|اطلب)${any}|(?:لا|ما|مش) (?:تفهم|تفهمون|فاهم|فاهمين|بتفهم|بتفهموا)(?: (?:شيء|شيئا|شي|علي|حاجة|ابدا))*(?= [.!]|$)`,
  ],
  confused: [
    `(?:لم|لا|ما|مش|مو) (?:افهم|فهمت|فاهم|فاهمة)(?: (?:شيء|شيئا|شي|حاجة|ماذا|قصدك|جوابك|الجواب|عليك))*|(?:ليس|مو|مش|لم يكن) (?:هذا|هذا هو) (?:سؤالي|ما سالت|ما سألت|ما اقصد|ما قصدت|ما طلبت|اللي سالت)(?: عنه)?|(?:لم|ما) (?:اسال|اسأل|سالت|سألت) عن (?:هذا|ذلك|كذا)|(?:لم|ما) (?:تجب|تجاوب|جاوبت|تجيب)(?: على| عن)? سؤالي|ماذا (?:تقصد|تعني|يعني)(?: ${w})?|(?:ايش|شو|وش) (?:تقصد|يعني|قصدك)|غير (?:واضح|مفهوم)`.replaceAll(
      `${w}`,
      w,
    ),
  ],
  self_harm: [
    `(?:اقتل|بقتل|ساقتل|اشنق|اؤذي|اذي|ساؤذي|بنهي|انهي) (?:نفسي|حياتي)|(?:ا|س|ب)?(?:نتحر|نتحار|لانتحار)${any}|انتحار${any}|(?:اريد|ابغى|ابي|عايز|بدي|اتمنى|افضل) (?:ان )?(?:اموت|الموت)|(?:لا|ما|مش) (?:اريد|ابغى|ابي|عايز|بدي) (?:ان )?(?:اعيش|العيش|الحياة)`,
  ],
  safety: [
    `(?:الهاتف|الجوال|البطارية|الشاحن|اللابتوب|الفرن|البيت|المنزل|الشقة|الجهاز)(?: ${w})? (?:يحترق|تحترق|احترق|احترقت|انفجر|انفجرت|اشتعل|اشتعلت)|(?:اندلع|يوجد|عندنا|في) حريق|تسرب (?:ال)?غاز|رائحة غاز|صعق(?:ني|تني|ة)(?: ال)?كهرب${any}|(?:حدث|حصل|اصابني|اصابتني|عندي)(?: ${w})? (?:رد فعل تحسسي|حساسية شديدة)|تسممت|تسممنا|حالة تسمم|(?:دخلت|نقلنا|نقل|نقلت)(?: ${w})? (?:الى )?(?:ال)?مستشفى|(?:اتصلوا|اطلبوا|احتاج) (?:ب)?(?:ال)?(?:اسعاف|سيارة اسعاف|شرطة)|لا استطيع التنفس|مو قادر اتنفس`,
  ],
  legal: [
    `محامي (?:الخاص|سوف|سيتواصل|سيرفع)|محاميي|(?:سارفع|سأرفع|ارفع|برفع|راح ارفع|ساقدم|ساقاضي|سأقاضي|اقاضي|سوف ارفع|سوف اقاضي)(?: ${w})?(?: (?:دعوى|قضية|شكوى|عليكم|كم))+|ساقاضيكم|سأقاضيكم|نلتقي في المحكمة|(?:ساذهب|سأذهب|بروح|ساتوجه) (?:ل|الى )(?:ال)?محكمة|(?:اجراءات|إجراءات) قانونية|(?:ساشتكي|سأشتكي|ساقدم شكوى|بقدم شكوى|سابلغ|سأبلغ|ببلغ)(?: ${w})? (?:عليكم |عنكم )?(?:ل|الى |في |عند )?(?:ل?ال?شرطة|حماية المستهلك|وزارة التجارة|النيابة)`,
  ],
  money: [
    `(?:اطالب|أطالب|مطالب|اصر)(?: على)? ب?(?:استرداد|استرجاع|اعادة|رد|ارجاع) (?:ال)?(?:مبلغ|مال|مالي|اموالي|فلوسي|نقودي|فلوس)${any}|(?:اعيدوا|ارجعوا|رجعوا|ردوا)(?: لي)? (?:فلوسي|مالي|اموالي|نقودي|المبلغ)|(?:خصمتم|خصم|خصمتوا|سحبتم|سحب)(?: ${w}){0,3} (?:مرتين|مرتان|بدون (?:اذني|علمي|موافقتي)|دون (?:اذني|علمي|موافقتي))`,
  ],
}

const hindi: Moods = {
  angry: [
    "किसी काम (?:का|की|के) (?:नहीं|नही)",
    "(?:बेकार|घटिया|बकवास|फालतू|वाहियात|सबसे खराब|सबसे बुरी|बहुत खराब|निकम्मा|निकम्मे|मूर्ख|बेवकूफ|बेवकूफ़)(?: (?:बॉट|रोबोट|सर्विस|सेवा|कंपनी|ऐप|वेबसाइट|सपोर्ट|हो|है|लोग|बात))+|(?:बकवास|बेवकूफ|बेवकूफ़|निकम्मे|निकम्मा|घटिया|वाहियात)(?= [.!]|$)|(?:तुम|आप|आप लोग|तुम लोग) (?:(?:सब|एकदम|बिल्कुल|बिलकुल) )*(?:चोर|धोखेबाज|धोखेबाज़|झूठे|बेवकूफ|बेवकूफ़|ठग|निकम्मे|पागल|गधे)(?: (?:हो|हैं))?",
    "(?:धोखाधड़ी|धोखेबाज|धोखेबाज़|ठगी|लूट)(?: (?:कर|है|मचा|कंपनी))+|धोखा (?:दिया|दे रहे|किया|है)|चोर (?:कंपनी|लोग|हो|हैं|है)|लूट रहे|ठग लिया|बेवकूफ बना(?:या| रहे)|बेवकूफ़ बना(?:या| रहे)|झूठ बोल(?:ते| रहे| रहा)|मज़ाक बना|मजाक बना|मज़ाक कर रहे|मजाक कर रहे|शर्म (?:करो|आनी चाहिए|नहीं आती)|शर्मनाक|चूतिया|हरामी|साले|भाड़ में जाओ|चुप रहो",
    `(?:परेशान|तंग|थक|पक) (?:हो )?(?:गया|गई|चुका|चुकी|कर दिया|कर रखा)(?: (?:हूँ|हूं|है))*|(?:बहुत )?(?:गुस्सा|गुस्से) (?:आ रहा|में हूँ|में हूं|है)(?: है)?|(?:बहुत )?(?:निराश|नाराज़|नाराज) (?:हूँ|हूं)|सब्र (?:खत्म|टूट|की हद)(?: ${w})?|हद (?:हो गई|है)|बर्दाश्त नहीं|बस बहुत (?:हो गया|हुआ)`.replaceAll(
      `${w}`,
      w,
    ),
    "कोई (?:(?:भी|मेरी|मुझे|यहाँ|यहां|मेरा|फोन|फ़ोन|कॉल) )*(?:जवाब|मदद|सुन|रिप्लाई|फोन|फ़ोन|कॉल)(?: (?:ही|भी|का))* (?:नहीं|नही)(?: (?:दे|कर|देता|करता|रहा|उठा|उठाता|दिया|की|है|हैं|सुन|सुनता))*|(?:कोई )?सुनता (?:ही )?नहीं|कोई जवाब (?:ही )?(?:नहीं|नही)",
    "(?:तीसरी|चौथी|पाँचवीं|पांचवीं|दसवीं|सौवीं) बार (?:(?:यही|आपसे|मैं|वही|ये|यह) )*(?:पूछ|लिख|कॉल|कह|बता|फोन|फ़ोन|मैसेज|शिकायत)\\p{L}*|कितनी बार (?:(?:पूछ|बता|कह|लिख|बोल|समझा|कॉल|और|मुझे|एक ही|यही|बात) ?)+[^ ]*",
    "(?:समय|टाइम|वक्त|वक़्त) (?:की )?(?:बर्बादी|बर्बाद|खराब|ख़राब|वेस्ट)(?: (?:है|कर|किया|मत|करना))*|(?:कभी|फिर कभी|दोबारा|आगे से)(?: (?:यहाँ|यहां|आपसे|से|कुछ))* (?:नहीं|नही) (?:खरीदूँगा|खरीदूंगा|खरीदूँगी|खरीदूंगी|लूँगा|लूंगा|लूँगी|लूंगी|मंगाऊंगा)|(?:कुछ|कुछ भी|मेरी बात) (?:नहीं|नही) (?:समझते|समझता|समझ रहे|समझ रहा|सुनते|सुन रहे)",
  ],
  confused: [
    "(?:मुझे |कुछ |कुछ भी |बिल्कुल |ये |यह )*समझ (?:में )?(?:नहीं|नही) (?:आया|आई|आ रहा|आ रही|आता)(?: है)?|(?:मैंने|मैने) (?:यह|ये|ऐसा) (?:नहीं|नही) पूछा|(?:यह|ये) (?:मेरे सवाल का जवाब|मेरा सवाल|वो) (?:नहीं|नही)(?: (?:है|था|जो))*|(?:आपका|इसका|तुम्हारा|क्या) (?:क्या )?मतलब(?: (?:है|क्या))*(?= [.!?]|$)|स्पष्ट नहीं",
  ],
  self_harm: [
    "आत्महत्या[^ ]*|खुदकुशी[^ ]*|ख़ुदकुशी[^ ]*|सुसाइड[^ ]*|(?:खुद|ख़ुद|अपने आप) को (?:मार|खत्म|ख़त्म|नुकसान|चोट)[^ ]*|मर(?:ना|ने) (?:चाहता|चाहती|का मन)|जीना (?:नहीं|नही) (?:चाहता|चाहती)|जीने का मन (?:नहीं|नही)|जान दे (?:दूँगा|दूंगा|दूँगी|दूंगी)",
  ],
  safety: [
    "(?:आग लग (?:गई|गयी|रही)|धमाका (?:हुआ|हो गया)|(?:फोन|फ़ोन|बैटरी|चार्जर|सिलेंडर) (?:फट|ब्लास्ट)[^ ]*|गैस (?:लीक|रिसाव|की बदबू)|करंट लग[^ ]*|(?:एलर्जी|रिएक्शन) (?:हो गई|हो गया)|(?:फूड )?(?:पॉइज़निंग|पॉइजनिंग)|अस्पताल (?:में भर्ती|ले जाना पड़ा)|एम्बुलेंस (?:बुला|चाहिए|भेज)[^ ]*|एंबुलेंस (?:बुला|चाहिए|भेज)[^ ]*|साँस (?:नहीं|नही) (?:ले|आ)|सांस (?:नहीं|नही) (?:ले|आ))(?: [^ ]+)?",
  ],
  legal: [
    "(?:मेरा|मेरे|अपने) वकील|(?:केस|मुकदमा|मुक़दमा) (?:कर|करूँगा|करूंगा|करूँगी|करूंगी|दर्ज|ठोक)[^ ]*|(?:कोर्ट|अदालत|कंज्यूमर कोर्ट|उपभोक्ता अदालत|उपभोक्ता फोरम|उपभोक्ता फ़ोरम|पुलिस)(?: (?:में|तक|को))* (?:जाऊँगा|जाऊंगा|जाऊँगी|जाऊंगी|शिकायत|केस|रिपोर्ट)(?: [^ ]+)?|कानूनी (?:कार्रवाई|कार्यवाही|नोटिस)|क़ानूनी (?:कार्रवाई|कार्यवाही|नोटिस)|एफआईआर",
  ],
  money: [
    "मे(?:रा|रे) (?:पैसा|पैसे) (?:(?:तुरंत|अभी|फौरन|जल्दी) )*(?:वापस|लौटा)(?: (?:करो|दो|कर|दीजिए|करें|चाहिए))+(?: [^ ]+)?|(?:दो बार|बिना (?:पूछे|अनुमति|बताए))(?: [^ ]+){0,2} (?:पैसे|पैसा|चार्ज)? ?(?:काट|कट|कर) (?:लिए|गए|लिया|गया|दिया)",
  ],
}

const japanese: Moods = {
  angry: [
    `${any}(?:(?:全然|全く|まったく|何の)役に(?:も)?立た|怒りました|対応が(?:悪すぎ|ひど|酷|最悪)|待って(?:も|いるのに|るのに)(?:返事|返信|連絡)が(?:な|来|こな))${any}`,
    `${any}(?:役立たず|役に立たない(?:ボット|サービス|サポート|な|ですね|です|よ|し|$)|使えない(?:ボット|ロボット|サポート|AI|ai|サービス|な|店|会社)|ふざけるな|ふざけんな|ふざけてる|馬鹿にして|バカにして|ばかにして|馬鹿じゃない|バカじゃない|なめてる|舐めてる|いい加減にし|いいかげんにし|最低(?:だ|な|です|の店|の会社|のサービス|の対応)|最悪(?:だ|な|です|の店|の会社|のサービス|の対応)|ひどすぎ|酷すぎ|ありえない|あり得ない(?:です|対応|だろ)|クソ|くそ|糞|死ね|黙れ|アホ|ポンコツ)${any}`,
    `${any}(?:詐欺(?:だ|です|ですか|じゃない|会社|業者|師|だろ|同然)|騙され(?:た|ました)|だまされ(?:た|ました)|騙した|泥棒|嘘つき|うそつき|ぼったくり)${any}`,
    `${any}(?:腹が立|腹立|頭にき|頭に来|むかつく|ムカつく|ムカムカ|イライラ|怒って(?:い|ま)|怒りが|うんざり|我慢の限界|我慢でき|がっかりし|失望し|呆れ|あきれ|不愉快|納得いか|納得でき(?:な|ま)|許せな|許しません)${any}`,
    `${any}(?:誰も(?:答え|返事|対応|電話に出|助け)|返事が(?:全然|一向に|いつまで|まったく|全く)|返信が(?:全然|一向に|いつまで|まったく|全く)|いつまで待た|何日待た|何時間待た|電話に全然)${any}`,
    `${any}(?:(?:三|3|四|4|五|5|十|10|何)(?:回|度)目(?:です|だ|の(?:問い|質問|連絡))|何(?:回|度)(?:も)?(?:聞けば|言えば|説明すれば|言わせ|聞かせ|同じこと|同じ質問|問い合わせ|連絡して)|(?:三|3|四|4)(?:回|度)も(?:聞|言|問い|連絡|電話|書))${any}`,
    `${any}(?:時間の無駄|時間を無駄|二度と(?:買|使|利用|頼|注文|行き|行か)|もう(?:買いません|使いません|利用しません)|話にならない|話になりません|話が通じ|全然(?:分かって|わかって|理解して)(?:い)?ない|全く(?:分かって|わかって)(?:い)?ない|ちゃんと(?:読んで|聞いて)|人の話を)${any}`,
  ],
  confused: [
    `${any}(?:意味が(?:分か|わか)(?:ら|り)|意味不明|(?:よく|全然|まったく|全く|さっぱり)(?:分かり|わかり|理解でき)(?:ません|ない)|(?:分かり|わかり|理解でき)(?:ません)(?:でした)?$|(?:分から|わから)ない(?:です)?$|(?:そんな|それは|そういう)(?:こと|事|質問|意味)?(?:を|は|じゃ|では|で)?(?:聞いて|質問して)(?:い)?(?:ない|ません)|質問(?:の|に)(?:答え|回答)(?:に)?(?:なって|て)(?:い)?(?:ない|ません)|どういう(?:意味|こと)(?:です|で|か|$)|そういうことではな|そうではなく)${any}`,
  ],
  self_harm: [
    `${any}(?:死にたい|自殺|消えたい|命を絶|生きて(?:い)?たくな|生きるのが(?:つら|辛|嫌)|リストカット|首を吊)${any}`,
  ],
  safety: [
    `${any}(?:(?:から|が)(?:火が出|出火|発火し|煙が出|爆発し)|火事(?:です|だ|になっ|が起)|燃えて(?:い)?(?:ます|る)|ガス(?:漏れ|が漏れ|の臭い|の匂い|臭い)|感電し|アレルギー反応(?:が出|を起こ|で)|アナフィラキシー(?:に|を|で)|食中毒(?:に|で)|中毒になっ|救急車(?:を呼|呼んで|で運)|病院に(?:運ばれ|搬送)|息ができな|呼吸ができな|意識がな)${any}`,
  ],
  legal: [
    `${any}(?:弁護士に(?:相談します|相談しました|依頼します)|弁護士を(?:通します|通じて|立て)|訴え(?:ます|てやる|るぞ|させて)|訴訟を(?:起こ|検討)|裁判(?:にし|に訴|にかけ|を起こ|で争)|法的(?:措置|手段)を|消費者センター|消費生活センター|国民生活センター|警察に(?:通報します|通報しま|届けます|相談します|行きます)|被害届|告訴|告発)${any}`,
  ],
  money: [
    `${any}(?:(?:お金|金|代金|料金)を?返(?:せ|して(?:くれ|ください|よ|欲しい|ほしい))|返金しろ|返金を(?:要求|強く)|返金を?拒否|二重(?:に)?(?:請求|引き落とし|決済)(?:され(?:て|た|まし)|です|だ)|勝手に(?:請求|引き落と|課金|決済)|身に覚えのない(?:請求|引き落とし|決済))${any}`,
  ],
}

const korean: Moods = {
  angry: [
    `${any}(?:쓸모없|쓸데없는 ?봇|멍청|바보 ?(?:같(?!은 ?질문)|봇|야|냐)|한심|엉터리|거지 ?같|개같|쓰레기 ?(?:같|회사|서비스|봇|네)|형편없|최악)${any}(?: (?:봇|챗봇|서비스|회사|상담|고객센터|응대|가게|쇼핑몰)${any})*|최악의 (?:서비스|회사|응대|상담|쇼핑몰|가게|경험)${any}`,
    `${any}(?:씨발|시발|ㅅㅂ|ㅆㅂ|병신|ㅂㅅ|개새끼|새끼|미친놈|미쳤(?:나|냐|어)|닥쳐|꺼져|지랄|좆|존나|엿먹|빡치|빡쳐|빡친)${any}`,
    `${any}(?:사기(?:꾼|당했|를 당|네요|잖아|입니다|다$|야$|회사|업체|치)|도둑놈|거짓말(?:쟁이|만|하지|이잖))${any}`,
    `${any}(?:짜증|화(?:가 ?)?(?:나요|나네|납니다|났|나서|나게|나는|날 ?지경)|열받|열 받|답답하|답답해|실망(?:했|이|스럽|입)|불쾌|어이없|어이가 없|기가 막|황당하|황당해|지긋지긋|못 ?참|참을 ?수 ?없|너무하|너무 하|너무합|장난(?:하|합|치)|무시하(?:나|는 ?건|시는|세요))${any}(?: ${any})?`,
    `(?:아무도|누구도|전혀)(?: [^ ]+){0,2} (?:답이 없|답변이 없|답변을 안|답변도 안|답을 안|연락이 없|연락도 없|연락을 안|도와주지|응답이 없|대답이 없|답장이 없|답변하지|대답하지)${any}|(?:왜 )?(?:답변|답장|연락|대답|응답)(?:이|을|도)? (?:안 ?(?:해|하|오|와|주)|없(?:어|나|습|는|네))${any}`,
    `(?:벌써 |이게 |이번이 )*(?:세|네|다섯|열|몇|백) ?번째${any}(?: [^ ]+){0,2} ?(?:문의|물어|질문|말하|전화|묻|얘기|연락|입니다|예요|이에요|인데)${any}|(?:도대체 )?몇 ?번(?:을|이나|씩)?(?: [^ ]+){0,2} ?(?:말해야|말하|물어|문의|설명|얘기|전화|해야)${any}`,
    `${any}시간(?:만)? ?낭비${any}|(?:다시는|두 번 다시|절대)(?: [^ ]+){0,3} (?:안 ?사|안 ?써|안 ?쓸|이용 ?안|사지 ?않|이용하지|주문 ?안|구매 ?안)${any}|(?:말귀|말을|말이)(?: [^ ]+)? ?(?:못 ?알아|안 ?통)${any}|도움이?(?: 하나도| 전혀)? ?안 ?(?:돼|되|됩)${any}`,
  ],
  confused: [
    `(?:무슨|뭔) (?:말|소리|뜻)(?:인지|이에요|이예요|인가요|입니까|이죠|이야|하는)${any}(?: ${any})?|이해(?:가|를)? ?(?:안 ?(?:돼|되|가|갑)|못 ?(?:하|했)|할 수 없)${any}|(?:그걸|그거|그게|그런 걸|그런걸) (?:물어본|물은|질문한|물어보는)? ?(?:게 |거 |것이 )?(?:아니|아닌|안)${any}|(?:제|내) 질문(?:은|에|과|이)(?: [^ ]+)? (?:그게 아니|답이 아니|대한 답|다른|상관없)${any}|(?:잘 )?모르겠(?:어요|습니다|네요)(?: (?:무슨|뭐)${any})*`,
  ],
  self_harm: [`${any}(?:자살|자해|죽고 ?싶|죽어 ?버리|죽고만 ?싶|목숨을 ?끊|살고 ?싶지 ?않|살기 ?싫)${any}`],
  safety: [
    `${any}(?:불이 ?(?:났|나고|붙)|화재가|폭발(?:했|하|을)|연기가 ?(?:나|났)|가스가? ?(?:새|누출|냄새)|감전(?:됐|되|당)|알레르기 ?반응(?:이|을)|알러지 ?반응(?:이|을)|식중독(?:에|이)|응급실(?:에|로)|병원에 ?(?:실려|입원)|구급차|119 ?(?:불러|신고)|숨을 ?(?:못|쉴)|숨이 ?안|의식이 ?없)${any}`,
  ],
  legal: [
    `${any}(?:변호사(?:를)? ?선임(?:하겠|할 ?겁|했|합니다)|변호사(?:를|와|에게|랑) ?(?:상의하겠|통해|연락)|고소(?:하|할|장)|소송(?:을|하|걸|제기)|법적(?:으로| ?조치| ?대응| ?절차)|소비자원|소비자보호원|소비자 ?고발|경찰에 ?(?:신고|고발)|신고(?:할게|하겠|합니다|할 ?겁)|법원에|내용증명)${any}`,
  ],
  money: [
    `(?:내|제) 돈(?:을|이나)? ?(?:돌려|내놔|환불)${any}|환불(?:을)? ?(?:거부|거절)${any}|(?:당장|즉시|빨리) (?:전액 )?(?:환불|돈)${any}(?: ${any})?|(?:두 ?번|이중(?:으로)?|중복(?:으로)?|무단(?:으로)?|동의 ?없이|허락 ?없이) ?(?:결제|청구|출금|인출)(?:가|이)? ?(?:됐|되었|돼 ?있|되어 ?있|했|하셨)${any}|동의 ?없이 ?(?:결제|출금)${any}`,
  ],
}

const chinese: Moods = {
  angry: [
    `${any}(?:太|真|好|这么|這麼)(?:蠢|笨|傻|废|廢)(?:了|$)${any}`,
    `${any}(?:没用的(?:机器人|客服|东西)|沒用的(?:機器人|客服|東西)|垃圾(?:客服|机器人|機器人|公司|服务|服務|店|平台|网站|網站|东西|東西|$)|废物|廢物|白痴|智障|弱智|傻[逼屄b]|煞笔|蠢货|蠢貨|脑残|腦殘|笨蛋|混蛋|王八蛋|他妈|他媽|妈的|媽的|操你|草泥马|去死|滚蛋|滾蛋|闭嘴|閉嘴|狗屁|屁用|有病吧|气死|氣死)${any}`,
    `${any}(?:(?:你们|你們|就是|都是|一群|一帮|一幫|死|大)(?:骗子|騙子)(?!吗|嗎)|(?:是)?(?:骗子|騙子)(?:公司|平台|店|商家|$)|诈骗(?:公司|犯)|詐騙(?:公司|犯)|(?:是|就是|纯属|純屬)(?:诈骗|詐騙|欺诈|欺詐|骗钱|騙錢|骗人|騙人)|骗人(?:的|吧|！|$)|騙人(?:的|吧|！|$)|黑店|奸商|无良|無良|坑人|坑钱|坑錢|抢钱|搶錢|欺骗(?:消费者|顾客|客户|我)|欺騙(?:消費者|顧客|客戶|我)|撒谎|撒謊|说谎|說謊)${any}`,
    `${any}(?:太(?:差|烂|爛|坑|过分|過分|垃圾|离谱|離譜|恶心|噁心|让人失望|讓人失望|失望|不像话|不像話|气人|氣人|敷衍)了?|非常(?:生气|生氣|失望|不满|不滿|愤怒|憤怒|恼火|惱火)|很(?:生气|生氣|愤怒|憤怒|恼火|惱火|火大)|受够了|受夠了|忍无可忍|忍無可忍|忍不了|受不了(?:你|了|$)|烦死|煩死|什么破|什麼破|什么态度|什麼態度|什么服务|什麼服務|耍我|玩我|逗我|差劲|差勁|烂透|爛透|岂有此理|豈有此理|不可理喻|莫名其妙|无语|無語|最差的|最烂的|最爛的|不可接受|无法接受|無法接受)${any}`,
    `${any}(?:(?:没人|没有人|沒人|沒有人|无人|無人)(?:回复|回覆|回答|理我|管|处理|處理|回应|回應|搭理|帮我|幫我|答复|答覆)|一直(?:不回|没回|沒回|没人|沒人)|都不(?:回复|回覆|理我|接电话|接電話)|不理我|不理人)${any}`,
    `${any}(?:(?:第三|第四|第五|第十|第n|无数|無數)(?:次|遍)(?:问|問|联系|聯繫|聯絡|说|說|打|投诉|投訴|来|來|了)|(?:问|問|说|說|讲|講|联系|聯繫|聯絡)(?:了|过|過)?(?:三|3|四|4|五|5|十|10|好几|好幾|多少|几百|幾百|无数|無數)(?:次|遍)|(?:到底)?(?:要|还要|還要)(?:我)?(?:问|問|说|說|讲|講)(?:多少|几|幾)(?:次|遍))${any}`,
    `${any}(?:浪费(?:我|时间|大家)|浪費(?:我|時間|大家)|再也不(?:买|買|来|來|会|會|用)|以后不会再(?:买|来|用)|以後不會再(?:買|來|用)|(?:根本|完全|到底)(?:就)?(?:不懂|没用|沒用|听不懂|聽不懂|没听|沒聽|没解决|沒解決|不解决|不解決|没看|沒看)|答非所问|答非所問|牛头不对马嘴|牛頭不對馬嘴|你(?:听不懂|聽不懂)|要你有什么用|要你有什麼用|什么用都没有|什麼用都沒有)${any}`,
  ],
  confused: [
    `${any}(?:(?:看|听|聽|搞|弄|完全|还是|還是|我)不(?:懂|明白|清楚)|没(?:听|看)?(?:懂|明白)|沒(?:聽|看)?(?:懂|明白)|不明白(?:你|您|什么|什麼|$)|我(?:问|問)的不是|(?:不是|并不是|並不是)我(?:问|問|要问|要問|想问|想問)的|(?:没有|没|沒有|沒)(?:回答|答到)我的(?:问题|問題)|什么意思|什麼意思|啥意思)${any}`,
  ],
  self_harm: [
    `${any}(?:自杀|自殺|自残|自殘|轻生|輕生|想死(?:了|$|的心)|不想活|活不下去|结束(?:我的|自己的)?生命|結束(?:我的|自己的)?生命|割腕|伤害自己|傷害自己)${any}`,
  ],
  safety: [
    `${any}(?:着火了|著火了|起火了|失火|冒烟了|冒煙了|爆炸了|(?:手机|手機|电池|電池|充电器|充電器)(?:爆炸|着火|著火|起火)|煤气泄漏|瓦斯外洩|燃气泄漏|煤气味|瓦斯味|触电了|觸電了|被电(?:到|击)|被電(?:到|擊)|过敏反应(?:了|很|严重)|過敏反應(?:了|很|嚴重)|严重过敏|嚴重過敏|食物中毒|中毒了|送(?:去|到|进|進)?(?:了)?(?:医院|醫院|急诊|急診)(?:了|$|抢救|搶救)|住院了|叫救护车|叫救護車|喘不过气|喘不過氣|呼吸困难|呼吸困難|昏迷)${any}`,
  ],
  legal: [
    `${any}(?:我的律(?:师|師)(?!事|费|費)|(?:找|请|請)律(?:师|師)(?:告|起诉|起訴|来|來|处理|處理)|起诉(?:你|他|贵|$)|起訴(?:你|他|貴|$)|告(?:你们|你們|上法院|上法庭|到底)|法院见|法院見|法庭见|法庭見|(?:追究|承担|承擔)(?:你们的|你們的)?法律(?:责任|責任)|(?:走|通过|透過|采取|採取)法律(?:手段|途径|途徑|程序|行动|行動)|(?:打|拨打|找|向|投诉到|投訴到|举报到|去)(?:12315|消协|消協|消保|工商|市监局|市場監管|消費者保護)|12315|(?:投诉|投訴|举报|舉報)(?:你们|你們)|报警|報警|消费者协会|消保官)${any}`,
  ],
  money: [
    `${any}(?:(?:还|還|退)我(?:的)?(?:钱|錢)|把(?:我的)?(?:钱|錢)(?:还|還|退)|(?:必须|必須|立刻|马上|馬上|立即)(?:给我|給我)?(?:退款|退钱|退錢|全额退)|拒绝退款|拒絕退款|(?:扣|刷|收)了(?:我)?(?:两次|兩次|双倍|雙倍)(?:款|钱|錢)?|重复(?:扣款|扣费|收费)|重複(?:扣款|收費)|(?:私自|擅自|乱|亂|盗刷|盜刷)(?:扣款|扣费|扣費|扣钱|扣錢|收费|收費|$)|盗刷|盜刷)${any}`,
  ],
}

/** Where a language's wordings are looked for, by its code and its letters. */
const all: [language: string, alsoToldAs: string[], script: RegExp | undefined, moods: Moods][] = [
  ["pl", [], undefined, polish],
  ["cs", ["sk"], undefined, czech],
  ["ru", ["uk", "bg"], /\p{Script=Cyrillic}/u, russian],
  ["uk", ["ru", "bg"], /\p{Script=Cyrillic}/u, ukrainian],
  ["tr", [], undefined, turkish],
  ["sv", [], undefined, swedish],
  ["da", ["no"], undefined, danishNorwegian],
  ["fi", [], undefined, finnish],
  ["ar", [], /\p{Script=Arabic}/u, arabic],
  ["hi", [], /\p{Script=Devanagari}/u, hindi],
  ["ja", [], /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u, japanese],
  ["ko", [], /\p{Script=Hangul}|[\u1100-\u11ff]/u, korean],
  ["zh", [], /\p{Script=Han}/u, chinese],
]
const oneOf = (wordings: readonly string[]) => asRead(wordings.map((each) => `(?:${each})`).join("|"))

/** So much that a wording decides by itself, whatever letters beside it are like in what was learnt. */
const sure = 9

const groupsOf = (name: string, why: string, of: (moods: Moods) => string[]): PatternGroup[] =>
  all.map(([language, alsoToldAs, script, moods]) => ({
    name: `${name}_${language}`,
    why,
    wordings: [oneOf(of(moods))],
    weights: [sure],
    where: { languages: [language, ...alsoToldAs], script },
  }))

export const furtherAnger = groupsOf("anger", "harsh words", ({ angry }) => angry)
export const furtherConfusion = groupsOf("not_understood", "does not understand the answer", ({ confused }) => confused)

/** Under the same names and reasons as in the languages before. */
export const furtherStakes = (groups: readonly PatternGroup[]): PatternGroup[] =>
  groups.flatMap(({ name, why }) =>
    groupsOf(name, why, (moods) => moods[name as StakesKind]).map((group) => ({ ...group, name })),
  )
