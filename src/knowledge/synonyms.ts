import { everydayGroups, everydaySayings } from "./everyday-synonyms"
import { stem } from "./stem"

/**
 * Words that mean the same thing at a counter, a help desk or a bank, where word vectors only know that they are related.
 * Written for any small business and not for one; a word may stand in several groups.
 */
const groups = `
delivery shipping postage shipment dispatch courier deliver ship
parcel package shipment delivery box
track tracking trace whereabouts
refund reimbursement reimburse moneyback
return returns sendback
exchange swap replacement replace change
warranty guarantee
broken faulty damaged defective defect fault damage crack split torn
repair fix mend restore workshop
shop store branch boutique showroom outlet
trainers sneakers shoes footwear
boots shoes footwear
appointment booking reservation slot
book reserve schedule arrange
move reschedule rebook postpone change
cancel cancellation abort callOff
price cost fee charge rate tariff pricing
cheap inexpensive affordable budget
free gratis complimentary chargefree
discount offer reduction voucher coupon promo promotion deal sale code concession
voucher giftcard gift certificate
student pupil university college
pensioner senior retired elderly older
child children kid kids toddler baby junior
bike bicycle cycle
school schools class pupils
expire expiry expiration valid validity runout
points rewards loyalty
member membership club subscription
subscribe subscription plan membership
unsubscribe newsletter mailing marketing emails
invoice receipt bill statement vat
tax vat duty duties customs
customs border import
pay payment paid paying
card debit credit visa mastercard
cash money
transfer send remit wire
deposit topup fund load
withdraw withdrawal cashout
balance funds money
declined rejected refused denied failed unsuccessful
charged debited billed deducted taken
twice double duplicate
blocked frozen locked suspended disabled
lost missing mislaid stolen
stolen theft fraud thief
scam fraud phishing
password passcode pin login signin
login signin logon access
verify verification confirm identity identification id proof
account profile
register signup enrol enroll join
delete remove erase close terminate
data privacy gdpr personal
email mail
phone telephone call ring mobile
contact reach touch
agent human person operator representative advisor staff someone
complaint complain grievance dissatisfied unhappy
help support assistance
hours open opening close closing times
open opening hours late early
hours time times
location address directions located whereabouts
park parking car
wheelchair accessible accessibility disabled step-free ramp
size sizing fit measurement
measure measured measuring measurement fitting
wide wider width broad
tight small narrow
bigger larger
stock available availability instock
soldout unavailable
restock back-in-stock
collect pickup collection
waterproof waterproofing rain wet proofing reproof
dry drying heater radiator
clean cleaning wash washing
leather suede hide
vegan animal animalfree plant-based cruelty-free
used second-hand secondhand preloved preowned
recycle recycling old donate
sustainable sustainability environment eco green climate
resole resoling sole soles heel heels
insole insoles orthotic orthotics
running run runner jog jogging
gait treadmill stride
group groups party team friends together
team club company corporate bulk wholesale
logo print printing branded embroidery
job jobs hiring vacancy vacancies career careers recruit
owner founder founded started history owns
app application
website site web page
error problem issue trouble fault bug
slow delay delayed late
fast quick quickly soon express urgent
tomorrow next-day express overnight
today tonight same-day
weekend saturday sunday
foreign abroad international overseas worldwide country
currency exchange-rate money
buy purchase order shop
purchase order
item product article goods
colour color shade
weight weigh heavy
medicine drug medication treatment
doctor physician clinician
sick ill disease illness infection
symptom symptoms sign
test testing check screening
vaccine vaccination immunisation immunization jab jabs
child pediatric paediatric
kill death die mortality fatality
start begin commence launch
stop end finish cease
change modify edit update amend alter
need require requirement necessary
allow permitted allowed possible
explain describe
wait waiting pending
arrive arrival come
receive get obtain
cause reason
big large
mattress bed
game match contest
player cricketer
win won prize winnings
points score
bonus cash reward
flight plane
hotel room accommodation
luggage baggage bag suitcase
car vehicle automobile
insurance policy
loan credit mortgage
interest apr rate
salary pay wage income
limit maximum cap
minimum least
extra additional surcharge supplement
gluten wheat coeliac celiac
allergy allergen allergic allergies
vegetarian vegan meatless
menu food dish meal
table reservation
holiday vacation break
gym fitness workout exercise
supplement supplements vitamin vitamins
protein whey
dose dosage
side-effect side-effects harm
authentic genuine original fake counterfeit
`

