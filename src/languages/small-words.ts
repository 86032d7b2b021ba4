/**
 * The small words of each language, which say little of what a text is about and much of which language it is in. The one
 * list of them: by it the language of what somebody wrote is told, questions are searched for without them, and a
 * collection is known to be in a language that joins words.
 *
 * `telling` are words with a meaning that people write to every shop. They tell a language, and are searched for.
 * Greetings, thanks and what has the same name everywhere (hotel, login, taxi) are in neither: they tell nothing.
 * An elided word ends in its apostrophe. Languages that Baton does not speak stand here so that Danish is not taken for
 * German; who adds a word looks whether their neighbours have it too. Pure.
 */

const listed = {
  en: {
    small: `a an the i me my mine myself we us our ours you your yours he him his she her hers it its they them their
      theirs this that these those there here and or but if then so than as of at by for from in into on onto off out over
      to up with without am is are was were be been being do does did doing done have has had having will would shall should
      can could may might must what which who whom whose when where why how not no nor just also too very really please any
      some about again more most other such only own same now get got go going know tell want need like say said let lets
      wonder wondering whether s t d m re ve ll don' didn' doesn' isn' won' couldn' wouldn' haven' hasn' aren' wasn' ain'`,
    telling: `order orders delivery deliver delivered shipping ship shipped parcel package arrive arrived arrives return
      returned buy bought sell size opening hours open closed book booking booked price cost costs much many long take takes
      still yet change cancel speak talk someone anybody person human money back refund wrong broken help account payment
      pay paid invoice between because yesterday today tomorrow day days week weeks find found keep last next near send sent
      receive received receipt work working works dont cant doesnt isnt didnt whats wheres im ive use used using make made
      give gave look looking wait waiting before after until question answer available bring smaller bigger cheapest anymore
      possible serve says answers include included whenever cannot forgot forgotten needs anyone anything something
      everything never always another both able contact repair fix happens happened sure table tonight morning hour minutes
      later earlier sorry lost missing every two three four first second new address phone`,
  },
  de: {
    small: `der die das dem den des ein eine einen einem einer eines und oder aber ist sind waren war sein bin bist habe
      haben hast habt hat hatte ich wir ihr euch sie mich mir uns mein meine meinen meinem meiner unser unsere ihre ihren
      ihnen euer eure dein deine auch noch nur schon sehr bitte möglich wann wie wo was wer wen wem wieviel welche welcher
      welches welchen warum wieso kann kannst können könnt könnte muss müssen soll darf gibt es im in zum zur vom beim bei
      mit von nach aus auf für über um zu an am als bis nicht kein keine keinen wenn dass denn doch mal ja man werden wird
      wurde würde ob dann damit diese dieser dieses dir dich ohne vor sich etwas jetzt da hier so er hab durch seit sondern
      weil also du will wohl je nun`,
    telling: `lange lang dauert kostet kosten viel möchte möchten wollen bestellung bestellen bestellt lieferung versand
      paket rechnung kommt komme kommen bleibt geht gehen heute morgen gestern woche tage tag uhr geöffnet offen zurück
      zurückgeben umtauschen bezahlen zahlen geld jemand jemandem mensch menschen sprechen reden funktioniert schicken
      geschickt bekommen bekomme brauche brauchen finde finden gern gerne machen macht größe preis teuer günstiger termin
      nächste nächster öffnungszeiten stornieren kündigen ändern angekommen kaputt beschädigt erhalten immer wieder mehr
      ganz gar alle alles ihrem ihrer leider wäre hätte zwei drei jahr jahre frage hilft weiter bietet person nummer jemals
      fragen sagen sagt bisschen richtig eigentlich würden kaufen verkauft anrufen dürfen dürfte passwort vergessen braucht
      sobald niemand nichts nie zweite erste neue neuen neuer alte wirklich stunde stunden minuten später früher verloren
      fehlt wegen wende ihn denen jeder jede jedes unseren unserem unseres eurem euren sollte müsste hätten wären gibts
      habts defekt läuft mag mitbringen steht adresse`,
  },
  fr: {
    small: `le la les une un du des de et ou mais est sont suis êtes avez avons ai as ont je tu il elle on nous vous ils
      elles me te se moi mon ma mes ton ta tes son sa ses votre vos notre nos leur quand comment combien quel quelle quels
      quelles qui que quoi pourquoi avec dans sur sous pour par puis peux peut pouvez pas ne aussi très ce cet cette ces ça
      y en au aux à où si plus sans chez car donc étais était sera serait fait déjà encore bien après avant depuis entre
      cela celui svp a es l' d' j' c' n' qu' s' m' t' jusqu' lorsqu' puisqu' aujourd'hui tout tous toute toutes même autre
      autres ni lui quelqu' dès`,
    telling: `commande commander commandé livraison livrer livré colis arrivé arrive arriver voudrais veux voudrait
      souhaite souhaiterais coûte prix cher heure heures horaires ouvert ouverts ouverte fermé demain hier jour jours
      semaine acheter acheté rembourser remboursement retour retourner échanger payer paiement facture parler quelqu'un
      personne conseiller reçu recevoir taille magasin modifier annuler réservation compte marche fonctionne toujours temps
      faire dois faut possible trouver trouve envoyer abonnement problème besoin aide ans mieux moins vendez proposez
      accepte acceptez compris question long ouvrez livrez fermez mots prendre avoir savoir puisse pourrais pourriez mot
      passe oublié pouvons avions avait avaient rien jamais chaque deux trois quatre premier première nouveau nouvelle
      nouvelles soir matin minute minutes perdu manque pourrait devrais est-il part reçois suite plat marché adresse`,
  },
  es: {
    small: `el la los las un una unos unas de del al y o pero es son esta está estan están ser era soy estoy fue he ha han
      tengo tiene tienen tienes puedo puede pueden puedes que qué cual cuál cuales cuáles cuando cuándo donde dónde como
      cómo quien quién cuanto cuánto cuánta cuántos por para con sin en mi mis su sus tu tus nuestro nuestra nos les le lo
      se me te yo usted ustedes ellos muy también ya si sí no más hay este esto ese eso a entre desde hasta porque sobre
      cada todo todos algo alguien ningún nada aún todavía ¿ ¡ sea otro otra otros otras mismo aquí ahí allí os vuestro
      vuestra vuestros vuestras mí estás somos ante`,
    telling: `pedido pedidos envío envíos enviar entrega llega llegar llegado quiero quisiera querría cuesta cuestan
      precio vale horario horarios abren abre abierto abiertos cerrado hoy mañana ayer día días semana semanas comprar
      compré devolver devolución cambiar pagar pago aceptan aceptáis tenéis podéis hacéis hacer hablar persona tarda tardan
      tienda talla reserva cuenta ayuda necesito funciona recibido recibir recibí dinero factura cancelar domingos
      aparcamiento cerca deja entrar zapatos paquete roto quiere tarjeta tiempo años pequeña formas abiertas necesita
      necesitamos venden vender podría gustaría saber ver dar pueda mejor número gratis decir dice podemos podríamos
      olvidado olvidé contraseña nunca siempre dos tres cuatro primera nuevo nueva noticias tarde noche minutos perdido
      falta hijo hija vamos va viernes lunes martes sábado domingo podrían puedan llegó pedimos sigo dirección correo
      teléfono`,
  },
  it: {
    small: `il lo la i gli le un uno una di a da in con su per tra fra del della dei delle degli dello dell al allo alla
      ai agli alle all nel nella nei nelle nell dal dalla dai sul sulla sugli e ed o ma che chi cosa cos quale quali quando
      dove dov come quanto quanta quanti quante perché è sono siete siamo sei ho hai ha avete abbiamo hanno posso puoi può
      potete possiamo mio mia miei mie suo sua vostro vostra vostri vostre nostro nostra mi ti si ci vi ne ce se non più
      anche molto questo questa questi queste quello quella io tu lei noi voi già ancora solo c'è senza dopo prima fino ora
      poi l' d' un' c' dell' all' nell' dall' sull' com' quant' dov' cos' quest' quell' po' qualcuno tutto tutti tutta tutte
      altro altra altri altre stesso essere era erano state stata stato sta sto stanno fa va qui qua li là`,
    telling: `ordine ordini ordinare ordinato spedizione spedizioni spedire consegna consegnate arriva arrivato arrivare
      vorrei voglio costa costano prezzo prezzi orari orario aperti aperto aperta chiuso chiusi oggi domani ieri giorno
      giorni settimana comprare comprato restituire reso rimborso cambiare pagare pagamento accettate parlare operatore fare
      fate taglia negozio prenotazione prenotare modificare annullare riesco accedere funziona ricevuto ricevere soldi
      fattura serve bisogno mette pacco scarpe vicino quindi tempo anni adesso chiaro colazione compresa piccola dell'hotel
      persona pago cerca vale vendete vendere potrei potrebbe dire sapere vedere numero gratis dare sconto disponibile
      servono dimenticato niente mai sempre ogni due tre quattro primo nuovo nuova notizie sera mattina minuti perso manca
      figlio figlia avuto andare venire potremmo potreste vorremmo qualcosa nessuno nessuna carico indirizzo telefono`,
  },
  pt: {
    small: `o a os as um uma uns umas de do da dos das em no na nos nas num numa ao aos à às pelo pela pelos pelas e ou
      mas que é são está estão sou estou era foi ser tem têm temos tenho tinha há com sem por para pra me se lhe eu você
      vocês vc nós ele ela eles meu minha meus minhas seu sua seus suas vosso vossa nosso nossa quando onde qual quais
      quanto quanta quantos como quem porque porquê não mais também já ainda muito isso isto este esta esse essa posso pode
      podem podes até só depois entre sobre cada tudo algo alguém nada então sim tu outro outra outros outras mesmo ali aqui
      lá foram fui nem estar vos vossos vossas dele dela`,
    telling: `encomenda encomendar pedido entrega entregas entregar chega chegar chegou quero queria gostaria custa custam
      preço frete envio horário abrem aberto abertos fechado hoje amanhã ontem dia dias semana comprar comprei devolver
      devolução trocar pagar pagamento aceitam falar pessoa fazem fazer loja tamanho reserva alterar cancelar conta consigo
      entrar ajuda preciso abre funciona recebi receber dinheiro fatura demora tempo domingo grátis produto sapatos pacote
      veio incluído percebi manhã anos pequeno formas vale pago cerca número vendem vender poderia gostava saber ver dar
      melhor ligar disponível trabalham dizer recomendam podemos podíamos esqueci senha nunca sempre dois duas três quatro
      primeira novo nova notícias noite minutos perdi falta filho filha vamos vai sexta segunda terça podia poderiam possam
      meia tela oras levar sábado endereço telefone`,
  },
  nl: {
    small: `de het een en of maar is zijn was ben bent heb hebt hebben heeft had ik wij we jij je jullie u uw hij ze zij
      mij me mijn onze ons jouw haar hun wie wat waar wanneer hoe hoeveel welke welk waarom kan kunt kunnen moet moeten mag
      zal wil wilt voor naar uit bij met van op in te aan om over door niet geen ook nog dit dat deze die er al als dan toch
      nu wel zo wordt worden werd graag alstublieft aub gaan tot sinds zonder tussen omdat tegen daar hier iets iemand
      alleen mn zn want alle zelf andere anders jou d'r 't 's zouden zou wilde`,
    telling: `bestelling bestellen besteld levering leveren geleverd verzenden verzending verzendkosten pakket pakje
      paketje lang duurt kost kosten veel komt komen blijft openingstijden open geopend gesloten vandaag morgen gisteren dag
      dagen week weken retourneren terugsturen terug ruilen betalen betaling betaalmethoden geld medewerker mens praten
      spreken maat winkel prijs boeking boeken wijzigen annuleren opzeggen inloggen werkt doet nodig hulp ontvangen gekregen
      sturen stuur factuur nummer maken mogelijk vinden krijgen krijg wachten beschadigd kapot vraag eens keer meer jaar
      duidelijk schoenen zondag ontbijt accepteren retour lange spreek praat bel bellen verkopen verkoopt beschikbaar weten
      zien aanbieden bieden zeggen koop kopen zoeken zoek mogen vergeten wachtwoord niets niks nooit altijd elke twee drie
      vier eerste tweede nieuwe avond ochtend minuten verloren kwijt mist zoon kregen hadden staat loopt werken steeds uur
      vrijdag maandag gehoord adres telefoonnummer`,
  },
  sv: {
    small: `och att det som ett en den de jag du ni vi han hon kan kunde ska skulle vill inte när hur vad var vilken
      vilket vilka varför vem oss eller också finns är på till från av för med om min mitt mina din ditt er era vår vårt här
      där mig dig sig har hade men så nu än bara mycket någon något alla efter utan redan blir blev man mot varje alltid`,
    telling: `beställning beställt beställa leverans leveransen frakt frakten paket paketet kostar lång tid tar öppet
      öppettider stängt idag imorgon igår dagar vecka köpa köpt byta lämna tillbaka betala betalning pengar prata människa
      hjälp bokning ändra avboka logga kommer kom fram söndagar butiken storlek vilja hej dag person nummer ny fråga undrar
      får glömt lösenord aldrig två tre nya behöver adress`,
  },
  da: {
    small: `og at det som et en den de jeg du vi han hun kan kunne skal skulle vil ville ikke når hvornår hvordan hvad
      hvor hvilken hvilket hvilke hvorfor hvem os eller også er på til fra af for med om min mit mine din dit jer jeres
      vores her der mig dig sig har havde men så nu end bare meget nogen noget alle efter uden allerede bliver blev være
      været i man sin sit mod hver altid`,
    telling: `ordre bestilling bestilt bestille levering leveringen fragt fragten pakke pakken koster lang tid tager åbent
      åbningstider lukket idag morgen dage uge købe købt bytte returnere tilbage betale betaling penge tale menneske hjælp
      booking ændre logge ind kommer ankommet gerne mere stykker butikken størrelse søndagen dag person nummer lange sende
      send spørgsmål må glemt adgangskode aldrig to tre ny nye behøver tage adresse`,
  },
  no: {
    small: `og at det som et en ei den de jeg du vi han hun kan kunne skal skulle vil ville ikke når hvordan hva hvor
      hvilken hvilket hvilke hvorfor hvem oss eller også er på til fra av for med om min mitt mine din ditt dere deres vår
      vårt her der meg deg seg har hadde men så nå enn bare mye noen noe alle etter uten allerede blir ble være vært i man
      sin sitt mot hver alltid`,
    telling: `bestilling bestillingen bestilt bestille levering leveringen frakt frakten pakke pakken koster lang tid tar
      åpent åpningstider stengt idag morgen dager uke kjøpe kjøpt bytte returnere tilbake betale betaling penger snakke
      menneske hjelp endre logge logget inn kommer kom fram frem gjerne lenger størrelse søndager butikken dag person nummer
      lange sende send spørsmål glemt passord passordet aldri to tre ny nye trenger ta adresse`,
  },
  pl: {
    small: `i w na z do nie jest się to że dla o za po jak czy od są lub mi ma mam mogę może można moja moje mój mojego
      moją co kto kiedy gdzie ile który która które jaki jaka jakie dlaczego ale bo by już jeszcze tylko też przez przed ze
      ten ta te tego tej was nas państwo państwa wy ja pan pani proszę chcę chciałbym chciałabym będzie jestem macie my tu
      ni mnie mną tak tym ich jej jego go`,
    telling: `zamówienie zamówienia zamówić dostawa dostawy paczka paczkę paczki wysyłka kosztuje trwa przyszła przyjdzie
      zwrócić wymienić zwrot pieniądze zapłacić płatność sklep sklepie otwarte otwarci godziny dzisiaj jutro wczoraj dni
      rozmawiać człowiekiem konto konta zalogować zmienić anulować pomoc rozmiar termin problem pytanie zapomniałem
      zapomniałam hasła hasło możemy zawsze nigdy dwa trzy adres`,
  },
  cs: {
    small: `a i v ve na z ze do ne je se si to že pro o za po jak zda od jsou nebo mi má mám můžu mohu může lze moje můj
      mou svou co kdo kdy kde kolik který která které jaký jaká jaké proč ale by už ještě jen také přes před ten ta ty toho
      vy já prosím chci chtěl chtěla bych bude jsem jste máte jestli mě mně nám vám při s k u`,
    telling: `objednávka objednávku objednávky doprava doručení balík zásilka stojí trvá přišel přijde vrátit vyměnit
      peníze zaplatit platba obchod prodejně otevřeno otevírací dnes zítra včera dní dlouho mluvit člověkem účet účtu
      přihlásit změnit zrušit pomoc velikost termín termin problém zapomněl zapomněla heslo můžeme vždy nikdy dva tři`,
  },
  sk: {
    small: `a i v vo na z zo do nie je sa si to že pre o za po ako či od sú alebo mi má mám môžem môže moja môj moje svoju
      čo kto kedy kde koľko ktorý ktorá ktoré aký aká aké prečo ale by už ešte len tiež cez pred ten tá tie vy ja prosím
      chcem chcel bude som ste máte s k u`,
    telling: `objednávka objednávku doprava doručenie balík zásielka stojí trvá prišiel príde vrátiť vymeniť peniaze
      zaplatiť platba otvorené dnes zajtra včera dní dlho hovoriť človekom účet prihlásiť zmeniť zrušiť zabudol heslo môžeme`,
  },
  hr: {
    small: `i u na z s sa do ne je se to da za po kako li od su ili mi ima imam imate mogu može moja moj moje svoju što
      šta tko ko kada kad gdje gde koliko koji koja koje zašto ali bi već još samo te preko pred taj ta vi ja molim želim
      htio bih sam ste nije bez kod`,
    telling: `narudžba narudžbu narudžbina dostava dostave paket košta traje stigao vratiti zamijeniti novac platiti
      otvoreno danas sutra jučer dana razgovarati termin problem pitanje možemo zaboravio lozinku`,
  },
  tr: {
    small: `ve bir bu şu o da de mi mı mu mü mısınız misiniz miyim mıyım için ile ne nasıl nerede nereye zaman kaç kadar
      hangi niye neden kim var yok değil ama veya ya çok daha en benim bana ben siz sizin size biz beni gibi olarak olan
      oldu olur lütfen hiç şey sonra önce henüz her`,
    telling: `sipariş siparişim siparişimi kargo teslimat paketim istiyorum gelir geldi gelecek sürer ödeme iade iptal
      değiştirmek fiyat fiyatı ücretsiz açık kapalı bugün yarın dün gün saat konuşmak hesabıma giriş yardım paket sorun
      problem unuttum şifremi şifre adres adresim`,
  },
  ro: {
    small: `de la și în nu un o este e pe cu să din ce pentru care cum eu mi ne se a ai am are aveți sunt mea meu mele cât
      câte când unde cine dar sau mai foarte nici fi fost pot poate puteți vreau aș ați lui ei lor al ale prin până după
      fără aici acum`,
    telling: `comanda comandă livrarea livrare durează costă preț coletul ajunge ajuns returna schimba plăti bani deschis
      program azi mâine ieri zile vorbi cont contul intru ajutor probleme problemă`,
  },
  ca: {
    small: `el la els les un una uns i o però és són per amb que de del dels al als en no com si més ja jo meu meva meus
      seu seva nostre quan on quant quin quina quins quines qui què perquè puc pot poden podeu teniu té tinc hi ha ho em es
      us aquest aquesta això molt també sense fins l' d' n' s' m' tu vosaltres nosaltres aquí`,
    telling: `comanda enviament arriba triga costa vull voldria voldríem tornar canviar pagar horari obert oberts avui
      demà ahir dies comprar parlar compte entrar reserva botiga persona talla factura pago podem nostra nostres falta
      sempre cada tres`,
  },
  gl: {
    small: `o a os as un unha uns unhas de do da dos das en no na ao e ou pero que é son está están ten teñen teño hai con
      sen por para me se eu vostede meu miña meus seu súa nós cando onde cal cales canto canta como quen porque non máis
      tamén xa aínda moito isto este esta podo pode poden ata só`,
    telling: `pedido envío chega tarda quero quería custa prezo horario abren hoxe mañá onte días mercar devolver cambiar
      pagar falar persoa tenda reserva conta axuda cancelar vale pago cerca factura formas comprar semana podemos noso nosa
      levar falta sempre nunca tres dous sábado domingo`,
  },
  hu: {
    small: `a az és hogy nem van egy ez is mi ki hol mikor mennyi hogyan miért melyik milyen meg de ha csak még már vagy
      én nekem ön önök vannak lehet lesz volt kell kérem szeretnék szeretném tudok tudom el fel be le nincs mert sem most`,
    telling: `rendelés rendelésem szállítás csomag csomagom idő kerül ár nyitva ma holnap tegnap nap visszaküldeni
      cserélni fizetni pénz beszélni ember fiókomba belépni`,
  },
  fi: {
    small: `ja on ei se että en et ole olen olette oli mutta tai kun jos niin kuin mikä mitä missä milloin miten miksi
      kuka kuinka paljon minä minun mun te teillä teidän voin voiko voinko saako saanko onko ovat vain vielä jo nyt myös
      kanssa tämä`,
    telling: `tilaus tilaukseni tilauksen toimitus toimitusaika paketti pakettini kauan kestää maksaa hinta auki tänään
      huomenna eilen päivää palauttaa vaihtaa maksu rahat puhua ihmisen tililleni kirjautumaan haluan haluaisin`,
  },
  af: {
    small: `die en is nie van ek het my wat hoe vir met in op dit ons kan as sal by te n waar wanneer hoeveel julle jy jou
      u hulle wees was baie ook nog maar of na uit oor asseblief wil moet hierdie daar mag moenie jul se`,
    telling: `bestelling aflewering neem lank kos pakkie oop vandag môre gister dae betaal praat`,
  },
  id: {
    small: `yang dan di ke dari ini itu untuk dengan tidak ada saya anda kami apa apakah bagaimana berapa mana kapan
      kenapa bisa sudah belum akan pada juga atau adalah lama lagi mau tolong`,
    telling: `pesanan pengiriman pengirimannya harga barang sampai buka tutup hari besok kemarin uang bayar kembali bicara`,
  },
  vi: {
    small: `của và là có không được cho với này ở đâu khi nào bao nhiêu tôi bạn mình thì mà để đã sẽ còn gì sao thế`,
    telling: `hàng giao đơn mất lâu giá tiền trả đổi mua`,
  },
  ru: {
    small: `и в во не на я что с со как а то это по но за из у от для до или если есть ли мне мой моя моё мои меня мы вы
      вас вам ваш ваши он она они когда где сколько какой какая какие почему кто можно могу можете хочу хотел хотела бы уже
      ещё еще только нет да очень при чтобы был была`,
    telling: `заказ заказа заказать доставка доставки посылка стоит времени придет придёт пришла вернуть обменять деньги
      оплатить оплаты магазин магазине работаете открыты сегодня завтра вчера дней поговорить человеком войти изменить
      отменить принимаете здравствуйте`,
  },
  uk: {
    small: `і й в у не на я що з зі як а то це по але за із від для до або якщо є чи мені мій моя моє мої мене ми ви вас
      вам ваш він вона вони коли де скільки який яка які чому хто можна можу можете хочу хотів хотіла б би вже ще тільки ні
      так дуже при щоб був була та`,
    telling: `замовлення замовити доставка доставки посилка коштує часу прийде прийшла повернути обміняти гроші оплатити
      оплати магазин магазині працюєте відкриті сьогодні завтра вчора днів поговорити людиною увійти змінити скасувати
      приймаєте`,
  },
  bg: {
    small: `и в във не на аз че с със как а това по но за из от до или ако има ли ми мой моята моето мен ние вие ви ваш
      той тя те кога къде колко какъв каква какви защо кой може мога можете искам вече още само няма да много при е са съм`,
    telling: `поръчка поръчката доставка доставката пратка струва време пристигне върна сменя пари плащане магазин днес
      утре`,
  },
} satisfies Record<string, { small: string; telling: string }>

