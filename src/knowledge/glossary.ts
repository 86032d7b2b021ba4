/**
 * What visitors ask small businesses for, in seven languages: with it the built-in answerer finds in English pages what is
 * asked in German, and the other way round, without a model. No dictionary: only what is asked at counters, and in the
 * sense that it has there. Read by no native speaker of all of them. Pure.
 *
 * A row is one meaning. In each language the first word is what it is looked for as; the others are only understood. A star
 * stands for whatever ending follows. Rows that stand first go first where a word has two meanings.
 */

export const glossaryLanguages = ["en", "de", "es", "fr", "it", "pt", "nl"] as const
export type GlossaryLanguage = (typeof glossaryLanguages)[number]

/** What only asks. */
const askingRows = `
how much, how expensive, what does, what do | was kostet, was kosten, wie viel kostet, wie viel kosten, wieviel kostet, wieviel kosten, was kost*, wie teuer, was zahlt man, was verlangt ihr, wie viel, wieviel | cuánto cuesta, cuánto cuestan, cuánto vale, cuánto valen, cuánto es, qué cuesta, qué precio tiene, qué precio tienen, a cuánto, cuánto cobran, cuánto | combien coûte, combien coûtent, combien ça coûte, combien est-ce, combien faut-il payer, c'est combien, combien | quanto costa, quanto costano, quanto viene, quanto vengono, quanto si paga, quanto | quanto custa, quanto custam, quanto é, quanto fica, qual o preço, quanto | wat kost, wat kosten, hoeveel kost, hoeveel kosten, hoe duur, hoeveel
how long | wie lange, wie lang, wie lange dauert, wie lange dauern, wie lange braucht | cuánto tiempo, cuánto dura, cuánto tarda, cuánto se tarda, cuánto tardan, cuántos días | combien de temps, combien de temps dure, combien de temps durent, combien de temps faut-il, combien de jours, quelle est la durée | quanto tempo, quanto dura, quanto ci vuole, quanti giorni | quanto tempo, quanto dura, quanto demora, quantos dias | hoe lang, hoe lang duurt, hoelang, hoeveel dagen
how far | wie weit, wie weit reicht, wie weit kommt man, wie weit komme ich | a qué distancia, cómo de lejos, está lejos, queda lejos | à quelle distance, est-ce loin, est loin | quanto è lontano, quanto dista, è lontano | a que distância, fica longe, é longe | hoe ver
how many | wie viele, wieviele | cuántos, cuántas | combien de, combien d' | quanti, quante | quantos, quantas | hoeveel
how old | wie alt, ab welchem alter, ab wie viel jahren | qué edad, a partir de qué edad, con qué edad | à partir de quel âge, quel âge | a che età, da che età, quanti anni | que idade, a partir de que idade | hoe oud, vanaf welke leeftijd
when, what time, at what time | wann, um wie viel uhr, um wieviel uhr, ab wann, bis wann, zu welcher zeit | a qué hora, cuándo, hasta qué hora, desde qué hora, hasta cuándo, desde cuándo | à quelle heure, quand, jusqu'à quelle heure, à partir de quelle heure, jusqu'à quand | a che ora, quando, fino a che ora, da che ora | a que horas, quando, até que horas, a partir de que horas, até quando | hoe laat, wanneer, vanaf hoe laat, tot hoe laat, vanaf wanneer, tot wanneer
where, whereabouts | wo, wohin, woher | dónde, adónde, de dónde | où, d'où | dove, da dove | onde, aonde, de onde | waar, waarheen
who | wer, wem, wen | quién, quiénes | qui | chi | quem | wie
is there, are there, do you have, have you got, do you offer, do you provide | gibt es, gibts, haben sie, habt ihr, hat ihr, bieten sie, bietet ihr, hast du | hay, tienen, tenéis, tiene, ofrecen, ofrecéis, disponen de, disponéis de | y a-t-il, avez-vous, est-ce qu'il y a, proposez-vous, offrez-vous, disposez-vous, vous avez, est-ce que vous avez, vous proposez | c'è, ci sono, avete, offrite, proponete | há, têm, tem, existe, oferecem, vocês têm | is er, zijn er, hebben jullie, heeft u, bieden jullie, hebt u
`