/**
 * The same beyond English, for what every shop is asked (hours, prices, paying, parking, appointments, delivery, returns, where
 * and how to reach it), since the vectors know English only. Without accents, as words are compared; a line holds at most one
 * word that English has too.
 */
const groupsElsewhere = `
geoffnet offen offnet offnen offnungszeiten burozeiten sprechzeiten geschaftszeiten ladenzeiten geschlossen schließt schließen
kosten kostet preis preise teuer gebuhr
zahlen bezahlen zahlung zahlungsarten zahlungsmittel barzahlung
parken parkplatz parkplatze parkhaus parking stellplatz stellplatze stellflachen
termin termine buchen buchung reservieren reservierung
absagen stornieren stornierung storno
liefern liefert lieferung versand verschicken verschickt zustellung
zuruckgeben zuruckschicken ruckgabe retoure umtauschen umtausch
adresse anfahrt standort anreise
telefon telefonnummer telefonisch anrufen erreichen
gutschein gutscheine geschenkgutschein
rabatt ermassigung nachlass
kaputt defekt beschadigt
garantie gewahrleistung
geopend openingstijden gesloten sluiten
kost kosten prijs prijzen tarief duur
betalen betaling pinnen contant
parkeren parkeerplaats parkeergarage parking
afspraak reserveren reservering boeken
annuleren afzeggen
leveren levering bezorgen bezorging verzenden verzending
retourneren terugsturen ruilen
telefoonnummer bellen bereikbaar telefonisch
korting aanbieding
abierto abren abrir abris abrimos horario horarios cierran cerrais cerramos cerrado
precio precios cuesta cuestan coste tarifa
pagar pago tarjeta efectivo
aparcar aparcamiento estacionamiento estacionar parking
cita reservar reserva turno
cancelar anular
envio envios enviar entrega entregan
devolver devolucion devoluciones
direccion direcciones ubicacion estamos
telefono llamar
descuento rebaja
roto averiado defectuoso
ouvert ouverts ouvrez ouverture horaires fermez ferme fermeture
prix coute coutent tarif tarifs cher
payer paiement especes
garer garez stationner stationnement parking
rendezvous rdv reserver
annuler annulation
livrer livrez livraison expedition
retourner rendre echanger remboursement rembourser
telephone appeler joindre
aperto aperti aprite apertura orari orario chiuso chiudete
prezzo prezzi costa costo tariffa
pagare pagamento pagamenti contanti
parcheggio parcheggi parcheggiare parking
appuntamento appuntamenti prenotare prenotazione prenotazioni
annullare disdire disdetta
spedizione spedizioni spedire spedite consegna consegne consegnate
reso resi restituire rimborso rimborsi
indirizzo sede
telefono chiamare
sconto sconti
rotto difettoso guasto
aberto abrem horario fecham fechado
preco precos custa custam valor
pagar pagamento cartao dinheiro
estacionar estacionamento
marcacao marcar agendar agendamento
cancelar desmarcar
entrega entregam entregar envio frete
devolver devolucao troca trocar reembolso
endereco morada localizacao
telefone ligar
desconto descontos
avariado quebrado defeito
oppet oppettider oppnar stangt stanger
kostar pris priser
parkera parkering parkeringsplats
abent abningstider lukket lukker
mieten vermieten vermietung verleih ausleihen leihen
hausbesuch hausbesuche daheim zuhause hause
reparieren reparatur reparaturen repariert
gilt gelten gultig gultigkeit
studenten studierende studentinnen
huren huur verhuur verhuren
repareren reparatie reparaties
alquilar alquiler alquilan arrendar
domicilio casa
reparar reparacion arreglar
louer location
reparer reparation reparations
noleggiare noleggio affittare
riparare riparazione riparazioni
alugar aluguel aluguer
hyra hyr uthyrning uthyres
leje udlejning udleje
adress hitta hit ligger butiken
leverans leverera levereras levererar utkorning frakt skicka skickar
presentkort gavokort
avboka avbokning avbestalla
retur returnera lamna tillbaka
betala betalning kort swish kontant kontanter
levering levere leverer leveres fragt frakt sender
betale betaling kort mobilepay vipps kontant
afbestille aflyse avbestille avlyse aflysning avlysning
returnere retur bytte tilbage tilbake
adresse finde ligger ligge
aukiolo aukioloajat auki avoinna kiinni suljettu avaatte
hinta hinnat maksaa paljonko hinnasto
maksaa maksu kortilla kateinen maksutavat
pysakointi parkkipaikka parkki pysakoida
toimitus toimitusaika toimitatte lahetys
palautus palauttaa palautukset
varaus varata ajanvaraus aika
peruutus perua peruuttaa
osoite sijainti missa
cena ceny cene cennik kosztuje koszt kosztuja oplata stawka
otwarte otwarcia otwarty otwarci otwieracie otwieramy pracujemy pracy czynne czynny czynni zamkniete zamykacie godziny godzinach
zaplacic placic platnosc platnosci karta kartami gotowka blik
parking parkowac zaparkowac parkingu parkingi
wizyta wizyte wizyty termin umowic rezerwacja zarezerwowac zapisac
odwolac odwolanie anulowac zrezygnowac
dostawa dostawy wysylka wysylki wysylacie dostarczacie kurier
zwrot zwrocic zwroty oddac reklamacja
adres ulica trafic lokalizacja dojazd
znizka znizki rabat rabaty promocja
bon bony podarunkowe voucher karnet
cena ceny cenik stoji kolik
otevreno oteviraci otevreni otevrene zavreno doba
platit zaplatit platba platby kartou hotove hotovost
parkovat parkovani parkoviste zaparkovat
termin objednat rezervace rezervovat schuzka
zrusit zruseni storno odvolat
doprava doruceni dorucujete posilate zasilame
vratit vraceni reklamace vymenit
adresa kde ulice najdete
sleva slevy
цена цены цену стоит стоимость прайс сколько тариф
открыты открыто работаете работает часы график закрыто закрыты режим
оплата оплатить платить картои карты картами наличные наличными
парковка парковки припарковаться парковаться машину поставить
запись записаться записать забронировать бронь бронирование
отменить отмена отказаться перенести
доставка доставки доставляете доставляем доставить привезти отправка отправляете
вернуть возврат обменять обмен сдать
адрес улица находитесь наити проехать расположены
скидка скидки
прокат аренда напрокат арендовать
гарантия гарантии
ціна ціни ціну коштує вартість прайс скільки
відкриті відчинено працюєте працює години графік зачинено режим
оплата оплатити платити карткою картки готівка готівкою
паркінг паркування припаркуватися машину
запис записатися забронювати бронювання
скасувати скасування відмовитися перенести
доставка доставляєте доставляємо відправка надсилаєте
повернути повернення обміняти обмін
адреса вулиця знаходитесь розташовані
знижка знижки
fiyat fiyati fiyatlar fiyatlari ucret ucreti tutar gecelik
acik kapali acilis kapanis calisma saatleri
odeme odemek odeyebilir kredi nakit kart karti
otopark park araba arabamizi arabalari arac
rezervasyon randevu ayirtmak yer
iptal vazgecmek
teslimat kargo gonderim gonderiyor
iade iadesi geri degisim
adres adresimiz adresiniz konum nerede nerededir
wifi internet kablosuz
kopek kopegim kopegimi kopekleri evcil hayvan
indirim
料金 値段 価格 費用 いく くら
営業 時間 定休 開い 休み 休日 閉ま やっ
支払 払い 払え カー ード 現金
駐車 停め 車を 車場
予約 取消 取り キャ セル 消せ
配送 発送 届き 届く 届け 送料
返品 返金 返し 返す 交換
住所 番地 場所 アク
割引 学割 学生
价格 多少 价钱 收费 费用
價格 多少 價錢 收費 費用
营业 开门 关门 几点 上班
營業 開門 關門 幾點
付款 支付 刷卡 现金 微信
付款 支付 刷卡 現金
停车 车位 停車 車位
预约 预订 訂位 預約
取消 退订
配送 快递 发货 送货 运费
配送 快遞 發貨 送貨 運費
退货 退款 换货 退貨 退款 換貨
地址 位置 在哪
折扣 优惠 優惠
가격 얼마 얼마예요 얼마에요 요금 비용
영업시간 영업 시간 몇시 휴무 문
결제 카드 현금 지불
주차 주차장 차
예약 예약하고
취소 취소하고
배송 배송비 택배 발송
반품 환불 교환
주소 위치 어디
할인
سعر أسعار كم تكلفة ثمن
مفتوح مفتوحون ساعات أوقات دوام مغلق
دفع بطاقة نقدا الدفع
موقف مواقف سيارات سيارة
موعد حجز
إلغاء الغاء
توصيل شحن
إرجاع استرجاع استبدال
عنوان موقع شارع
खुला खुले समय बंद
कीमत दाम खर्च शुल्क
भुगतान कार्ड नकद
पार्किंग गाड़ी
डिलीवरी भेजना भेजते
वापस वापसी रिफंड
पता स्थान सड़क
`