export type ListedLanguage = keyof typeof listed

const wordsIn = (text: string): string[] => text.trim().split(/\s+/)
type Words = { readonly [language in ListedLanguage]: readonly string[] }
const each = (kind: "small" | "telling"): Words => {
  const words: Partial<Record<ListedLanguage, readonly string[]>> = {}
  for (const language of listedLanguages) words[language] = wordsIn(listed[language][kind])
  return words as Words
}

export const listedLanguages = Object.keys(listed) as ListedLanguage[]
export const smallWords = each("small")
export const tellingWords = each("telling")

/** Small words elsewhere that also mean something in English, or are a name or a size there. */
export const alsoEnglish: ReadonlySet<string> = new Set(
  wordsIn(`
    ada af ai aka ale ali all als ama anders ante apa ar ata ate au av avant az ban bao bare ben bent bi bis biz bo bu
    c ca cal canto car care cat chi cho ci co com come cos cu cum daar dai dan dar dari den di die dig din door dove
    dr ed ek ela elle en encore end er era ese eu fa fi fra fran gi gia ha hai han har hat hay ho hon hun il ili imam j ja
    jake jen jo jos k ke ki kim ko kun l lama lei len li lo mag mai man mar mas mate med meg men met mika min mina
    minh mitt mod moi mou mu mun n nada nam nay ne nie non nu od ole om once op os pa pan par pas pe per plus po pot
    pour pre pres pri prima pro qu sa sal sam sans se sea sen sense sera sim sin sit size solo sous soy stata state ta
    taj tak take ten thi ti tie till todo todos ton tot tout tra tus ty v va vain van var vc ville volt w war wees
    wilde yang yo z ze zou
  `),
)

const plain: Record<string, string> = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", ı: "i", đ: "d" }
const bare = (word: string): string =>
  word
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßøæœłıđ]/g, (letter) => plain[letter]!)
const spelt: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" }

/** A word as it is written on a keyboard without its letters: “möglich” as “moglich” and “moeglich”. */
export function typedForms(word: string): string[] {
  if (!/[^\p{ASCII}]/u.test(word) || !/\p{Script=Latin}/u.test(word)) return []
  return [...new Set([bare(word), bare(word.replace(/[äöüß]/g, (letter) => spelt[letter]!))])]
}

/** The small words that these languages have, some or all of them, and no other does. */
export function wordsOnlyOf(languages: readonly ListedLanguage[]): string[] {
  const elsewhere = new Set(
    listedLanguages.filter((language) => !languages.includes(language)).flatMap((language) => smallWords[language]),
  )
  const own = new Set(languages.flatMap((language) => smallWords[language]))
  return [...own].filter((word) => !elsewhere.has(word) && !alsoEnglish.has(word))
}
