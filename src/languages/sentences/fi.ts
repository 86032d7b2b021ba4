/** What Baton says to visitors in Finnish. Pure. */

import type { Sentences } from "../sentences"

export const fi: Sentences = {
  welcome: "Hei! Miten voimme auttaa?",
  notices: {
    waiting: "Haemme sinulle asiakaspalvelijan. Voit jatkaa kirjoittamista; kaikki luetaan.",
    still_waiting:
      "Pahoittelut odotuksesta. Kaikki ovat juuri nyt varattuja; olet yhä jonossa, ja ilmoitimme tiimille uudelleen.",
    no_operator:
      "Tiimistämme ei ole juuri nyt ketään paikalla. Jätä sähköpostiosoitteesi, niin vastaamme; viestisi säilyvät.",
    operator_joined: "Keskustelet nyt: {name}.",
    operator_away:
      "{name} ei ole juuri nyt tavoitettavissa. Jos vastausta ei tule muutamassa minuutissa, etsimme sinulle jonkun toisen.",
    operator_left: "{name} joutui lähtemään. Olet taas jonossa, ensimmäisenä.",
    transferred: "Sinut siirretään kollegalle.",
    overflow: "Tiimimme on varattu; sinua auttaa {name}. Paikkasi säilyy.",
    handed_back: "{name} siirsi sinut takaisin avustajalle. Voit pyytää ihmistä milloin tahansa.",
    leave_contact: "Miten tavoitamme sinut? Jätä sähköpostiosoitteesi tai puhelinnumerosi, niin otamme yhteyttä.",
    closed: "Tämä keskustelu on päättynyt. Kirjoita uudelleen milloin haluat.",
  },
  fallback: {
    nobody: "Tiimistämme ei ole juuri nyt ketään paikalla.",
    back: "Palaamme: {}.",
    trying: "Avustaja yrittää auttaa sillä välin.",
    emailed: "Kirjoitamme osoitteeseen {}, kun joku on paikalla.",
    askForEmail: "Jätä sähköpostiosoitteesi, niin kirjoitamme, kun joku on paikalla.",
    followed: "Meillä on yhteystietosi, ja otamme yhteyttä.",
    askForContact: "Jätä sähköpostiosoitteesi tai puhelinnumerosi, niin otamme yhteyttä.",
    write: "Voit myös kirjoittaa osoitteeseen {}.",
    callback: "Tai valitse aika, niin soitamme.",
    kept: "Viestisi säilyvät.",
    still: "Valitettavasti paikalla ei ole vielä ketään. Paikkasi säilyy, ja tiimille on ilmoitettu uudelleen.",
    moment: "{day} klo {time}",
  },
  hours: {
    open: "{day}: avoinna {hours}.",
    closed: "{day}: suljettu.",
    now: "Kyllä, olemme nyt avoinna, {} asti.",
    shut: "Olemme juuri nyt suljettu.",
    back: "Palaamme {}.",
    week: "Aukioloaikamme ({}):",
    soon: "Poikkeukset:",
    line: "{day}: {hours}",
  },
  details: {
    ask: "Kirjaanko muistiin {}, jotta tiimimme voi ottaa yhteyttä?",
    kept: "Kiitos. Muistiin kirjattu: {}. Tiimimme voi ottaa sitä kautta yhteyttä.",
    left: "Selvä, en kirjaa sitä muistiin.",
  },
  answers: {
    unsure:
      "En ole varma, että minulla on tähän oikea vastaus, enkä halua arvailla. Haenko paikalle asiakaspalvelijan?",
    didYouMean:
      "En ole varma, että minulla on tähän oikea vastaus, enkä halua arvailla. Koskeeko kysymys tätä? Jos ei, haenko paikalle asiakaspalvelijan?",
    notFound: "En löytänyt tähän vastausta tiedoista, joita minulla on.",
    leftOpen: "En löytänyt vastausta kysymykseen {}. Haenko paikalle asiakaspalvelijan?",
    keptForTeam: "En osaa vastata tähän varmasti. Kysymys on tallessa tiimillemme, joka lukee kaiken.",
    unseenFile:
      "Kiitos, tiedosto on saapunut. En itse pysty katsomaan tiedostoja. Haenko paikalle asiakaspalvelijan, joka pystyy?",
    told: "{name} sanoi: ”{}”",
    quotes: "”{}”",
  },
  talk: {
    greeting: "Hei! Miten voin auttaa?",
    thanks: "Ole hyvä. Voinko auttaa vielä jossain muussa?",
    goodbye: "Näkemiin! Tervetuloa takaisin, kun tulee kysyttävää.",
    no: "Selvä. Olen täällä, jos tarvitset vielä jotain.",
    who: "Olen tekoälyavustaja, en ihminen. Vastaan sen perusteella, mitä tämä yritys on kirjoittanut; jos haluat mieluummin keskustella ihmisen kanssa, sano vain.",
  },
  stakes: {
    self_harm:
      "Olen todella pahoillani, että sinulla on näin vaikeaa. Sinun ei tarvitse selvitä tästä yksin: soita nyt hätänumeroon tai kriisipuhelimeen. Haen tähän keskusteluun ihmisen.",
    safety:
      "Turvallisuutesi on tärkeintä. Jos joku on vaarassa tai loukkaantunut, soita nyt hätänumeroon. Haen tähän keskusteluun ihmisen.",
    legal: "Ymmärrän, että asia on vakava. Ihminen lukee tämän keskustelun ja vastaa sinulle.",
    money: "Ymmärrän, että kyse on rahoistasi. Ihminen selvittää asian kanssasi.",
  },
  bookings: {
    booked: "Varattu: {}",
    moved: "Siirretty: {}",
    cancelled: "Peruttu: {}",
    manage: "Muuta tai peru",
    people: "Henkilömäärä: {}",
    note: "Lisätieto: {}",
    cancel: "Peru tämä aika",
    move: "Valitse toinen aika",
    none: "Muita vapaita aikoja ei ole juuri nyt.",
    past: "Tämä aika on jo ohi.",
    footer: "Saat tämän viestin, koska sinulle varattiin aika keskustelussa: {}. Linkki on vain sinun.",
    taken: "Tämä aika ehdittiin juuri varata. Valitse toinen.",
    tooMany: "Varattuja aikoja sinulla jo on: {}. Peru yksi varataksesi uuden tai pyydä ihmistä.",
    free: "Seuraavat vapaat ajat (”{}”):",
  },
  letters: {
    reply: "{name} ({shop}) on vastannut sinulle",
    replied: "Olit jo poistunut, kun {name} vastasi. Näin hän kirjoitti:",
    more: "Keskustelussa on lisää viestejä: {n}.",
    back: "{shop}: nyt joku on täällä sinua varten",
    isBack: "{shop} on taas paikalla. Keskustelusi on tallessa; jatka siitä, mihin jäit.",
    transcript: "Keskustelusi: {shop}",
    hereIs: "Tässä keskustelu, kuten pyysit.",
    times: "Kaikki ajat: {zone}.",
    open: "Avaa keskustelu",
    why: "Saat tämän viestin, koska jätit tämän osoitteen keskustelussa: {shop}. Linkki on vain sinun; älä anna sitä muille.",
    you: "Sinä",
    assistant: "Avustaja",
  },
  around: {
    contact: "Puhelinnumero ja sähköposti",
    address: "Osoite",
    hours: "Aukioloajat",
  },
  refusals: {
    reach: "Anna vähintään yksi tapa tavoittaa sinut.",
    either: "Anna sähköpostiosoite tai puhelinnumero.",
    email: "Tämä ei ole sähköpostiosoite.",
    phone: "Tämä ei ole puhelinnumero.",
    callable: "Anna puhelinnumero, johon voimme soittaa.",
    name: "Anna nimesi.",
    empty: "Tämä tiedosto on tyhjä.",
    large: "Tiedostot voivat olla enintään {} Mt.",
    kind: "Tällaisia tiedostoja ei voi lähettää. Kuvia, PDF- ja tekstitiedostoja voi.",
    long: "Viestissä on {} merkkiä; enintään {} käy. Lyhennä sitä tai lähetä se osissa.",
    often: "Tuo oli liikaa kerralla. Yritä uudelleen {} s kuluttua.",
  },
  pages: {
    opening: "Keskustelusi avautuu tähän.",
    opened: "Keskustelusi on auki alla. Kirjoita milloin haluat.",
    later: "Keskustelua ei voitu juuri nyt avata. Yritä hetken kuluttua uudelleen.",
    script: "Keskustelu tarvitsee JavaScriptin tässä selaimessa.",
  },
}