// What is said in several words, and the word that it comes down to.
const sayings: readonly (readonly [RegExp, string])[] = [
  [/\bmoney back\b|\bget my money\b|\breimburs/, "refund"],
  [
    /\bsend(?:ing|s)? (?:\w+ ){0,3}back\b|\bbring (?:\w+ ){0,3}back\b|\bpost(?:ing)? (?:\w+ ){0,3}back\b|\bgive (?:\w+ ){0,2}back\b/,
    "return",
  ],
  [/\bpick(?:ing|ed)? (?:\w+ )?up\b/, "collect"],
  [/\bhow much\b/, "price"],
  [/\brun(?:s|ning)? out\b|\bstill valid\b/, "expire"],
  [/\bgift cards?\b/, "voucher"],
  [/\bsecond hand\b/, "used"],
  [/\bsold out\b|\bin stock\b|\bout of stock\b/, "stock"],
  [/\bsign(?:ing)? up\b/, "register"],
  [/\b(?:log|sign)(?:ging|ing)? in\b/, "login"],
  [/\btop(?:ping|ped)? up\b/, "topup"],
  [/\bget in touch\b/, "contact"],
  [
    /\bwhat time\b|\bopening (?:hours|times)\b|\bare you open\b|\bdo you close\b|\bopen (?:on|until|till|late)\b/,
    "hours",
  ],
  [/\b(?:next|same) day\b|\bright away\b|\bas soon as possible\b/, "express"],
  [/\bwhere are you\b|\bfind you\b|\bhow do i get (?:there|to you)\b/, "location"],
  [/\b(?:where|when) (?:is|are|will|does) (?:my|our|the) (?:\w+ )?(?:order|parcel|package|delivery)s?\b/, "track"],
  [/\bcharged (?:\w+ )?(?:two times|twice|double)\b|\btwo times\b/, "twice"],
  [
    /\bfell off|\bcom(?:es?|ing) off\b|\bcame off\b|\bfall(?:s|ing)? apart\b|\bnot working\b|\bdoes not work\b/,
    "faulty",
  ],
  [/\bput (?:\w+ ){0,2}aside\b|\bhold (?:\w+ ){0,4}for me\b/, "reserve"],
  [/\bcall off\b/, "cancel"],
  ...everydaySayings,
  [/\ba que hora\b|\ba que horas\b/, "horario"],
  [/\ba quelle heure\b/, "horaires"],
  [/\ba che ora\b/, "orari"],
  [/\bhoe laat\b/, "openingstijden"],
  [/\bwo (?:seid|sind|ist|findet|finde|liegt)\b|\bwie komme? (?:ich|wir|man) (?:zu|hin)\b/, "adresse"],
  [/\bdonde (?:estais|estan|esta|queda)\b|\bcomo (?:llego|llegar|se llega)\b/, "direccion"],
  [/\bou (?:etes|se trouve|vous trouver)\b/, "adresse"],
  [/\bdove (?:siete|vi trovate|si trova)\b/, "indirizzo"],
  [/\bonde (?:ficam|fica|estao)\b/, "endereco"],
  [/\bwaar (?:zitten|zijn|vind)\b/, "adres"],
  [/\bnach hause\b|\bins haus\b|\bzu (?:mir|uns)\b/, "hausbesuch"],
  [/\bcome to (?:me|us|my|our)\b|\bto my (?:house|home|place)\b|\bhome visits?\b/, "visit"],
  [/\b(?:vais|van|venis|vienen|venir) a (?:mi |la )?casa\b/, "domicilio"],
  [/\bchez (?:moi|nous)\b|\ba la maison\b/, "domicile"],
  [/\bhab(?:t|en) (?:ihr|sie) (?:\w+ ){0,3}(?:auf|offen|zu)\b/, "offnungszeiten"],
  [/\bgdzie (?:jestescie|sie znajdujecie|was znajde|jest (?:salon|sklep|warsztat))/, "adres"],
  [/\bkde (?:vas najdu|vas najdeme|jste|sidlite|se nachazite)/, "adresa"],
  [/(?<!\p{L})где (?:вы|находит|расположен)/u, "адрес"],
  [/(?<!\p{L})де (?:ви|знаходит|розташован)/u, "адреса"],
  [/\bneredesiniz\b|\byeriniz nerede\b/, "adres"],
  [/\bvar (?:ligger|finns|hittar)\b/, "adress"],
  [/\bhvor (?:ligger|finder|finner)\b/, "adresse"],
  [/\bmissa (?:olette|sijaitsette)\b/, "osoite"],
  [/どこ/, "住所"],
  [/在哪/, "地址"],
  [/어디/, "주소"],
  [/اين (?:انتم|يقع|موقع)|أين (?:أنتم|يقع|موقع)/, "عنوان"],
  [/कहाँ (?:है|हैं)|कहां (?:है|हैं)/, "पता"],
  [/몇 시/, "시간"],
  [/\bo ktorej\b|\bdo ktorej\b/, "godziny"],
  [/\bdo kolika\b|\bod kolika\b/, "doba"],
  [/(?<!\p{L})(?:до|со) скольки/u, "часы"],
  [/(?<!\p{L})(?:до|з|о) котрои/u, "години"],
  [/\bpower of attorney\b/, "legal"],
  [/\bchristmas\b|\bxmas\b/, "december"],
  [/\bweihnacht\w*|\bheiligabend\b/, "dezember"],
  [/\bnavidad\w*/, "diciembre"],
  [/\bnoel\b/, "decembre"],
  [/\bnatal\b/, "dezembro"],
  [/\bnatale\b/, "dicembre"],
  [/\bkerst\w*/, "december"],
  [/\bamex\b/, "american"],
  [/\bamex\b/, "express"],
]