const rows = `
opening hours, opening times, open, opened, hours, business hours | öffnungszeiten, geöffnet, offen, öffn*, aufmachen, machen sie auf, macht ihr auf, habt ihr auf | horario, horarios, abren, abrís, abre, abrir, abiert*, apertura | horaires d'ouverture, horaires, ouvert*, ouvrez, ouvre*, ouverture | orari di apertura, orario, orari, aperti, aperto, apert*, aprite, aprono, apertura | horário, horários, abrem, abre, abert*, abertura | openingstijden, open, geopend, opening
close, closed, closing, shut | geschlossen, schliess*, zumachen, macht ihr zu, machen sie zu, habt ihr zu | cerrado, cerrad*, cierra, cierran, cerráis, cerrar, cierre | fermé, ferm* | chiuso, chius*, chiudete, chiude, chiudono | fechado, fechad*, fecham, fecha, encerra* | gesloten, sluit*
today | heute, heut | hoy | aujourd'hui | oggi | hoje | vandaag
tomorrow | morgen | mañana | demain | domani | amanhã | morgen
now, right away, immediately, at once | sofort, jetzt, gleich, direkt | ahora, enseguida, inmediatamente | maintenant, tout de suite, immédiatement | adesso, ora, subito | agora, já, imediatamente | nu, meteen, direct
weekend | wochenende, wochenend* | fin de semana, fines de semana | week-end, weekend, weekends | fine settimana, weekend | fim de semana, fins de semana | weekend
monday, mondays | montag, montags | lunes | lundi, lundis | lunedì | segunda-feira | maandag, maandags
tuesday, tuesdays | dienstag, dienstags | martes | mardi, mardis | martedì | terça-feira | dinsdag, dinsdags
wednesday, wednesdays | mittwoch, mittwochs | miércoles | mercredi, mercredis | mercoledì | quarta-feira | woensdag, woensdags
thursday, thursdays | donnerstag, donnerstags | jueves | jeudi, jeudis | giovedì | quinta-feira | donderdag, donderdags
friday, fridays | freitag, freitags | viernes | vendredi, vendredis | venerdì | sexta-feira | vrijdag, vrijdags
saturday, saturdays | samstag, samstags, sonnabend, sonnabends | sábado, sábados | samedi, samedis | sabato | sábado, sábados | zaterdag, zaterdags
sunday, sundays | sonntag, sonntags | domingo, domingos | dimanche, dimanches | domenica | domingo, domingos | zondag, zondags
public holidays, bank holidays, holiday | feiertage, feiertag* | festivos, festivo, días festivos | jours fériés, férié* | giorni festivi, festivi | feriados, feriado | feestdagen, feestdag
christmas, boxing day | weihnachten, weihnacht* | navidad, navidades | noël | natale | natal | kerst, kerst*
winter | winter | invierno | hiver | inverno | inverno | winter
summer | sommer, sommer* | verano | été, l'été | estate | verão | zomer
spring | frühling, frühjahr | primavera | printemps | primavera | primavera | voorjaar, lente
autumn, fall | herbst | otoño | automne | autunno | outono | herfst
morning | vormittags, vormittag*, morgens | por la mañana | matin, matinée | mattina, mattino | de manhã, manhã | 's ochtends, ochtend, morgens
afternoon | nachmittags, nachmittag* | tarde, por la tarde | après-midi | pomeriggio | à tarde, tarde | middag, 's middags
evening, tonight | abend, abends, heute abend | noche, por la noche, esta noche | soir, soirée, ce soir | sera, stasera | noite, à noite, esta noite | avond, 's avonds, vanavond
night, nights, overnight | nacht, nachts, nächte* | noche, noches | nuit, nuits | notte, notti | noite, noites | nacht, nachten
minutes, minute | minuten, minute | minutos, minuto | minutes, minute | minuti, minuto | minutos, minuto | minuten, minuut
hour, hours | stunde, stunden | hora, horas | heure, heures | ora, ore | hora, horas | uur, uren
day, days, daily, per day | tag, tage, tagen, täglich | día, días, diario | jour, jours, journée, par jour | giorno, giorni, al giorno | dia, dias, diária | dag, dagen, per dag
week, weeks, weekly | woche, wochen, wöchentlich | semana, semanas, semanal | semaine, semaines | settimana, settimane | semana, semanas | week, weken
month, months, monthly | monat, monate, monaten, monatlich | mes, meses, mensual* | mois, mensuel* | mese, mesi, mensile | mês, meses, mensal* | maand, maanden, maandelijks
year, years, annual | jahr, jahre, jahren, jährlich | año, años, anual | an, ans, année, années | anno, anni, annuale | ano, anos, anual | jaar, jaren, jaarlijks
price, prices, price list, cost, costs, rate, rates, fee, fees, charge | preis, preise, preisliste, preis*, kosten, gebühr*, tarif* | precio, precios, tarifa, tarifas, coste, costo | prix, tarif, tarifs, coût | prezzo, prezzi, listino, tariffa, tariffe, costo | preço, preços, tarifa, tarifas, custo, valor | prijs, prijzen, prijslijst, tarief, tarieven, kosten
cheap, cheaper, cheapest | günstig, günstig*, billig* | barato, barat* | pas cher, moins cher, bon marché | economico, economic* | barato, barat* | goedkoop, goedkop*
free, free of charge, complimentary, for free | kostenlos, gratis, kostenfrei, umsonst | gratis, gratuit*, sin coste, sin cargo | gratuit, gratuit*, sans frais | gratis, gratuit*, senza costi | grátis, gratuit* | gratis, kosteloos
included, include, inclusive | inklusive, inkl, enthalten, inbegriffen, dabei, mit drin | incluido, incluid*, incluye, incluyen | inclus, inclus*, compris, comprise | incluso, inclus*, compreso, compres* | incluído, incluíd*, inclui | inbegrepen, inclusief
discount, discounts, reduction, concession, offer | rabatt, rabatt*, ermässigung*, nachlass, vergünstigung*, angebot*, aktion* | descuento, descuentos, rebaja, oferta, ofertas, promoción | réduction, réductions, remise, rabais, promotion*, tarif réduit | sconto, sconti, offerta, offerte, promozione | desconto, descontos, promoção, oferta | korting, kortingen, aanbieding*
student, students | studenten, student, studierende*, schüler* | estudiantes, estudiante | étudiants, étudiant* | studenti, student* | estudantes, estudante | studenten, student
seniors, pensioners, over-65s, senior | senioren, senior*, rentner* | jubilados, jubilad*, mayores de 65, tercera edad | seniors, retraité* | anziani, pensionat* | idosos, reformad*, seniores | senioren, ouderen, gepensioneerd*, 65-plussers
voucher, vouchers, gift card, gift cards, gift voucher, gift certificate | gutschein, gutscheine, geschenkgutschein* | vale regalo, tarjeta regalo, tarjetas regalo, bono regalo, cheque regalo | bon cadeau, bons cadeaux, carte cadeau, cartes cadeaux, chèque cadeau | buono regalo, buoni regalo, carta regalo | vale-presente, cheque-prenda, cartão presente, vale de oferta | cadeaubon, cadeaubonnen, cadeaukaart
payment methods, ways to pay, methods of payment | zahlungsarten, zahlungsmöglichkeiten, zahlungsmethoden, zahlungsmittel | métodos de pago, formas de pago | moyens de paiement, modes de paiement | metodi di pagamento, modalità di pagamento | métodos de pagamento, formas de pagamento | betaalmethoden, betaalmogelijkheden, betaalwijzen
payment, pay, paying | bezahlung, zahlung, bezahl*, zahl* | pago, pagar, pagos, pago* | paiement, payer, payez, paie* | pagamento, pagare, pag* | pagamento, pagar, pag* | betaling, betalen, betaal*
card, credit card, credit cards, debit card, cards | karte, kreditkarte, kreditkarten, ec-karte, karten, visa | tarjeta, tarjetas, tarjeta de crédito, visa | carte, cartes, carte bancaire, carte bleue, carte de crédit, cb | carta, carta di credito, carte, bancomat | cartão, cartão de crédito, cartões, multibanco | kaart, creditcard, pinpas, pin, pinnen
cash | bar, bargeld, barzahlung | efectivo, en efectivo, metálico | espèces, en espèces, liquide | contanti, in contanti | dinheiro, em dinheiro | contant, cash
bank transfer | überweisung, überweisen, banküberweisung | transferencia, transferencia bancaria | virement, virement bancaire | bonifico, bonifico bancario | transferência, transferência bancária | overschrijving, overboeking, bankoverschrijving
invoice, bill, receipt | rechnung, rechnungen, quittung, beleg, kassenbon | factura, facturas, recibo, ticket | facture, factures, reçu, ticket de caisse | fattura, fatture, ricevuta, scontrino | fatura, recibo | factuur, rekening, bon, kassabon
instalments, in instalments, instalment | raten, ratenzahlung, in raten | a plazos, plazos, cuotas | en plusieurs fois, mensualités | a rate, rate | prestações, parcelas, em prestações | termijnen, gespreid
deposit, security deposit, prepayment | kaution, anzahlung, vorauszahlung, pfand | fianza, depósito, señal, anticipo | caution, acompte, arrhes, dépôt de garantie | caparra, cauzione, acconto, deposito | caução, sinal, depósito | borg, aanbetaling, waarborgsom
refund, refunds, money back | rückerstattung, erstattung, erstatt*, geld zurück | reembolso, reembols*, devolución del dinero | remboursement, rembours* | rimborso, rimbors* | reembolso, reembols* | terugbetaling, geld terug
tax, vat | mehrwertsteuer, mwst, steuer, steuern | iva, impuesto, impuestos | tva, taxe*, impôt* | iva, tasse, tassa | iva, imposto* | btw, belasting*
delivery, deliver, delivered, delivering | lieferung, liefer*, lieferzeit, zustellung, bringt ihr | entrega, entreg*, reparto, repart*, a domicilio | livraison, livr* | consegna, consegn* | entrega, entreg* | levering, lever*, bezorg*, bezorging
shipping, ship, postage, send, dispatch | versand, versend*, versandkosten, verschick*, schickt ihr, porto | envío, envíos, enviar, envia*, envían, gastos de envío | expédition, expédi*, envoi, envoyez, frais de port | spedizione, spedizioni, sped* | envio, envios, enviam, portes | verzending, verzend*, verzendkosten, opsturen
order, orders, ordering | bestellung, bestell* | pedido, pedidos, pedir, encarg* | commande, command* | ordine, ordini, ordin* | encomenda, pedido, encomend* | bestelling, bestel*
parcel, package | paket, pakete, päckchen, sendung | paquete, paquetes | colis, paquet | pacco, pacchi | pacote, embrulho | pakket, pakje
return, returns, send back | rückgabe, retoure*, umtausch*, zurückgeben, zurückschicken, zurücksenden | devolución, devoluciones, devolver | retour, retours, retourner, renvoyer | reso, resi, restituire, restituzione | devolução, devoluções, devolver | retour, retourneren, terugsturen
exchange, swap | umtauschen, tauschen, austausch* | cambio, cambiar por | échange, échanger | cambio, cambiare | troca, trocar | ruilen, omruilen
warranty, guarantee | garantie, gewährleistung | garantía, garantías | garantie, garanties | garanzia, garanzie | garantia | garantie
booking, book, reserve, reservation, bookings | reservierung, buchung, reservier*, buch*, vorbestell* | reserva, reservar, reservas, reserv* | réservation, réserver, réserv* | prenotazione, prenot* | reserva, reservar, reserv*, marcar | reservering, reserver*, boeking, boek*
in advance, beforehand, ahead | im voraus, vorher, vorab | con antelación, por adelantado | à l'avance, d'avance | in anticipo | com antecedência, antecipadamente | van tevoren, vooraf
appointment, appointments | termin, termine, terminvereinbarung | cita, citas, cita previa | rendez-vous, rdv | appuntamento, appuntamenti | marcação, consulta marcada, agendamento | afspraak, afspraken
cancel, cancellation, cancelling, call off | stornieren, stornierung, storn*, absag*, absagen, kündigen | cancelar, cancelación, cancel*, anular | annuler, annulation, annul* | disdire, cancellazione, cancell*, annull*, disdett* | cancelar, cancelamento, cancel*, desmarcar | annuleren, annulering, annuleer*, afzeggen
reschedule, move, postpone, change | verschieben, umbuch*, verleg*, ändern | cambiar, aplazar, modificar | déplacer, reporter, modifier, changer | spostare, rimandare, modificare | remarcar, adiar, alterar | verzetten, verplaatsen, wijzigen
miss, missed, no-show | verpasst, verpass*, versäum*, nicht erscheine | perder la cita, no me presento, falto | rate, raté, manqu* | salto l'appuntamento, mancato | faltar, falto | mis, gemist, verzuim*
late, later | spät, später, verspät* | tarde, muy tarde, retraso | tard, tardivement, en retard, retard | tardi, in ritardo | tarde, atraso | laat, later, te laat
early | früh, früher | temprano, pronto | tôt, plus tôt | presto, prima | cedo | vroeg, eerder
delete, remove, erase | löschen, lösch* | borrar, eliminar, borr* | supprimer, supprim* | eliminare, elimin* | apagar, excluir, eliminar | verwijderen, wissen
account | konto, benutzerkonto, kundenkonto | cuenta | compte | account, conto | conta | account
password | passwort, kennwort | contraseña | mot de passe | password | senha, palavra-passe | wachtwoord
contact, get in touch, reach | kontakt, kontaktieren, erreich* | contacto, contactar | contact, contacter, joindre | contatto, contatti, contattare | contacto, contato, contactar, contatar | contact, bereiken
phone, telephone, call, ring | telefon, telefonnummer, anrufen, telefonisch, rufnummer | teléfono, llamar, número de teléfono | téléphone, appeler, numéro de téléphone | telefono, chiamare, numero di telefono | telefone, ligar, número de telefone | telefoon, bellen, telefoonnummer
email, e-mail, mail | e-mail, mail, email, mailadresse | correo electrónico, correo, email, mail | e-mail, courriel, mail | email, e-mail, posta elettronica | email, e-mail, correio eletrónico | e-mail, mail, mailadres
address | adresse, anschrift | dirección | adresse | indirizzo | morada, endereço | adres
how do i get there, getting here, directions, how to get there, get there, how do i get to you | anfahrt, wie komme ich zu euch, wie komme ich zu ihnen, wie kommt man zu, hinkommen | cómo llegar, cómo llego, cómo se llega, llegar hasta | comment venir, comment se rendre, comment arriver, accès | come arrivare, come arrivo, come si arriva, come raggiunger* | como chegar, como chego, como se chega | hoe kom ik bij, routebeschrijving, bereikbaarheid
parking, park, car park, parking spaces | parkplatz, parkplätze, parken, parkmöglichkeit*, parkhaus, tiefgarage, auto abstellen, parkier* | aparcamiento, aparcar, parking, estacionamiento, estacionar, dejar el coche, plaza de garaje | parking, stationnement, stationner, se garer, garer, places de parking | parcheggio, parcheggi*, posteggio | estacionamento, estacionar, parque de estacionamento, lugar de garagem | parkeren, parkeerplaats*, parkeer*, parkeergarage
bus, coach | bus, busse, bushaltestelle | autobús, bus | bus, autobus, car | autobus, bus, pullman | autocarro, ônibus | bus, bushalte
tram | strassenbahn, tram | tranvía | tramway, tram | tram | elétrico, bonde | tram
train, station, railway station, train station | bahnhof, zug, züge, bahn | estación, tren, estación de tren | gare, train, trains | stazione, treno, treni | estação, comboio, trem | station, trein
airport | flughafen | aeropuerto | aéroport | aeroporto | aeroporto | luchthaven, vliegveld
taxi | taxi | taxi | taxi | taxi | táxi | taxi
car, cars | auto, autos, wagen | coche, coches, carro | voiture, voitures | auto, macchina, macchine | carro, carros | auto, auto's
electric car charger, charge my electric car | e-auto laden, elektroauto laden, e-auto aufladen | cargar el coche eléctrico, cargar coche eléctrico | recharger la voiture électrique, recharger une voiture électrique, recharger ma voiture électrique | ricaricare l'auto elettrica | carregar o carro elétrico | elektrische auto opladen
electric car, electric cars, ev | elektroauto, e-auto, e-autos, elektroautos | coche eléctrico, coches eléctricos | voiture électrique, voitures électriques | auto elettrica, auto elettriche | carro elétrico, carros elétricos | elektrische auto, elektrische auto's
charge, charger, charging, chargers | aufladen, auto laden, akku laden, handy laden, ladestation*, ladesäule* | cargar, cargador, carga* | recharger, borne de recharge, recharge* | ricaricare, ricarica, colonnina | carregar, carregador | opladen, laadpaal
beach | strand | playa | plage | spiaggia | praia | strand
sea view, sea | meerblick, meer, seeblick | vistas al mar, mar | vue sur mer, vue mer, mer | vista mare, mare | vista mar, vista para o mar, mar | zeezicht, zee
city centre, town centre, centre, downtown | innenstadt, stadtzentrum, zentrum | centro, centro de la ciudad | centre-ville, centre | centro, centro città | centro, centro da cidade | centrum, binnenstad
lift, elevator | aufzug, lift, fahrstuhl | ascensor | ascenseur | ascensore | elevador | lift
wheelchair, wheelchairs, accessible, accessibility, disabled, step-free | rollstuhl, barrierefrei*, rollstuhlgerecht, behindertengerecht, rollstuhl* | silla de ruedas, accesible, accesib*, movilidad reducida, minusválid* | fauteuil roulant, handicapé*, accessible*, mobilité réduite | sedia a rotelle, carrozzina, accessibil*, disabili | cadeira de rodas, acessível, acessib*, mobilidade reduzida | rolstoel, rolstoeltoegankelijk, toegankelijk*
toilet, toilets, restroom | toilette, toiletten, wc | baño, aseo, aseos, servicio* | toilettes, wc | bagno, toilette, servizi igienici | casa de banho, banheiro | toilet, wc
showers, shower | dusche, duschen | ducha, duchas | douche, douches | doccia, docce | chuveiro, duche | douche, douches
wifi, wi-fi, internet, wireless | wlan, wifi, internet | wifi, internet | wifi, internet | wifi, internet | wifi, internet | wifi, internet
room, rooms | zimmer, zimmern | habitación, habitaciones | chambre, chambres | camera, camere, stanza, stanze | quarto, quartos | kamer, kamers
double room, double | doppelzimmer | habitación doble, doble | chambre double | camera doppia, matrimoniale, doppia | quarto duplo, quarto de casal | tweepersoonskamer
single room, single | einzelzimmer | habitación individual, individual | chambre simple, chambre individuelle, chambre pour une personne | camera singola, singola | quarto individual, quarto single | eenpersoonskamer
family room | familienzimmer | habitación familiar | chambre familiale | camera familiare | quarto familiar | familiekamer
apartment, flat, holiday home, cottage | ferienwohnung, ferienwohnung*, apartment, wohnung | apartamento, piso, casa rural | appartement, gîte, location de vacances | appartamento, casa vacanze | apartamento | appartement, vakantiewoning
breakfast | frühstück, frühstück* | desayuno, desayunar | petit déjeuner, petit-déjeuner | colazione, prima colazione | pequeno-almoço, pequeno almoço, café da manhã | ontbijt, ontbijten
lunch | mittagessen, mittagstisch | almuerzo, comida de mediodía, almorzar | déjeuner | pranzo, pranzare | almoço, almoçar | lunch, middageten
dinner, supper, eat in the evening | abendessen, abends essen, zu abend essen | cena, cenar | dîner, souper | cena, cenare | jantar | avondeten, diner, dineren
half board | halbpension | media pensión | demi-pension | mezza pensione | meia pensão | halfpension
full board | vollpension | pensión completa | pension complète | pensione completa | pensão completa | volpension
check in, check-in, arrival, arrive | check-in, einchecken, anreise, anreisen, ankunft, ankommen | entrada, check-in, llegada, llegar, llegamos, hora de entrada | arrivée, arriver, check-in, arriv* | check-in, arrivo, arriv* | check-in, chegada, chegar, chegamos | inchecken, aankomst, aankomen
check out, check-out, departure, leave | check-out, auschecken, abreise, abreisen | salida, check-out, dejar la habitación | départ, check-out, libérer la chambre, quitter la chambre | check-out, partenza, lasciare la camera | check-out, saída, deixar o quarto | uitchecken, vertrek
luggage, baggage, suitcase | gepäck, koffer | equipaje, maletas, maleta | bagages, bagage, valise* | bagagli, bagaglio, valig* | bagagem, malas | bagage, koffer*
key, keys | schlüssel | llave, llaves | clé, clés, clef* | chiave, chiavi | chave, chaves | sleutel, sleutels
reception, front desk | rezeption, empfang | recepción | réception, accueil | reception | receção, recepção | receptie
cot, baby bed, crib | kinderbett, babybett, gitterbett | cuna, cunas | lit bébé, berceau | culla, lettino | berço | kinderbed, babybed
extra bed | zustellbett, beistellbett, zusatzbett | cama supletoria, cama extra | lit supplémentaire, lit d'appoint | letto aggiuntivo, letto in più | cama extra | extra bed
high chair, high chairs | hochstuhl, kinderstuhl, hochstühle | trona, tronas | chaise haute, chaises hautes | seggiolone, seggioloni | cadeira de bebé, cadeira alta | kinderstoel, kinderstoelen
towels, towel | handtuch, handtücher | toallas, toalla | serviettes, serviette | asciugamani, asciugamano | toalhas, toalha | handdoeken, handdoek
bed linen, sheets | bettwäsche | sábanas, ropa de cama | draps, linge de lit | lenzuola, biancheria | lençóis, roupa de cama | beddengoed, lakens
pool, swimming pool | schwimmbad, pool, hallenbad | piscina | piscine | piscina | piscina | zwembad
sauna | sauna | sauna | sauna | sauna | sauna | sauna
gym, fitness room | fitnessstudio, fitnessraum, fitness* | gimnasio | salle de sport, salle de fitness | palestra | ginásio, academia | sportschool, fitness*, fitnessruimte
balcony | balkon | balcón | balcon | balcone | varanda | balkon
terrace, outside, outdoor seating | terrasse, draussen | terraza, fuera | terrasse, dehors, en extérieur | terrazza, dehors, all'aperto | esplanada, terraço | terras, buiten
garden, gardens | garten, gärten, garten* | jardín, jardines | jardin, jardins | giardino, giardini | jardim, jardins | tuin, tuinen
air conditioning | klimaanlage, klimatisiert | aire acondicionado | climatisation, climatisé* | aria condizionata | ar condicionado | airco, airconditioning
heating | heizung, heizung* | calefacción | chauffage | riscaldamento | aquecimento | verwarming
smoking, smoke, smokers | rauchen, raucher*, geraucht | fumar, fumador* | fumer, fumeur* | fumare, fumator* | fumar, fumador* | roken, roker*
dog, dogs, puppy | hund, hunde, hunden, welpe* | perro, perros, perra | chien, chiens | cane, cani | cão, cães, cachorro* | hond, honden
cat, cats, kitten | katze, katzen, kater | gato, gatos, gata | chat, chats | gatto, gatti | gato, gatos | kat, katten
pets, pet, animals, animal | haustiere, haustier*, tiere, tier, tieren | mascotas, mascota, animales | animaux, animal, animaux de compagnie | animali, animale, animali domestici | animais, animal, animais de estimação | huisdieren, huisdier, dieren
bring, take along, bring along | mitbringen, mitnehmen, bring mit, dabei haben | traer, llevar, trae* | apporter, amener, emmener, apport*, amen* | portare, port* | trazer, levar, trag* | meebrengen, meenemen, mee
take, accept, accepts | nehmt ihr, nehmen sie, akzeptiert ihr, akzeptieren sie, akzeptier*, nehmt, annehm* | aceptan, aceptáis, acept*, admiten | acceptez-vous, prenez-vous, acceptez, prenez | accettate, accettano, prendete, accett* | aceitam, aceit* | accepteren jullie, accepteer*, nemen jullie
allowed, permitted, welcome | erlaubt, gestattet, willkommen | permitido, permit*, admite*, se puede, bienvenid* | accepté, autorisé*, admis, bienvenu*, accept* | ammessi, permess*, consentit*, benvenut* | permitido, permit*, bem-vind* | toegestaan, welkom, mag, mogen
restaurant | restaurant, gaststätte | restaurante | restaurant | ristorante | restaurante | restaurant
table, tables | tisch, tische | mesa, mesas | table, tables | tavolo, tavoli | mesa, mesas | tafel, tafels
menu | speisekarte, karte | carta, menú | carte, menu | menù, menu, carta | ementa, cardápio, menu | menukaart, menu
set menu, dish of the day, menu of the day, lunch menu | mittagsmenü, tagesgericht, menü, tagesmenü, mittagstisch | menú del día | menu du jour, formule, plat du jour | menù del giorno, piatto del giorno, menù fisso | prato do dia, menu do dia | dagmenu, dagschotel
kids menu, children's menu, kids' menu, childrens menu | kindermenü, kinderkarte, kinderteller | menú infantil, menú para niños | menu enfant, menu enfants | menù bambini, menu per bambini | menu infantil, menu de criança | kindermenu
dish, dishes, food, meal, meals | gericht, gerichte, essen, speisen | plato, platos, comida, comidas | plat, plats, repas, nourriture | piatto, piatti, cibo, pasto, pasti | prato, pratos, comida, refeiç* | gerecht, gerechten, eten, maaltijd*
drinks, drink, beverage | getränke, getränk | bebidas, bebida | boissons, boisson | bevande, bibite | bebidas, bebida | drankjes, dranken
dessert, desserts | nachtisch, dessert* | postre, postres | dessert, desserts | dolce, dolci | sobremesa, sobremesas | toetje, nagerecht*, dessert*
cake, cakes | kuchen, torte*, torten | tarta, tartas, pastel, pasteles | gâteau, gâteaux, tarte* | torta, torte | bolo, bolos | taart, taarten, cake
cheesecake | käsekuchen | tarta de queso | cheesecake, gâteau au fromage | cheesecake, torta al formaggio | cheesecake, tarte de queijo | cheesecake, kwarktaart
bread | brot, brote, brötchen | pan, panes | pain, pains | pane | pão | brood, broden
coffee | kaffee | café | café | caffè | café | koffie
fish | fisch | pescado, pez | poisson, poissons | pesce | peixe | vis
meat | fleisch | carne | viande | carne | carne | vlees
vegetarian, veggie | vegetarisch, vegetarisch*, vegetarier | vegetariano, vegetarian* | végétarien, végétarien* | vegetariano, vegetarian* | vegetariano, vegetarian* | vegetarisch, vegetarisch*
vegan | vegan, vegan*, veganer | vegano, vegan* | végan, végétalien*, vegan* | vegano, vegan* | vegano, vegan* | veganistisch, vegan*
gluten-free, gluten free, coeliac, celiac | glutenfrei, glutenfrei*, gluten, zöliakie | sin gluten, celiaco*, gluten | sans gluten, gluten, coeliaque | senza glutine, glutine, celiac* | sem glúten, glúten, celíac* | glutenvrij, gluten
lactose | laktosefrei, laktose* | sin lactosa, lactosa | sans lactose, lactose | senza lattosio, lattosio | sem lactose, lactose | lactosevrij, lactose
allergies, allergy, allergens, allergic | allergien, allergie, allergene, allergisch | alergias, alergia, alérgenos, alérgic* | allergies, allergie, allergènes, allergique | allergie, allergia, allergeni, allergic* | alergias, alergia, alergénios, alérgic* | allergieën, allergie, allergenen, allergisch
nuts | nüsse, nuss | frutos secos, nueces | noix, fruits à coque | noci, frutta a guscio | frutos secos, nozes | noten
takeaway, take away, food to take away, to go | zum mitnehmen, essen zum mitnehmen, gerichte zum mitnehmen, take-away | para llevar, comida para llevar, platos para llevar | à emporter, plats à emporter, repas à emporter | da asporto, piatti da asporto, asporto | para levar, take-away | afhalen, om mee te nemen
live music, music | live-musik, livemusik, musik | música en directo, música en vivo, música | musique live, concert*, musique | musica dal vivo, musica | música ao vivo, música | livemuziek, muziek
child, children, kids, kid, toddler | kinder, kind, kindern | niños, niño, niña, niñas, hijo, hija, hijos, infantil | enfants, enfant | bambini, bambin*, figli* | crianças, criança, filho*, filha* | kinderen, kind
baby, babies | baby, babys, säugling* | bebé, bebés | bébé, bébés | neonato, neonat*, bebè | bebé, bebés, bebê* | baby, baby's
adults, adult, grown-ups | erwachsene, erwachsen* | adultos, adulto* | adultes, adulte | adulti, adult* | adultos, adulto* | volwassenen, volwassene
women, ladies, woman | damen, frauen, frau, damen* | mujeres, mujer, señora* | femmes, femme, dames | donne, donna | mulheres, mulher, senhora*, feminin* | dames, vrouwen, vrouw
men, man, gentlemen | herren, männer, mann | hombres, hombre, caballero* | hommes, homme, masculin* | uomini, uomo | homens, homem, masculin* | heren, mannen, man
age, minimum age | mindestalter, alter | edad mínima, edad | âge minimum, âge | età minima, età | idade mínima, idade | minimumleeftijd, leeftijd
group, groups | gruppe, gruppen | grupo, grupos | groupe, groupes | gruppo, gruppi | grupo, grupos | groep, groepen
party, birthday, celebration | geburtstag, geburtstag*, feier, feiern, party | cumpleaños, fiesta, celebración | anniversaire, fête | compleanno, festa | aniversário, festa | verjaardag, feest
wedding, weddings | hochzeit, hochzeiten, hochzeits* | boda, bodas | mariage, mariages | matrimonio, matrimoni, nozze | casamento, casamentos | bruiloft, huwelijk, trouwen
event, events | veranstaltung, veranstaltungen | evento, eventos | événement, événements | evento, eventi | evento, eventos | evenement, evenementen
hire, rent, rental, renting, lend, for hire | verleih, mieten, miete, leihen, ausleihen, verleiht ihr, vermiet*, verleih*, leihgebühr | alquiler, alquilar, alquil*, rentar | location, louer, lou* | noleggio, noleggiare, noleggi*, affitt* | aluguer, alugar, alug*, aluguel | verhuur, huren, huur, verhuur*
sell, for sale, sale, selling | verkaufen, verkauf, verkauft, verkauf* | vender, venta, venden, vendéis, vend* | vendre, vente, vendez* | vendere, vendita, vendete, vend* | vender, venda, vendem, vend* | verkopen, verkoop, verkoop*
buy, purchase | kaufen, kauf, gekauft | comprar, compr* | acheter, achat, achet* | comprare, acquist*, compr* | comprar, compr* | kopen, koop, gekocht
second hand, second-hand, used, pre-owned | gebraucht, gebraucht*, second hand | de segunda mano, segunda mano, usad* | d'occasion, occasion, usagé* | usato, usat*, di seconda mano | em segunda mão, segunda mão, usad* | tweedehands, gebruikt*
bike, bikes, bicycle, bicycles, cycle | fahrrad, fahrräder, rad, räder, rädern, fahrrad*, velo | bicicleta, bicicletas, bici, bicis | vélo, vélos, bicyclette* | bicicletta, bici, biciclette | bicicleta, bicicletas, bicla | fiets, fietsen
e-bike, e-bikes, electric bike, electric bikes, ebike | e-bike, e-bikes, pedelec, pedelecs, elektrofahrrad, elektrofahrräder, elektrorad | bicicleta eléctrica, bicicletas eléctricas, bici eléctrica, bicis eléctricas | vélo électrique, vélos électriques, vae | bici elettrica, bici elettriche, e-bike | bicicleta elétrica, bicicletas elétricas | e-bike, elektrische fiets, elektrische fietsen
battery, batteries | akku, akkus, batterie* | batería, baterías, pila* | batterie, batteries | batteria, batterie | bateria, baterias | accu, accu's, batterij*
tyre, tire, tyres, tires | reifen | neumático, neumáticos, rueda, ruedas, cubierta* | pneu, pneus | pneumatico, pneumatici, gomma, gomme | pneu, pneus | band, banden
puncture, flat tyre, flat tire, flat | platten, plattfuss, reifenpanne | pinchazo, pincho, pinch* | crevaison, crevé*, pneu crevé | foratura, bucat*, gomma a terra | furo, pneu furado | lekke band, lek
inner tube, tube | schlauch, schläuche, schlauchwechsel | cámara, cámara de aire | chambre à air | camera d'aria | câmara de ar | binnenband
helmet, helmets | helm, helme | casco, cascos | casque, casques | casco, caschi | capacete, capacetes | helm, helmen
child seat, child seats, car seat | kindersitz, kindersitze | sillas para niños, silla para niños, silla infantil, silla de niño, sillita* | siège enfant, sièges enfants, siège bébé | seggiolino, seggiolini | cadeirinha, cadeira de criança | kinderzitje, kinderzitjes
lock | schloss, schlösser | candado | cadenas, antivol | lucchetto | cadeado | slot
stolen, theft, steal | gestohlen, diebstahl, geklaut | robado, roban, robo, rob* | volé, vol, vol* | rubato, furto, rub* | roubado, roubo, roub* | gestolen, diefstal
lost, lose | verloren, verlier* | perdido, perdí, perd* | perdu, perdu* | perso, smarrit* | perdido, perdi, perd* | verloren, kwijt
damage, damaged, broken, break, breaks down, breakdown | schaden, kaputt, beschädigt, beschädig*, defekt, panne | daño, daños, dañad*, roto, rota, se rompe, estropead*, avería | dégât, dégâts, dommage*, cassé*, abîmé*, endommagé*, panne, casse | danno, danni, rotto, rott*, danneggiat*, guasto | dano, danos, danificad*, partido, avariad*, avaria, estragad* | schade, kapot, beschadigd, stuk, pech
repair, repairs, fix, mend | reparatur, reparieren, reparier*, richten | reparación, reparar, repar*, arregl* | réparation, réparer, répar* | riparazione, riparare, ripar*, aggiust* | reparação, reparar, repar*, conserto, consert*, arranj* | reparatie, repareren, repareer*, herstel*
maintenance, service, servicing, inspection, overhaul | inspektion, wartung, durchsicht, wart* | revisión, mantenimiento | révision, entretien | revisione, tagliando, manutenzione | revisão, manutenção | onderhoud, onderhoudsbeurt, servicebeurt
replacement, courtesy, loan bike, meanwhile | ersatzrad, ersatz, leihrad, ersatzwagen, solange | de sustitución, sustitución, de préstamo | de remplacement, remplacement, de prêt | sostitutivo, sostitutiva, in sostituzione | de substituição, substituição | vervangende, leenfiets, leenauto
spare parts, parts, part | ersatzteile, teile, ersatzteil | piezas, recambios, pieza, repuesto* | pièces, pièces détachées, pièce | pezzi, ricambi, pezzi di ricambio | peças, peça, peças sobresselentes | onderdelen, onderdeel
collect, pick up, collection, pickup | abholen, abholung, abhol*, holt ihr ab, holen sie ab | recoger, recogida, recog* | récupérer, enlèvement, venir chercher, retirer, retrait | ritirare, ritiro, ritir* | recolha, levantar, recolh* | ophalen, afhalen, ophaal*
installation, install, fitting, fit | montage, einbau, installation, montier*, installier* | instalación, instalar, montaje, mont* | installation, installer, pose, montage | installazione, installare, montaggio, mont* | instalação, instalar, montagem | installatie, installeren, montage, plaatsen
quote, estimate, quotation | kostenvoranschlag, angebot | presupuesto, presupuestos | devis | preventivo, preventivi | orçamento, orçamentos | offerte, prijsopgave
insurance, insured | versicherung, versichert, krankenkasse, versicherung* | seguro, seguros, asegurad* | assurance, assuré*, mutuelle | assicurazione, assicurat* | seguro, seguros | verzekering, verzekerd
emergency, emergencies, urgent | notfall, notfälle, notdienst, dringend | urgencia, urgencias, urgente, emergencia* | urgence, urgences, urgent | emergenza, emergenze, urgente, urgenza | urgência, urgências, urgente, emergência* | spoed, noodgeval, spoedgeval, dringend
pain, hurts, ache, toothache, in pain | schmerzen, schmerz*, zahnschmerz*, weh | dolor, duele, duelen | douleur, mal, mal aux dents, douleurs | dolore, fa male, mal di denti, dolori | dor, dores, dói, doi | pijn, kiespijn, doet pijn
doctor | arzt, ärztin, doktor | médico, doctor* | médecin, docteur | medico, dottor* | médico, doutor* | arts, dokter
dentist | zahnarzt, zahnärztin | dentista | dentiste | dentista | dentista | tandarts
vet | tierarzt, tierärztin | veterinario, veterinari* | vétérinaire | veterinario, veterinari* | veterinário, veterinári* | dierenarts
patient, patients | patienten, patient, patient* | pacientes, paciente | patients, patient* | pazienti, paziente | pacientes, paciente, utente* | patiënten, patiënt
new | neu, neue, neuen, neuer, neues | nuevo, nuev* | nouveau, nouveaux, nouvelle* | nuovo, nuov* | novo, nov* | nieuw, nieuwe
tooth, teeth | zahn, zähne | diente, dientes, muela, muelas, dental | dent, dents | dente, denti | dente, dentes | tand, tanden, kies
cleaning, clean, teeth cleaning | reinigung, zahnreinigung, reinig*, putz* | limpieza, limpieza dental, limpi* | nettoyage, détartrage, nettoy*, ménage | pulizia, pulizia dei denti, pul* | limpeza, limpeza dentária, limp* | reiniging, gebitsreiniging, schoonmaak, schoonmaken, schoonma*
check-up, checkup, examination, consultation | kontrolle, untersuchung, vorsorge, beratung, kontrolltermin | revisión dental, consulta, reconocimiento | consultation, contrôle, examen, bilan | visita, controllo, visita di controllo | consulta, check-up, avaliação | controle, onderzoek, consult
filling, fillings | füllung, füllungen, zahnfüllung | empaste, empastes | plombage, plombages, composite | otturazione, otturazioni | obturação, chumbo | vulling, vullingen
crown, crowns | krone, kronen | corona, coronas, funda | couronne, couronnes | corona, corone, capsula | coroa, coroas | kroon, kronen
implant, implants | implantat, implantate, implantat* | implante, implantes | implant, implants | impianto, impianti | implante, implantes | implantaat, implantaten
braces, orthodontics | zahnspange, zahnspange*, kieferorthopäd* | ortodoncia, brackets | orthodontie, appareil dentaire | apparecchio, ortodonzia | aparelho, ortodontia | beugel, orthodontie
whitening | bleaching, bleichen, zahnaufhellung, aufhell* | blanqueamiento, blanque* | blanchiment, blanchi* | sbiancamento, sbianc* | branqueamento, branque* | bleken
extraction, pull, pulled, wisdom tooth | ziehen, gezogen, weisheitszahn, extraktion | extracción, sacar, muela del juicio | extraction, arracher, arrach*, dent de sagesse | estrazione, togliere, dente del giudizio | extração, tirar, dente do siso | trekken, getrokken, verstandskies
afraid, nervous, fear, scared | angst, angstpatient*, ängstlich | miedo, nervios* | peur, angoiss*, stress* | paura, ansi* | medo, ansios* | bang, angst
vaccination, vaccine, jab | impfung, impf* | vacuna, vacunación, vacun* | vaccin, vaccination, vaccin* | vaccino, vaccinazione, vaccin* | vacina, vacinação, vacin* | vaccinatie, inenting*
prescription | rezept, rezepte | receta médica, receta | ordonnance | ricetta medica, ricetta | receita médica, receita | recept
medicine, medication, medicines | medikamente, medikament*, arznei* | medicamentos, medicamento, medicación | médicaments, médicament* | farmaci, farmaco, medicin* | medicamentos, medicamento | medicijnen, medicijn*
treatment, treatments | behandlung, behandlungen, behandl* | tratamiento, tratamientos, atender, atienden, trat* | traitement, soin, soins, soign* | trattamento, trattamenti, cura, cure | tratamento, tratamentos, atendem | behandeling, behandelingen, behandel*
massage, massages | massage, massagen | masaje, masajes | massage, massages | massaggio, massaggi | massagem, massagens | massage, massages
cut, haircut, hair cut | haarschnitt, schnitt, schneid*, haare schneiden | corte, corte de pelo, cortar | coupe, coupe de cheveux, couper | taglio, taglio di capelli, tagliare | corte, corte de cabelo, cortar | knippen, knipbeurt
highlights | strähnen, strähnchen | mechas | mèches, balayage | colpi di sole, mèches | madeixas, mechas | highlights
hair, hairdresser | haare, haar, friseur* | pelo, cabello, peluquer*, peinados | cheveux, coiffure, coiff* | capelli, parrucch* | cabelo, cabeleireir*, penteado* | haar, kapper
shampoo | shampoo | champú | shampoing | shampoo | champô, xampu | shampoo
colour, dye, color, colouring | färben, farbe, farben, haarfarbe | color, tinte, teñir, colores | couleur, coloration, couleurs, teinture | colore, tinta, colori, colorazione | cor, coloração, cores, pintar o cabelo | kleur, kleuren, verven
nails, manicure | nägel, maniküre, nagel* | uñas, manicura | ongles, manucure | unghie, manicure | unhas, manicure | nagels, manicure
beard | bart | barba | barbe | barba | barba | baard
size, sizes | grösse, grössen | talla, tallas, tamaño* | taille, tailles, pointure* | taglia, taglie, misura, misure | tamanho, tamanhos | maat, maten
shoes, shoe | schuhe, schuh, schuhen | zapatos, zapato | chaussures, chaussure | scarpe, scarpa | sapatos, sapato | schoenen, schoen
clothes, clothing | kleidung, kleider | ropa | vêtements, vêtement | vestiti, abbigliamento | roupa, roupas | kleding, kleren
shop, store | laden, geschäft, filiale | tienda, tiendas | magasin, boutique | negozio, negozi | loja, lojas | winkel, winkels
online shop, online, website, web | online, webseite, internet, website | en línea, por internet, página web, online, web | en ligne, sur internet, site web, site | online, sito, sul sito | online, pela internet, site | online, website
stock, available, availability, in stock | verfügbar, vorrätig, auf lager, lieferbar, verfügbarkeit | disponible, disponibl*, en stock, existencias | disponible, disponibl*, en stock | disponibile, disponibil* | disponível, disponíve*, em stock, em estoque | beschikbaar, op voorraad, voorraad
course, courses, class, classes, lesson, lessons, workshop | kurs, kurse, unterricht, stunde, kursen | curso, cursos, clase, clases, taller | cours, stage*, atelier*, leçon* | corso, corsi, lezione, lezioni | curso, cursos, aula, aulas | cursus, cursussen, les, lessen
trial lesson, trial class, free trial, trial, first class, try | probestunde, probetraining, probe, schnupper*, testen, ausprobier* | clase de prueba, prueba, probar | cours d'essai, essai, essayer | lezione di prova, prova, provare | aula experimental, experimentar, teste | proefles, proef, uitproberen
beginner, beginners | anfänger, anfänger*, einsteiger | principiantes, principiante | débutants, débutant* | principianti, principiante | principiantes, iniciantes, principiante | beginners, beginner
teacher, teachers, instructor | lehrer, lehrer*, trainer* | profesor, profesor*, monitor* | professeur, professeurs, moniteur* | insegnante, insegnanti, maestr* | professor, professor* | leraar, docent*, leraren
exam, test | prüfung, prüfungen | examen, exámenes | examen, examens | esame, esami | exame, exames | examen, examens
certificate | zertifikat, bescheinigung, zertifikate | certificado, certificados | certificat, attestation | certificato, attestato | certificado, certificados | certificaat, certificaten
register, sign up, enrol, enroll, registration | anmelden, anmeldung, anmeld* | inscribirse, inscripción, inscrib*, apuntar*, registr* | inscription, inscrire, s'inscrire | iscrizione, iscriv*, iscrizion* | inscrição, inscrev*, matrícula | inschrijven, inschrijving, aanmelden
membership, member, members | mitgliedschaft, mitglied*, mitglieder | membresía, socios, soci* | abonnement, membre*, adhésion | abbonamento, iscritti, soci | mensalidade, sóci*, membros | lidmaatschap, lid, leden
subscription, subscribe, plan | abo, abonnement, abos | suscripción, suscrib* | abonnement, abonn* | abbonamento, abbonamenti | assinatura, subscrição | abonnement, abonnementen
contract, notice period, minimum term | vertrag, laufzeit, kündigungsfrist, mindestlaufzeit | contrato, permanencia | contrat, préavis, engagement | contratto, disdetta | contrato, fidelização | contract, opzegtermijn
ticket, tickets, entry, admission, entrance fee | eintritt, eintrittskarte*, ticket, tickets, karten kaufen | entrada, entradas, billete, billetes | billet, billets, entrée | biglietto, biglietti, ingresso | bilhete, bilhetes, ingresso, entrada | ticket, tickets, toegang, entree
guided tour, guided tours, guided | führung, geführte tour, geführte touren, geführt*, führungen, stadtführung | visita guiada, visitas guiadas, ruta guiada, guiad* | visite guidée, visites guidées, sortie guidée, guidé* | visita guidata, visite guidate, guidat* | visita guiada, visitas guiadas, guiad* | rondleiding, rondleidingen
tour, tours, trip | tour, touren, ausflug, ausflüge | excursión, excursiones, tour | circuit, visite, excursion*, sortie | gita, gite, tour, escursion* | passeio, passeios, excursão | tour, excursie*
rain, weather, storm, bad weather | regen, wetter, regnet, schlechtes wetter, sturm | lluvia, tiempo, llueve, mal tiempo, tormenta | pluie, météo, pleut, mauvais temps, orage | pioggia, tempo, piove, maltempo | chuva, tempo, chove, mau tempo | regen, weer, regent, slecht weer
difficult, hard, experience, experienced | schwierig, schwer, erfahrung, anspruchsvoll | difícil, difícil*, experiencia, dur* | difficile, difficil*, expérience | difficile, difficil*, esperienza | difícil, experiência | moeilijk, ervaring, zwaar
need, required, necessary, do i need, have to, must | brauche, brauch*, benötig*, nötig, notwendig, muss | necesito, necesit*, hace falta, necesari*, tengo que, hay que | faut-il, besoin, nécessaire, il faut, dois-je | serve, bisogno, necessari*, devo, bisogna | preciso, precis*, é preciso, necessári* | nodig, moet, moeten
id, passport, identification, identity card, driving licence, licence | ausweis, personalausweis, reisepass, führerschein | documento de identidad, dni, pasaporte, carné, carnet | pièce d'identité, passeport, permis de conduire, carte d'identité | documento, carta d'identità, passaporto, patente | documento de identificação, passaporte, cartão de cidadão, carta de condução | identiteitsbewijs, paspoort, rijbewijs, legitimatie
documents, papers, paperwork | unterlagen, dokumente, papiere | documentos, papeles, documentación | documents, papiers | documenti | documentos, papéis | documenten, papieren
language, languages, speak | sprachen, sprache, sprecht, sprech* | idiomas, idioma, hablan, habl*, lenguas | langues, langue, parlez, parl* | lingue, lingua, parlate, parl* | línguas, idiomas, falam, fal* | talen, taal, spreken, spreek*
english | englisch | inglés | anglais | inglese | inglês | engels
german | deutsch | alemán | allemand | tedesco | alemão | duits
spanish | spanisch | español | espagnol | spagnolo | espanhol | spaans
french | französisch | francés | français | francese | francês | frans
italian | italienisch | italiano | italien | italiano | italiano | italiaans
abroad, international, other countries, overseas | ausland, international*, andere länder | extranjero, internacional*, otros países | étranger, international*, autres pays | estero, internazional*, altri paesi | estrangeiro, internacional, outros países | buitenland, internationaal
job, jobs, work for you, vacancy, vacancies, hiring | jobs, sucht ihr mitarbeiter, suchen sie mitarbeiter, stellenangebot*, bewerb*, arbeiten bei, stelle, job | empleo, trabajo, trabajar con, vacantes | emploi, recrut*, postuler, travailler chez | lavoro, lavorare con, assum*, posizioni aperte | emprego, trabalhar con*, vagas, recrut* | vacature, vacatures, werken bij, baan
complaint, complain | beschwerde, beschwer*, reklamation, reklam* | queja, queja*, reclamación, reclam* | réclamation, plainte | reclamo, reclami, lament* | reclamação, queixa, reclam* | klacht, klachten
moving, removals, move house, removal | umzug, umzüge, umziehen | mudanza, mudanzas | déménagement, déménag* | trasloco, traslochi | mudança, mudanças | verhuizing, verhuizen
storage, store things | lager, einlager*, lagerung, lagerraum | almacenaje, guardamuebles, trastero | garde-meuble, stockage | deposito, magazzino | armazenamento, armazém | opslag, opslaan
boxes, box | kartons, umzugskarton*, kisten, karton | cajas, caja | cartons, carton | scatole, scatoloni | caixas, caixa | dozen, verhuisdozen
furniture | möbel | muebles, mueble | meubles, meuble | mobili | móveis | meubels
piano | klavier, klaviere, klavier*, piano, flügel | piano | piano | pianoforte, piano | piano | piano
guitar | gitarre, gitarren* | guitarra | guitare | chitarra | guitarra, violão | gitaar
instrument, instruments | instrument, instrumente | instrumento, instrumentos | instrument, instruments | strumento, strumenti | instrumento, instrumentos | instrument, instrumenten
window, windows | fenster | ventana, ventanas | fenêtre, fenêtres | finestra, finestre | janela, janelas | raam, ramen
kitchen | küche | cocina | cuisine | cucina | cozinha | keuken
house, home | haus, zuhause | casa, a domicilio | maison, domicile, à domicile | casa, domicilio | casa, domicílio | huis, thuis
flowers, bouquet | blumen, blumenstrauss, strauss | flores, ramo | fleurs, bouquet | fiori, mazzo | flores, ramo | bloemen, boeket
photo, photos, pictures, photography | fotos, foto, bilder | fotos, foto, fotografías | photos, photo | foto, fotografie | fotos, foto | foto's, foto
water | wasser | agua | eau | acqua | água | water
electricity, power | strom | electricidad, luz | électricité | elettricità, corrente | eletricidade, luz | stroom, elektriciteit
data protection, privacy, personal data | datenschutz, daten | protección de datos, datos personales, privacidad | données personnelles, confidentialité, rgpd | privacy, dati personali | proteção de dados, dados pessoais, privacidade | privacy, persoonsgegevens
newsletter | newsletter | boletín, newsletter | newsletter, lettre d'information | newsletter | newsletter | nieuwsbrief
person, people, persons | personen, person, leute | personas, persona | personnes, personne | persone, persona | pessoas, pessoa | personen, persoon, mensen
first visit, first time | erster besuch, erstes mal, ersten besuch, ersten termin, erster termin | primera visita, primera vez, primera cita | première visite, première fois, premier rendez-vous | prima visita, prima volta | primeira visita, primeira vez, primeira consulta | eerste bezoek, eerste keer, eerste afspraak
same day | am selben tag, am gleichen tag, heute noch, noch heute | el mismo día, hoy mismo | le jour même, aujourd'hui même | in giornata, lo stesso giorno | no mesmo dia, hoje mesmo | dezelfde dag, vandaag nog
what if, what happens if | was passiert wenn, was passiert bei, was ist bei, was ist wenn, was wenn | qué pasa si, y si | que se passe-t-il si, qu'arrive-t-il si, et si | cosa succede se, e se | o que acontece se, e se | wat gebeurt er als, wat als
siblings, brother, sister | geschwister, geschwister*, bruder, schwester | hermanos, hermano, hermana | frères et soeurs, fratrie, frère, soeur | fratelli, fratello, sorella | irmãos, irmão, irmã | broers en zussen, broertje*, zusje*
ill, sick | krank, krankheit | enfermo, enferm* | malade, maladie | malato, malat* | doente | ziek, ziekte
school holidays, holidays, vacation | ferien, schulferien, urlaub | vacaciones, vacaciones escolares | vacances, vacances scolaires | vacanze, vacanze scolastiche, ferie | férias, férias escolares | vakantie, schoolvakantie
teach, taught | unterrichten, unterrichtet, lehren | enseñar, enseñ*, dan clases | enseigner, enseign* | insegnare, insegn* | ensinar, ensin* | lesgeven, geven jullie les
learn | lernen, lern* | aprender, aprend* | apprendre, appren* | imparare, impar* | aprender, aprend* | leren
singing, sing | gesang, singen, gesang* | canto, cantar | chant, chanter | canto, cantare | canto, cantar | zang, zingen
dance, dancing | tanz, tanzen, tanz* | baile, bailar, danza | danse, danser | danza, ballo, ballare | dança, dançar | dans, dansen
swim, swimming | schwimmen, schwimm* | nadar, natación | nager, natation | nuotare, nuoto | nadar, natação | zwemmen, zwem*
drive, driving, driving lesson | fahren, fahrstunde, fahrstunden, fahrschule | conducir, clase de conducir | conduire, conduite | guidare, guida | conduzir, condução, dirigir | rijden, rijles*
work, working | arbeiten, arbeitet | trabajan, trabajáis, trabajar | travaillez, travailler | lavorate, lavorano, lavorare | trabalham, trabalhar | werken jullie, werken
transport, carry, move | transportieren, transport* | transportar, transport*, llevan | transporter, transport* | trasportare, trasport* | transportar, transport* | vervoeren, vervoer*
start, begin, starts | anfangen, beginnen, beginn, start, fängt an, geht los | empezar, empiez*, comenz*, comienz* | commencer, commenc*, début | iniziare, inizi*, cominci* | começar, começ*, início | beginnen, begin*, start
end, finish, ends | ende, enden, endet, aufhören | terminar, termin*, acab* | finir, fin, finit, termin* | finire, finisc*, termin* | acabar, acab*, termin* | eindigen, einde, stoppen
last, latest | letzte, letzten, spätestens | último, últim* | dernier, dernièr* | ultimo, ultim* | último, últim* | laatste
wait, waiting time, waiting list | warten, wartezeit, warteliste | esperar, espera, lista de espera | attendre, attente, liste d'attente | aspettare, attesa, lista d'attesa | esperar, espera, lista de espera | wachten, wachttijd, wachtlijst
help | hilfe, helfen, helft | ayuda, ayudar, ayud* | aide, aider | aiuto, aiutare, aiut* | ajuda, ajudar, ajud* | hulp, helpen
visit, come by, come in, drop in | vorbeikommen, besuch, besuchen | visitar, pasar por, pasarme | passer, venir, visiter | passare, venire | visitar, passar por | langskomen, bezoek
walk-in, without an appointment | ohne termin, ohne anmeldung | sin cita, sin reserva | sans rendez-vous | senza appuntamento | sem marcação | zonder afspraak
callout, call-out, come to me, home visit | hausbesuch, hausbesuche, kommt ihr zu mir, vor ort | a domicilio, visita a domicilio, desplazamiento | à domicile, déplacement | a domicilio, uscita | ao domicílio, deslocação | aan huis, voorrijkosten
area, cover, region | gebiet, einzugsgebiet, region, umgebung | zona, zonas, área | zone, secteur, région | zona, area | zona, área | regio, gebied
stairs, floor | treppe, treppen, stock, etage | escaleras, planta, piso | escaliers, étage | scale, pianoterra | escadas, andar | trap, verdieping
company, business, office | firma, unternehmen, büro | empresa, oficina | entreprise, société, bureau | azienda, ufficio | empresa, escritório | bedrijf, kantoor
owner, manager, boss | inhaber, chef, leitung | dueño, encargad*, director* | patron, gérant, directeur | titolare, direttore | dono, gerente, diretor | eigenaar, baas
team, staff, employees | team, mitarbeiter, personal | equipo, personal | équipe, personnel | squadra, personale, staff | equipa, equipe, pessoal | team, personeel
licence plate, vehicle, van | fahrzeug, transporter | vehículo, furgoneta | véhicule, camionnette, fourgon | veicolo, furgone | veículo, carrinha | voertuig, bestelbus
oil change, oil | ölwechsel, öl | cambio de aceite, aceite | vidange, huile | cambio olio, olio | mudança de óleo, óleo | olie verversen, olie
brakes, brake | bremsen, bremse, brems* | frenos, freno | freins, frein | freni, freno | travões, freios | remmen, rem
winter tyres | winterreifen, reifenwechsel | neumáticos de invierno | pneus hiver, pneus d'hiver | gomme invernali | pneus de inverno | winterbanden
mot, roadworthiness | tüv, hauptuntersuchung | itv | contrôle technique | revisione auto, bollino | inspeção | apk
plumber, pipe, leak, drain | klempner, rohr, rohrbruch, abfluss, verstopft | fontanero, tubería, fuga, desagüe, atasco | plombier, fuite, canalisation, bouché | idraulico, tubo, perdita, scarico | canalizador, cano, fuga, entupid* | loodgieter, leiding, lek, afvoer, verstopt*
boiler | heizkessel, boiler, therme | caldera | chaudière | caldaia | caldeira | ketel, cv-ketel
electrician, socket, wiring | elektriker, steckdose | electricista, enchufe | électricien, prise | elettricista, presa | eletricista, tomada | elektricien, stopcontact
painting, paint | malerarbeiten, streichen, anstrich | pintura, pintar | peinture, peindre | pittura, dipingere, imbianc* | pintura, pintar | schilderen, verf
lawn, hedge, mow | rasen, rasenmähen, hecke, heckenschnitt | césped, seto, cortar el césped | pelouse, haie, tondre | prato, siepe | relva, sebe | gazon, heg, maaien
tree, trees | baum, bäume | árbol, árboles | arbre, arbres | albero, alberi | árvore, árvores | boom, bomen
nursery, kindergarten, daycare | kindergarten, kita, krippe | guardería | crèche, garderie | asilo, nido | creche, infantário | kinderopvang, crèche
glasses, eye test | brille, brillen, sehtest | gafas, graduar la vista | lunettes, examen de vue | occhiali, controllo della vista | óculos, exame à vista | bril, oogmeting
physiotherapy, therapy | physiotherapie, krankengymnastik, therapie | fisioterapia, terapia | kinésithérapie, kiné, thérapie | fisioterapia, terapia | fisioterapia, terapia | fysiotherapie, therapie
yoga | yoga | yoga | yoga | yoga | yoga, ioga | yoga
training, trainer, workout | training, trainieren, trainer | entrenamiento, entrenar, entrenador* | entraînement, coach, entraîn* | allenamento, allen* | treino, treinar | training, trainen
tax return, accounting, accountant, bookkeeping | steuererklärung, buchhaltung, steuerberat* | declaración de la renta, contabilidad, asesor* | déclaration d'impôts, comptabilité, comptable | dichiarazione dei redditi, contabilità, commercialista | declaração de impostos, contabilidade, irs | belastingaangifte, boekhouding, boekhouder
lawyer, legal | anwalt, rechtsberatung, rechtsanwalt | abogado, abogad*, legal | avocat, juridique | avvocato, legale | advogado, advogad*, jurídico | advocaat, juridisch
export, import, download | exportieren, export*, import*, herunterladen | exportar, importar, descargar | exporter, importer, télécharger | esportare, importare, scaricare | exportar, importar, descarregar, baixar | exporteren, importeren, downloaden
app | app | aplicación, app | application, appli | app | aplicação, aplicativo, app | app
update | aktualisierung, update | actualización | mise à jour | aggiornamento | atualização | update
material, materials, ingredients | material, zutaten, inhaltsstoffe | material, ingredientes | matériel, ingrédients, matériaux | materiale, ingredienti | material, ingredientes | materiaal, ingrediënten
organic | bio, biologisch | ecológico, ecológic*, orgánic* | bio, biologique | biologico, bio | biológico, orgânic* | biologisch, bio
fresh | frisch, frisch* | fresco, fresc* | frais, fraîch* | fresco, fresc* | fresco, fresc* | vers, verse
made to order, custom, personalised, engraving | massanfertigung, individuell, gravur | a medida, personalizad*, grabado | sur mesure, personnalis*, gravure | su misura, personalizzat*, incisione | por medida, personalizad*, gravação | op maat, gepersonaliseerd*, gravure
gift wrap, gift, present | geschenk, geschenkverpackung | regalo, envolver para regalo | cadeau, emballage cadeau | regalo, confezione regalo | presente, embrulho de oferta | cadeau, cadeauverpakking
colleague, friend, friends | freund, freundin, freunde | amigo, amiga, amigos | ami, amie, amis | amico, amica, amici | amigo, amiga, amigos | vriend, vriendin, vrienden
parents, parent, accompany | eltern, begleitperson | padres, acompañante | parents, accompagnateur | genitori, accompagnatore | pais, acompanhante | ouders, begeleider
half day, half-day | halber tag, halben tag, halbtag | medio día, media jornada | demi-journée | mezza giornata | meio dia | halve dag
storage locker, lockers, locker | schliessfach, schliessfächer, spind | taquilla, taquillas, consigna | casier, casiers, consigne | armadietto, armadietti | cacifo, armário | kluisje, kluisjes
washing machine, laundry, washing | waschmaschine, wäsche | lavadora, lavandería | machine à laver, laverie | lavatrice, lavanderia | máquina de lavar, lavandaria | wasmachine, was
dishwasher, fridge, oven | spülmaschine, kühlschrank, backofen | lavavajillas, nevera, horno | lave-vaisselle, réfrigérateur, four | lavastoviglie, frigorifero, forno | máquina de lavar louça, frigorífico, forno | vaatwasser, koelkast, oven
tv, television | fernseher, tv | televisión, tele | télévision, télé | televisione, tv | televisão | televisie, tv
quiet, noise | ruhig, lärm, laut | tranquilo, ruido | calme, bruit | tranquillo, rumore | calmo, barulho | rustig, lawaai
tourist tax, city tax | kurtaxe, bettensteuer | tasa turística | taxe de séjour | tassa di soggiorno | taxa turística | toeristenbelasting
old | alt, alte, alten, altes | viejo, viej*, antigu* | ancien, ancien*, vieux, vieille* | vecchio, vecchi* | velho, velh*, antig* | oud, oude
large, big, bigger, biggest | gross, grosse, grossen, grosser, grösser* | grande, grandes, gran | grand, grand* | grande, grandi | grande, grandes | groot, grote, groter
small, little, smaller | klein, kleine, kleinen, kleiner | pequeño, pequeñ* | petit, petit* | piccolo, piccol* | pequeno, pequen* | klein, kleine, kleiner
`

const cellsOf = (block: string): string[][] =>
  block
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))

/** A meaning, by language: the first way to say it, and all of them. */
export type Meaning = { isAsking: boolean; ways: Readonly<Record<GlossaryLanguage, readonly string[]>> }

const meaningOf =
  (isAsking: boolean) =>
  (cells: readonly string[]): Meaning => ({
    isAsking,
    ways: Object.fromEntries(
      glossaryLanguages.map((language, column) => [language, cells[column]!.split(",").map((way) => way.trim())]),
    ) as unknown as Meaning["ways"],
  })

export const meanings: readonly Meaning[] = [
  ...cellsOf(askingRows).map(meaningOf(true)),
  ...cellsOf(rows).map(meaningOf(false)),
]