const christmas = "christmas xmas weihnachten heiligabend navidad navidades noel natal natale kerst kerstmis"

/** What a text says in words of which none is the one that is asked for, and those. */
const readings: readonly (readonly [RegExp, string])[] = [
  [/(?:\d\s?%|\bper ?cent) (?:off|less|reduction)\b|\bhalf[ -]price\b/i, "discount"],
  [/\bover[- ](?:the age of )?[5-7]\ds?\b|\b[5-7]\d ?\+|\b(?:ab|über) [5-7]\d(?: Jahren?)?\b/i, "senior"],
  [
    /\b2[2-7](?:st|nd|rd|th)?\.?(?: of| de| di)? (?:december|dezember|diciembre|décembre|dezembro|dicembre)\b|\bdecember 2[2-7]/i,
    christmas,
  ],
  [/\bamerican express\b/i, "amex"],
  [/\b(?:outside|out) (?:of )?(?:our |opening |office |business |normal )*hours\b/i, "night shut closed"],
  [/\b24 hours a day\b|\b24\/7\b|\bround[- ]the[- ]clock\b|\bday and night\b/i, "night"],
]

/** The words for what a text says without them. */
export const readInto = (text: string): string[] =>
  readings.flatMap(([said, words]) => (said.test(text) ? words.split(" ") : []))

/** English words that businesses and their visitors use, as they are written. */
export const everydayWords: readonly string[] = [...new Set(`${groups} ${everydayGroups}`.match(/[a-z]+/g))]

const alike = new Map<string, Set<string>>()
for (const line of `${groups.trim()}\n${everydayGroups.trim()}\n${groupsElsewhere.trim()}`
  .normalize("NFC")
  .split("\n")) {
  const roots = line.split(" ").map((word) => stem(word.toLowerCase().replaceAll("-", "")))
  for (const root of roots) {
    const others = alike.get(root) ?? new Set()
    for (const other of roots) if (other !== root) others.add(other)
    alike.set(root, others)
  }
}

/** Stems that mean nearly what this stem means. */
export function synonymsOf(root: string): ReadonlySet<string> | undefined {
  return alike.get(root)
}

/** The other part of a compound; what is shorter is an ending. */
const leastRest = 3
const leastHead = 4

/** Stems that mean nearly what the end of a compound means: a “Studentenrabatt” is an “Ermäßigung”. */
export function synonymsOfHead(word: string): ReadonlySet<string> {
  for (let start = leastRest; start + leastHead <= word.length; start++) {
    const found = alike.get(stem(word.slice(start)))
    if (found) return found
  }
  return none
}
const none: ReadonlySet<string> = new Set()

/** The words of a saying, each with the word that the saying comes down to. */
export function sayingsIn(words: readonly string[]): Map<string, string> {
  const text = words.join(" ")
  const found = new Map<string, string>()
  for (const [said, meant] of sayings) for (const word of said.exec(text)?.[0].split(" ") ?? []) found.set(word, meant)
  return found
}

/** The words that what is said here comes down to, if the text does not use them anyway. */
export function meantBy(words: readonly string[]): string[] {
  const text = words.join(" ")
  return sayings.flatMap(([said, word]) => (said.test(text) && !words.includes(word) ? [word] : []))
}
