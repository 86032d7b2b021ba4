import type { PatternGroup } from "../patterns"
import { furtherAccepts, furtherAsks, furtherRefuses } from "./further-requests"

// Built from parts, because people combine them freely: a wish, a way of talking, a person.

const filler =
  "(?:(?:an?|the|one|any|some|your|of|fucking|goddamn|damn|bloody|freaking|actual|real|live|living|human|proper|right|another|different|senior|local|available|qualified|professional|customer|client|consumer|service|services|support|care|sales|technical|tech|help ?desk|claims?|insurance|billing|bank|call ?cent(?:er|re)|company|team|store|shop|office|account|product|english|speaking|of your|in|charge|physical) ?)*"

const person =
  "(?:humans?|(?:human|real|live|actual|physical|living) (?:being|one|help|support|chat)|persons?|people|peoples|agents?|representatives?|operators?|managers?|supervisors?|superiors?|boss|owners?|advisors?|advisers?|consultants?|specialists?|experts?|associates?|employees?|staff|colleagues?|brokers?|adjusters?|adjustors?|underwriters?|executives?|officers?|assistants?|clerks?|tellers?|attendants?|receptionists?|reception|workers?|csr|someone|some one|somebody|some body|anyone|anybody|noone|man|woman|guy|team members?|member of (?:staff|the team|your team|your staff)|professionals?|technicians?)"

// “Customer service” is a place as well as a person: it counts after talking, not after a question for its number.
const desk =
  "(?:customer (?:service|services|support|care|relations|executives?)|client (?:service|services|support|care)|consumer (?:service|care|support)|support(?: team| desk| staff)?|(?:the )?(?:service|sales|claims?|billing|complaints?|help) ?(?:desk|team|department|people))"

// One that is named alone, at the end of what is said: “sales” is also a word of its own.
const department =
  "(?:sales|billing|support|accounts?|accounting|complaints?|claims?|returns?|refunds|reception|bookings?|reservations?|technical|tech|legal|finance|retentions?|cancellations?|front desk|head office|human resources|management)(?: (?:team|department|desk|people|staff|office|support))?(?= [.!?]|$| (?:please|pls|now|about|because|so|for))"

const talk =
  "(?:talk(?:ing)?|spea?k(?:ing)?|chat(?:ting)?|convers(?:e|ing)|deal(?:ing)?|discuss(?: (?:this|it|that|things))?|connect(?:ed|ing)?|transfer(?:red|ring)?|hand(?:ed)?(?: me)? over|escalate(?:d)?|communicat(?:e|ing)|interact(?:ing)?|spoke|have a (?:word|chat|talk|conversation))"

const withTo =
  "(?: ?(?:directly|instead|live|now|again|please|me|us|this|it|over|back|through))* ?(?:to|with|wit|wiht|2|tto)? ?"

const reach =
  "(?:contact(?:ing)?|reach(?:ing)?(?: out to)?|get (?:a ?hold of|hold of|in touch with|through to|to|on to)|get in contact with|put me (?:in touch|in contact|through|on|thru)(?: with| to)?|patch me(?: through)?(?: to| with)?|pass me(?: on| over| through| along)?(?: to)?|hand me(?: over)? to|switch me(?: over)? to|direct me to|route me to|refer me to|send me to|forward me to|bring (?:me |in )?|give me|get me|find me|fetch(?:ing)?(?: me)?|connect me(?: up)?(?: to| with)?|link me(?: up)?(?: to| with)?|hook me up with|pull in|involve|page)"

const wish =
  "(?:i|we)(?: (?:would|will|do|just|really|actually|still|now|rather|only|also|then|am|have|had|did|was|should|must|could))* ?(?:want(?:ed)?|need(?:ed)?|wish|like|love|prefer|require|demand|insist|request|hoping|trying|looking|waiting|ask(?:ed|ing)?|better|rather)(?: (?:to|for|on|help|assistance|a|an|some|the))*"

export const asks: PatternGroup[] = [
  {
    name: "talk_to_person",
    why: "asks to talk to a person",
    wordings: [
      `${talk}${withTo}${filler}(?:${person}|${desk})(?! (?:about|regarding|for|at|in|from|of|working at|working in) (?:the |your |my )?(?:pool|restaurant|spa|bar|gym|room service|kitchen|housekeeping))`,
      `(?:talk|speak|chat|connect|transfer|spk|tlk)(?:ing)? ?(?:to|with|me to|me with|toan|toa) ?${filler}(?:${person}|${desk})`,
      `${talk}(?: (?:directly|instead|please))*(?: to| with) (?:your|the|an?) (?:\\p{L}+ )?(?:${person})`,
      `(?:talk|speak|chat)(?: (?:to|with))? (?:him|her|them)(?= (?:directly|instead|please)|$| [.!?])`,
      "i want (?:to )?(?:talk|chat)(?: please)?(?= [.!?]|$)",
      `(?:live|human|real) (?:chat|talk|support|help|assistance|contact|interaction|conversation|agent|person)(?= (?:please|now|instead|available)|$| [.!?])`,
      `(?:speak|talk|chat)(?:ing)? (?:to|with)(?: (?:the|your|our|someone|somebody|in|from|at))* ${department}`,
      "a (?:quick |short )?(?:word|chat|call) with (?:whoever|someone|somebody|one of your|your|the (?:manager|owner|boss|person|team))",
      "(?:over|on|by) the (?:tele)?phone (?:with|to) (?:someone|somebody|a (?:real |human )?(?:person|human|colleague|member of staff)|one of (?:you|your))",
    ],
  },
  {
    name: "reach_person",
    why: "asks to be put through to a person",
    wordings: [
      `${reach} ?${filler}(?:${person})(?! ?(?:else )?(?:number|phone|email|mail|address|details|hours))`,
      `(?:put|pass|patch|transfer|connect|switch|hand|route|redirect|forward|escalate)(?: (?:me|us|this|it|the call|the chat|my (?:case|call|chat|issue|problem|complaint)))?(?: (?:up|over|on|through|along|straight|directly|back))*(?: (?:to|with)) ?${filler}(?:${person}|${desk})`,
      `transfer (?:to )?me ?(?:to )?${filler}(?:${person})`,
      `(?:someone|somebody|anyone|person|people) else (?:on the (?:line|phone)|(?:who|that) (?:can|could|might|may|would|will|is able))`,
      `(?:is|isnt|are|arent) there (?:not )?(?:a |an |any |some )*(?:(?:real|live|actual|human|customer|support|service|sales) )*(?:human|person|supervisor|manager|agent|representative|operator|someone|somebody|anyone|anybody|one|people|staff|expert|specialist|advisor|adviser|employee)s? ?(?:else |available |there |here |online |around |i |we |who |that |to |on |which |whom |in )+`,
      `(?:any|a|an|the|some)(?: \\p{L}+)? ?(?:human|agent|representative|operator|real person|live person|real people|supervisor|manager|advisor|adviser|person)s? ?(?:is |are )?(?:available|around|online|on duty|free|there|present)`,
      `(?:real|live|human|actual) (?:person|agent|people|operator|representative|being|human)s?(?: (?:is|are))? (?:available|to (?:talk|speak|chat|answer|help)|online|there)`,
      "humans? to (?:answer|talk|speak|help|chat)",
      `(?:someone|somebody|anyone|any one|anybody) (?:available|there|here|online|around|on duty|free|present)(?: (?:to|for|who) (?:assist|help|talk|chat|speak|answer|can)\\p{L}*)?`,
      "(?:can|could|may|will|would|please|pls) (?:i |we )?(?:get|have) (?:an? |some |the )?(?:real |live |actual |human |different |new |other )*(?:human|agent|representative|operator|supervisor|manager|person|advisor|adviser|someone|somebody)s?(?: else)?(?: (?:to (?:help|assist|talk|look|check|call|speak|answer|contact|handle|deal)|please|on the|instead|now|who|from|involved)| here|$| [.!?])",
      `(?:let|have|get|ask|make|tell) (?:me |us )?(?:a |an |your |the |some )?(?:real |live |human |actual )*(?:human|person|agent|representative|manager|supervisor|someone|somebody|colleague|advisor|employee|staff member)s?(?: from (?:your|the) \\p{L}+)? (?:to )?(?:call|ring|phone|contact|reach|get back|talk|speak|help|take over|handle|answer|join|step in|deal)(?: (?:me|us|to me|with me|out))?`,
      "is (?:any ?body|any ?one|some ?body|some ?one|there any ?one|there any ?body) (?:really |actually |even |still |out )?(?:real|human|alive|there|here|home|around|listening|awake|reading (?:this|it|along))(?: there| here)?(?= [.!?]|$)",
      `(?:connect|transfer|forward|pass|put|switch|patch|hand|route|direct|refer) (?:me|us|this)(?: (?:over|through|thru|on|up|straight|directly|back))*(?: (?:to|with))(?: (?:the|your|our|someone|somebody|in|from|at))* ${department}`,
      "(?:^|[.!?] )(?:any|some) (?:(?:real|live|actual) )*(?:humans?|people|real person|agents?|staff)(?: (?:out|there|here|around|about|available|online|at all))*(?= [.!?]|$)",
      "(?:connect|transfer|put|pass|direct) (?:me|us)(?: (?:over|through|up|straight))*(?: (?:to|with)) (?:the|your) (?:\\p{L}+ )?(?:staff|team|people|crew|department|office)(?= [.!?]|$| (?:please|pls|now))",
      "(?:would|could|can|will|is|are) (?:an?|any|some|one) (?:\\p{L}+ )?(?:colleague|member|expert|specialist|nurse|advis[oe]r|technician)s? of (?:yours|your team|the team)",
    ],
  },
  {
    name: "want_person",
    why: "wants a person",
    wordings: [
      `${wish} ?${filler}(?:human(?: being)?s?|real (?:person|people)|person|people|agents?|representatives?|operators?|managers?|supervisors?|advisors?|advisers?|live (?:agent|person|chat|support|help)|human (?:agent|help|assistance|support)|customer (?:service|support|care)(?! (?:number|no|phone|email|hours)))(?= (?:to|please|now|instead|who|that|for|immediately|asap|on|not|here|right|already|rather|because|as)|$| [.!?])`,
      `(?:give|get|find|bring|send|show) (?:me |us )?(?:an? |the |your |some )?(?:fucking |damn |goddamn |bloody )?(?:(?:real|live|actual|human|proper|different|another|customer|support|service) )*(?:human|person|agent|representative|operator|manager|supervisor|someone|somebody|advisor|adviser|being|people)s?(?: else)?`,
      `(?:prefer|rather|instead of|like) (?:to )?(?:have |get |be (?:helped|served|assisted) by |hear from )?(?:an? |the )?(?:real |live |actual )?(?:human|person|people|representative|operator)`,
      `(?:need|want|require)(?: (?:to|a|an|some|the|have))* ?(?:help|assistance|support|answer|answers|response|advice)? ?(?:from|by|of) (?:an? |the |your |some )?(?:(?:real|live|actual|human|support|customer|service|sales) )*(?:human|person|agent|representative|operator|manager|supervisor|advisor|adviser|people|specialist|expert|someone|somebody)s?(?: (?:instead|please|now|not|who)|$| [.!?])`,
      `(?:^|[.!?] |please |hi |hello |hey |now |just |and |but |no )(?:an? |the |your )?(?:fucking )?(?:live |real |human |actual |chat |talk |call |customer (?:service |support |care )?)*(?:agent|human|representative|operator|supervisor|manager|human being|real person|live person|live chat|live support|human agent|human support|human help|person|advisor|adviser)s?(?: (?:please|now|asap|immediately|right now|instead|only|thanks|required|needed|available))*(?= [.!?]|$)`,
      "(?:^|[.!?] |please |pls |just |now )(?:transfer|connect) me(?: (?:now|please|over|immediately|already))*(?= [.!?]|$)",
      "(?:discuss|go over|resolve|sort|settle|review)(?: \\p{L}+){1,5} with (?:an? |the |your |some )?(?:(?:real|live|actual|human|qualified) )*(?:human|person|agent|representative|operator|manager|supervisor|advisor|adviser|specialist|someone|somebody)(?= [.!?]|$| (?:please|instead|who|in|on|now|from))",
      `(?:^|[.!?] |hi |hello |hey )(?:the |your )?${department} (?:please|pls|now)(?= [.!?]|$)`,
      "who (?:can|could|should|do|may) i (?:talk|speak|chat) (?:to|with)(?= (?:about this|here|please|now|instead)|$| [.!?])|(?:can|could|may) i (?:call|phone|ring) (?:someone|somebody|anyone|you)(?= [.!?]|$| (?:instead|please|about|now))",
      "(?:contact|live|human) support(?= [.!?]|$)",
      "(?:let|have) (?:me|us) (?:talk|speak|chat)(?: (?:to|with) (?:him|her|them|you guys))?(?= [.!?]|$)",
      "stop (?:talking|chatting|speaking) (?:to|with) (?:an? |the |this |these )?(?:bots?|machines?|robots?|computers?|virtual agents?|ai|automated \\p{L}+)",
      "(?:dont|do not|not|never) (?:want|wish|like|going|wanna|care|need)(?: (?:to|for))? ?(?:talk|speak|chat|deal|communicate|be talking|be speaking|discuss this)(?:ing)? ?(?:to|with) (?:an? |the |this |your |some |stupid )*(?:bots?|machines?|robots?|computers?|ai|chat ?bots?|automated \\p{L}+|recording|virtual \\p{L}+|software|program)",
      "(?:no|not) (?:more )?(?:an? |the |this )?(?:bots?|robots?|machines?|chat ?bots?|automated \\p{L}+)(?: please)?(?= [.!?]|$)",
      "speak (?:to )?human|(?:escalate|elevate) (?:this|it|me|my \\p{L}+)",
      "(?:^|[.!?] )(?:please |can you |could you |kindly )?(?:escalate|human)(?: please)?(?= [.!?]|$)",
      "(?:can|could|will|would|may|might) (?:an? |any |some |one of your )?(?:(?:real|live|actual|human|proper) )*(?:human(?: being)?|(?:real|live|actual|living) (?:person|people)|agent|representative|operator|advisor|adviser|colleague|manager|supervisor|member of (?:staff|your team|the team))s?(?: (?:please|pls|kindly|just|actually|maybe))* (?:look|have a look|check|help|assist|take over|take this|handle|review|answer|reply|respond|sort|deal with|explain|step in|jump in|join|read|get involved|come on)",
      "(?:enough|tired|sick|had it|fed up|done)(?: \\p{L}+)? (?:of|with)(?: (?:the|this|your|these|talking|chatting|to|stupid|silly|dumb|useless|an?))* (?:bots?|robots?|machines?|chat ?bots?|computers?|automated \\p{L}+)",
      "(?<!(?:for|per|each|of) )(?:an?|some|your) (?:(?:real|live|actual|human|proper) )*(?:human(?: being)?|person|agent|representative|operator|supervisor|advisor|adviser|colleague)s? (?:please|pls|plz|now|instead)(?= [.!?]|$)",
      "(?:want|like|need|going|wish|have|ask) (?:you )?to escalate",
    ],
  },
  {
    name: "call_me",
    why: "asks to be called or contacted by a person",
    wordings: [
      "(?:can|could|would|will|please|kindly|have|get|want|need|like|ask|tell|let|arrange)(?: (?:you|to|for|a|an|the|your|please|me|us|i|real|live|human))* ?(?:someone|somebody|some one|anyone|agent|representative|person|human|manager|supervisor|specialist|advisor|adviser|consultant|executive|staff|team|expert)s?(?: (?:from|in|at|of) (?:your|the|customer|sales|support) ?\\p{L}*)?(?: (?:please|to|kindly|just))* (?:call|ring|phone|contact|reach(?: out)?|get (?:back|in touch)|text|speak|talk)(?:s|ing)? ?(?:me|us|with me|to me|back|out|with us|my)?",
      "(?:please |can you |could you |you |pls |kindly )(?:call|ring|phone) me(?: back)?(?= [.!?]|$| (?:at|on|now|please|back|today|tomorrow|asap|urgently|immediately))",
      "(?:someone|somebody|an? (?:agent|human|person|manager|representative)) (?:needs|has|should|must|ought|better)(?: (?:to|please|urgently))* (?:call|contact|phone|ring|get back to|reach out to) (?:me|us)|give (?:me|us) a (?:call|ring|call ?back)",
      "(?:call|ring|phone) me back|(?:request|want|need|arrange|schedule|get|give me|book)(?: (?:for|a|an|the|you|to))* ?(?:call ?back|callback)",
      "(?:^|[.!?] |please |pls |kindly |just |then |and )(?:give (?:me|us) a (?:quick )?(?:phone ?|tele ?phone ?)?(?:call|ring|bell|buzz)|(?:call|ring|phone) me)(?= [.!?]|$| (?:at|on|please|pls|now|today|tomorrow|back|asap|instead|\\+?\\d))",
      "(?:have|get|ask|let|tell) (?:one of )?(?:your|the) \\p{L}+(?: \\p{L}+)? (?:to )?(?:call|ring|phone|contact|e ?mail|write(?: to)?|text|get back to) (?:me|us)",
    ],
  },
  {
    name: "asks_other_languages",
    why: "asks for a person",
    wordings: [
      // Spanish
      "(?:hablar|hable|hablen|comunicar(?:me|se)?|comuniqueme|comunicame|contactar(?:me)?|charlar|chatear|conectar(?:me)?|conectame|pasar(?:me)?|paseme|pasame|pongame|poneme|ponme|transferir(?:me)?|transfiere(?:me|n)?|transfierame|derivar(?:me)?|derivame|atienda|atenderme|quiero|necesito|prefiero|deseo|quisiera|busco|dame|deme)(?: (?:a|con|de|por|telefono|que|me|con el|favor|ya|directamente|hablar|al|la|el|un|una|algun|alguna|su|mi|tu))* (?:agente|humano|humana|persona|personas|alguien|operador|operadora|asesor|asesora|representante|supervisor|supervisora|gerente|encargado|encargada|responsable|ejecutivo|ejecutiva|empleado|empleada|ser humano|atencion al cliente|servicio al cliente|soporte|jefe)(?: (?:real|humano|humana|de verdad))?",
      "(?:hay|esta|existe)(?: (?:ahi|alli|aqui))? (?:alguien|algun humano|alguna persona|algun agente|una persona|un humano|algun asesor)(?: (?:real|ahi|disponible|aqui|que|humano|con quien|de verdad))*",
      "(?:agente|asesor|persona|operador|humano)(?: (?:real|humana|humano))?(?: (?:por favor|ya|disponible))?(?= [.!?]|$)",
      "(?:pueden?|podrian?|puede alguien|que alguien me|que me) (?:llamar(?:me)?|llame|llamen|contactar(?:me)?|contacte|contacten)(?: (?:por telefono|alguien|por favor))*",
      "(?:me|nos) (?:puede|pueden|podria|podrian|puedes) (?:atender|ayudar|contestar) (?:alguien|una persona|un humano|un agente|un asesor)|(?:alguien|una persona)(?: (?:real|humana))? (?:me|nos) (?:puede|podria|pueda) (?:atender|llamar)|que (?:me|nos) (?:atienda|llame|conteste) (?:alguien|una persona)|(?:ser atendid[oa]|que me atiendan) por (?:alguien|una persona|un humano|un agente)",
      "(?:hablar|comunicar\\p{L}*|pas[ea]r?me|pongame|conect\\p{L}+)(?: (?:por|telefono))*(?: (?:con|a|de))+(?: (?:la|el|los|alguien|su))* (?:recepcion|direccion|administracion|facturacion|soporte|ventas|reservas|contabilidad|gerencia|dueno|duena)",
      // German
      "(?:mit|zu|an|bei|von|einen?|einem|einer|echten?|richtigen?|ihrem|ihren|dem|der|jemand(?:em|en)?)(?: (?:einem?|einer|einen|dem|der|ihrem|ihren|echten?|richtigen?|lebenden|realen|menschlichen|zustandigen|anderen))* ?(?:menschen?|mensch|mitarbeiter(?:in)?|person|berater(?:in)?|kundenberater(?:in)?|kundendienst|kundenservice|kundenbetreuer(?:in)?|support|agenten?|operator|vorgesetzten?|chef|manager|jemand(?:em|en)?|sachbearbeiter(?:in)?|ansprechpartner(?:in)?)(?: (?:persönlich|personlich|bitte|direkt|selbst|(?:aus|von|in) (?:dem|der|den) \\p{L}+|vom \\p{L}+))* (?:sprechen|reden|chatten|verbinden|verbunden|weiterleiten|telefonieren|unterhalten|kontaktieren|schreiben|durchstellen|werden)",
      "(?:verbinden|verbinde|geben|gib|holen|hol|leiten|leite|stellen|stell)(?: (?:sie|mich|mir|bitte|doch|jetzt|sofort|endlich|mal|uns))+ (?:mit|zu|an|einen?|zum|durch)(?: (?:einem?|einer|einen|echten?|richtigen?|dem|der))* ?(?:menschen?|mitarbeiter(?:in)?|person|berater(?:in)?|kundendienst|kundenservice|support|agenten?|vorgesetzten?|jemand(?:em|en)?|ansprechpartner(?:in)?)",
      "(?:ich )?(?:mochte|mochten|will|wurde|brauche|benotige|hatte|kann|konnte|darf)(?: (?:ich|gerne?|bitte|jetzt|endlich|sofort|lieber|mal|nur|mit))* (?:einen?|einem|echten|richtigen|menschlichen)(?: (?:echten?|richtigen?|menschlichen))? (?:menschen|mitarbeiter|berater|ansprechpartner|person)(?: (?:sprechen|reden|haben|bitte))?",
      "(?:gibt es|ist|sind)(?: (?:hier|da|dort|denn|auch))* (?:einen? )?(?:echten? |richtigen? )?(?:mensch(?:en)?|jemand|mitarbeiter|person|berater)(?: (?:da|hier|erreichbar|verfugbar|der|mit|fur|dem|den))+",
      "(?:kann|konnte|konnten|soll|bitte)(?: (?:mich|mir|bitte|sie|jemand|ein mitarbeiter|einer|mal))* (?:jemand|zuruckrufen|anrufen)(?: (?:mich|mir|bitte))*(?: (?:zuruckrufen|anrufen|helfen bitte|kontaktieren))?",
      "(?:mensch|mitarbeiter|berater|kundendienst)(?: (?:bitte|sofort|jetzt))(?= [.!?]|$)",
      "(?:bitte|gerne?)(?: (?:an|zu|mit|mal|jetzt|sofort|lieber))* (?:einen?|einem|einer|den|die|ihren) (?:(?:echten?|richtigen?|menschlichen?) )?(?:mitarbeiter(?:in)?|menschen?|berater(?:in)?|person|kollegen|kollegin|ansprechpartner(?:in)?)(?= [.!?]|$| (?:sprechen|holen|rufen|schicken|dazu|dazuholen))|einen? (?:(?:echten?|richtigen?) )?(?:mitarbeiter(?:in)?|menschen|berater(?:in)?|ansprechpartner(?:in)?) bitte",
      "(?:mit|zu|an) (?:der|dem|ihrer|eurer|ihrem|eurem) (?:technik|buchhaltung|rezeption|verwaltung|vertrieb|verkauf|kundenbetreuung|reservierung|inhaber(?:in)?|chef(?:in)?|\\p{L}*(?:abteilung|leitung|service))(?: \\p{L}+)? (?:verbinden|sprechen|reden|telefonieren|verbunden)",
      "gibt es(?: (?:hier|da|dort|denn|auch|noch))* (?:echten?|richtigen?) (?:menschen|mitarbeiter|person|personen|berater)",
      "(?:rufen|ruft|ruf)(?: (?:sie|ihr))? (?:mich|uns)(?: (?:bitte|doch|mal|gerne?|morgen|heute|unter|jetzt|\\d+))* (?:an|zuruck)",
      "(?:bitte|ich bitte|wunsche|hatte gern)(?: (?:um|gern|bitte))* (?:einen )?(?:ruckruf|anruf)|ruckruf (?:bitte|erbeten)",
      // French
      "(?:parler|discuter|echanger|communiquer|joindre|contacter|passez|passer|mettez|mettre|transferez|transferer|connectez|dialoguer|voudrais|veux|souhaite|prefere|besoin)(?: (?:avec|a|au|de|d|moi|directement|en|relation|parler|vite|plutot|me|s il vous plait|quelqu|un|une|le|la|votre|vos|vrai|vraie|autre))* ?(?:humain|humaine|personne|conseiller|conseillere|agent|operateur|operatrice|quelquun|representant|responsable|superviseur|manager|employe|service client|etre humain|interlocuteur|technicien|collaborateur)(?: (?:reel|reelle|humain|humaine|physique))?",
      "(?:y a|il y a|est ce quil y a)(?: (?:t|il|un|une|il y a))* (?:quelquun|humain|vraie personne|personne reelle|conseiller|agent|personne)(?: (?:reel|humain|disponible|qui|de disponible|la|a qui|pour))*",
      "(?:conseiller|humain|agent|operateur)(?: (?:humain|svp|sil vous plait|maintenant))*(?= [.!?]|$)",
      "(?:rappelez|rappeler|appelez|pouvez vous me rappeler|quon me rappelle|me rappeler)(?: moi)?",
      "(?:passez|mettez|transferez|connectez|parler)(?: (?:moi|avec|en relation|au|a|l|le|la|les|votre))* (?:service \\p{L}+|reception|standard|direction|comptabilite|support|patron|patronne)",
      "(?:est ce que )?(?:quelquun|un conseiller|une personne) (?:peut|pourrait|peux)(?: (?:il|elle|t il))? (?:me|m|nous) (?:rappeler|prendre en charge|appeler)",
      "(?:etre|me faire) (?:rappelee?|recontactee?|contactee?)(?: par)?",
      // Portuguese
      "(?:falar|conversar|fale|comunicar|contatar|contactar|transferir|transfere|transfira|passar|passe|me passa|encaminhar|quero|preciso|queria|gostaria|prefiro|desejo)(?: (?:com|de|para|me|um|uma|o|a|ao|algum|alguma|por|favor|falar|seu|sua|diretamente))* (?:atendente|humano|humana|pessoa|alguem|operador|operadora|representante|supervisor|supervisora|gerente|responsavel|agente|atendimento|funcionario|consultor|assistente|suporte|ser humano)(?: (?:real|humano|humana|de verdade))?",
      "(?:tem|ha|existe)(?: (?:ai|aqui))? (?:alguem|algum humano|alguma pessoa|algum atendente|uma pessoa|um atendente)(?: (?:real|ai|disponivel|que|humano|para))*",
      "(?:atendente|humano)(?: (?:humano|por favor|agora))*(?= [.!?]|$)",
      "(?:podem|pode|alguem pode|alguem)(?: (?:me|por favor))* (?:ligar|telefonar|me ligue|liga)(?: (?:para mim|me|de volta))*",
      "(?:falar|transferir|transfere|transfira|passar|passe)(?: (?:me|com|para|o|a|ao|seu|sua))* (?:suporte|recepcao|financeiro|vendas|faturacao|gerencia|gerente|dono|dona|setor \\p{L}+)",
      "(?:alguem|uma pessoa|um humano)(?: (?:pode|poderia|podia))? me (?:atender|atende|ajudar por telefone)|(?:quero|preciso|gostaria de|prefiro) ser atendid[oa] por",
      "(?:me liguem|retornem a ligacao|ser contactad[oa])",
      // Italian
      "(?:parlare|parlo|comunicare|contattare|chattare|mettermi in contatto|passami|passatemi|mi passi|mi passa|passarmi|trasferire|trasferiscimi|trasferitemi|collegami|collegarmi|voglio|vorrei|ho bisogno|preferisco|desidero)(?: (?:con|a|di|un|una|uno|il|la|al|parlare|per|favore|direttamente|vero|vera|vostro|qualche|altro|altra))* (?:umano|umana|persona|operatore|operatrice|qualcuno|addetto|consulente|agente|responsabile|supervisore|rappresentante|assistente|essere umano|servizio clienti|dipendente|impiegato)(?: (?:reale|umano|umana|vera|in carne ed ossa))?",
      "(?:ce|c e)(?: (?:qualche|un|una))? (?:qualcuno|operatore|umano|persona vera|persona|una persona)(?: (?:reale|che|disponibile|con cui|li|umano))*",
      "(?:operatore|umano)(?: (?:umano|per favore|subito))*(?= [.!?]|$)",
      "(?:potete|puo|puoi|qualcuno puo|mi puo|potreste|mi potete)(?: (?:per favore|qualcuno))* (?:richiamar(?:mi|e)|chiamar(?:mi|e)|telefonarmi)",
      "(?:parlare|passarmi|passatemi|mi passi|mi passa|collegarmi)(?: (?:con|a|al|alla|allo|il|la|l|un|una|il vostro))* (?:reception|amministrazione|assistenza|segreteria|contabilita|direzione|commerciale|titolare|ufficio \\p{L}+)",
      "(?:puo|potrebbe) (?:rispondermi|aiutarmi|seguirmi) (?:qualcuno|una persona|un operatore)",
      "(?:essere|farmi) (?:richiamat[oa]|ricontattat[oa]|contattat[oa])",
      // Dutch
      "(?:met|aan|naar|van|een|echte?|iemand)(?: (?:een|echte?|echt|een van jullie|de|jullie|uw|van|levende|andere))* ?(?:mens|medewerker|persoon|iemand|collega|klantenservice|adviseur|leidinggevende|manager|agent|operator|klantenservicemedewerker|mensen)(?: (?:van de klantenservice|van vlees en bloed|aub|alstublieft))?(?: (?:te|kunnen|willen|direct|persoonlijk))* ?(?:spreken|praten|chatten|verbinden|doorverbinden|doorverbonden|contact|bellen|overleggen|worden)",
      "(?:verbind|verbinden|doorverbinden|geef|geven|haal)(?: (?:me|mij|u|ons|door|even|maar))* (?:met|aan|een)(?: (?:een|echte?|de))* ?(?:mens|medewerker|persoon|iemand|collega|klantenservice|adviseur)",
      "(?:ik )?(?:wil|zou|wens|kan|mag)(?: (?:ik|graag|liever|even|nu|gewoon|met))* (?:een|iemand|echt)(?: (?:echte?|levend|menselijke))* ?(?:mens|medewerker|persoon|iemand)?(?: (?:te))* (?:spreken|praten|hebben)",
      "(?:is|zijn)(?: (?:er|daar|hier))+ (?:iemand|een mens|een medewerker|een echt persoon|echte mensen)(?: (?:aanwezig|die|beschikbaar|met wie|daar|bereikbaar))*",
      "(?:kan|kunnen|wil|willen)(?: (?:iemand|jullie|u|je|er))+ (?:me|mij|mij even|mij terug)(?: (?:even|terug|alstublieft))* ?(?:bellen|terugbellen|opbellen)",
      "(?:medewerker|mens)(?: (?:aub|alstublieft|graag))(?= [.!?]|$)",
      "(?:met|naar) (?:de |jullie |uw )?(?:receptie|administratie|boekhouding|technische dienst|eigenaar|baas|afdeling \\p{L}+) (?:spreken|praten|doorverb\\p{L}+|bellen)|(?:een|uw|jullie) (?:collega|medewerker|baas)(?: van (?:u|jullie|jou))? (?:spreken|aan de lijn)",
      "graag (?:een|iemand)(?: (?:echte?|levende))? ?(?:medewerker|mens|persoon|collega|adviseur)?(?: (?:spreken|aan de lijn|erbij))(?= [.!?]|$)|graag een (?:echte? )?(?:medewerker|mens|adviseur)(?= [.!?]|$)",
      "teruggebeld worden|terugbelverzoek",
      // Hindi in Latin letters, as real shops receive it
      "(?:kisi|koi|insaan|agent|aadmi|executive|customer care)(?: (?:se|ko|insaan|real|aadmi|person|agent))* (?:baat|bat)(?: (?:karni|karna|karao|karwao|karvao|kara|karwa|krni|krna|krao|krwao|karni hai))*",
      "(?:baat|bat) (?:karni|karna|karao|karwao|krni|krna|krao) (?:hai|h|chahta|he|hain)?",
    ],
  },
  furtherAsks,
]

export const refuses: PatternGroup[] = [
  {
    name: "refuses_person",
    why: "does not want a person",
    wordings: [
      "(?:dont|do not|doesnt|didnt|wont|wouldnt|not|never|no need|without|rather not|instead of|no reason|unnecessary|before)(?: (?:you|me|i|we|really|yet|want|wanted|need|needed|wish|like|have|having|going|to|for|the|a|an|please|be|being|get|getting|necessary|required|just|going to|even|currently|now|transfer|connect|asking|ask|asked|trying|looking|prefer))* (?:(?:talk|speak|chat|transfer|connect|contact|pass|hand|put|escalate|call|involve)(?:ing|red|ed)? ?(?:me |this |it |over |through |on |in |up )*(?:to |with )?)?(?:an? |the |your |any |some |another |live |real |actual |human |customer |service |support |sales |technical |more )*(?:humans?|persons?|people|agents?|representatives?|reps?|operators?|managers?|supervisors?|someone|somebody|anyone|anybody|advisors?|staff|human being|customer service|customer support)",
      "no (?:humans?|persons?|agents?|people|operators?|staff|calls?) (?:needed|necessary|required)",
      "(?:dont|do not|never|stop|without|hate|tired of|avoid|not) (?:(?:ever|just|please|being|get|keep|even|you) )*(?:put|pass|hand|transfer|forward|connect|send|switch|bounc|shuffl|ring|phon|call)(?:ed|s|ing|ring|ting|e)? (?:me|us)(?: (?:on|over|through|around|along|back))*(?: (?:to|with) (?:an? |the |another |some )?(?:support|department|person|colleague|agent|team|desk|anyone|anybody|someone|somebody|\\p{L}+ (?:department|team|agent)))?(?: again| any ?more| once more)*",
      "(?:dont|do not|please dont|no need to|not necessary to|stop) (?:call|calling|phone|ring|contact)(?:ing)? me",
      "(?:no|nao|non|nicht|kein(?:en)?|niet|geen|sin|sans|senza)(?: (?:quiero|necesito|deseo|hace falta|quero|preciso|voglio|serve|veux|besoin|pas|je|ne|ich|mochte|will|brauche|brauch|wil|hoef|ik|hablar|falar|parlare|parler|con|com|avec|de|que|me|pasen|transfer\\p{L}*|un|una|um|uma|une|einen?|een|met|mit|a|ningun|nenhum|nessun|con un|con una|di|d))+ (?:agente|humano|persona|alguien|operador|asesor|atendente|pessoa|alguem|umano|operatore|qualcuno|humain|personne|conseiller|quelquun|menschen|mitarbeiter|berater|mens|medewerker|iemand)",
      "(?:rufen|ruft|ruf)(?: (?:sie|ihr))? (?:mich|uns)(?: (?:bitte|doch))* nicht(?: (?:an|zuruck|mehr|wieder))*",
      "(?:keinen?|geen)(?: (?:echten?|echte))? (?:menschen?|mitarbeiter|berater|mens|medewerker)",
      "(?:je ne veux pas|je ne souhaite pas|pas besoin|ich mochte nicht|ich will nicht|ik wil niet)(?: \\p{L}+){0,4} (?:parler|conseiller|humain|quelquun|agent|menschen|mitarbeiter|jemandem|mens|medewerker|iemand|personne)",
      "(?:nicht|niet) (?:mit|met) (?:einem|einer|een|jemandem|iemand)(?: (?:menschen|mitarbeiter|mens|medewerker|person|persoon))? ?(?:sprechen|reden|praten|spreken)?",
    ],
  },
  furtherRefuses,
]

/** Asks what is answering here, not for somebody else to answer. */
export const wonders: PatternGroup[] = [
  {
    name: "wonders_who_answers",
    why: "asks whether this is a person",
    wordings: [
      "(?:are|r|is) (?:you|this|it|i|there) (?:a |an |really |actually |the |just |real |talking |speaking |chatting |to |with )*(?:human|real|person|robot|bot|machine|computer|agent|man|woman|real person|human being|ai|someone)(?: or (?:a )?(?:bot|robot|machine|human|computer|real person|person))?(?= [.!?]|$)",
      "(?:is|was) (?:this|that|it|there) (?:a |an |any |actually |really |just |some )*(?:real |live |actual )?(?:human|person|robot|bot|machine|man|woman|somebody|someone|anyone) (?:i am |im |that i am |who is |that |actually |really )*(?:talking|speaking|chatting|typing|writing|replying|answering|texting|behind)(?: (?:to|with|this|it|here|me|all|the|chat|screen|bot|window|that))*",
      "(?:am i|i am)(?: \\p{L}+)? (?:talking|speaking|chatting)(?: (?:to|with))?(?: (?:a|an|with a|to a|the|real|actual))* (?:human|person|robot|bot|machine|someone|real person|agent|computer)",
    ],
  },
]

/** Speaks of a person and asks for none: what one said, whether this is one, somebody in the visitor's own life. */
export const mentions: PatternGroup[] = [
  {
    name: "mentions_person",
    why: "speaks about a person",
    wordings: [
      // A report about one.
      "(?:your|the|an?|one of your|another|that|this|my|previous|last|same|some)(?: \\p{L}+)? (?:agent|operator|representative|manager|person|supervisor|colleague|advisor|adviser|executive|employee|assistant|staff|someone|broker|adjuster|consultant|guy|lady|woman|man)s? (?:told|said|promised|informed|advised|assured|gave|called|hung|helped|confirmed|mentioned|explained|asked|was|were|has|had|is|did|didnt|never|who|i (?:spoke|talked|chatted|spoken)|that i|wrote|sent|already|on the phone|from|at your|says|offered|refused|cancelled|came|replied|suggested|recommended|contacted)",
      "(?:i|we)(?: (?:already|just|have|had|ve|also|finally|recently|previously|even|once))* (?:spoke|spoken|talked|chatted|been talking|been speaking|was talking|was speaking|was chatting)(?: (?:to|with))? (?:\\p{L}+ ){0,4}(?:agent|operator|representative|manager|person|supervisor|someone|somebody|colleague|advisor|executive|employee|assistant|staff|human|people|customer service|support)s?",
      "(?:who|where|what) (?:is|are) (?:my|the|your|our) (?:\\p{L}+ )?(?:agent|manager|representative|advisor|adviser|broker|operator|supervisor|assistant)s?|i am (?:not )?(?:a|an|the|your) (?:\\p{L}+ ){0,2}(?:human|person|human being|manager|agent|representative|robot|bot)",
      "(?:you are|you)(?: (?:not|just|only|clearly|probably))* (?:a |an )(?:human|person|bot|robot|machine|real person)",
      "(?:nice|good|glad|great|happy|lovely|reassuring|comforting)(?: \\p{L}+){0,4} (?:have|has|having|there is|there was|know) (?:\\p{L}+ ){0,3}(?:someone|somebody|a person|people|an agent|a human)(?: (?:to|who|i|that|available|there))*",
      // Who comes along, who is given something, and what it costs each.
      "(?:give|send|show|gift|lend|buy|offer) (?:someone|somebody|anyone|people)(?: else)? (?:an?|the|my|this|that|some|money|access|\\d+)",
      "(?:per|por|cada|ogni|pro|par|each) (?:persona|pessoa|person|personne|persoon)",
      "(?:bring|take|add|invite|include|register)(?:ing)?(?: (?:along|with me|one|another|an?|a second|second|more|extra|other|some|two|three))* (?:persons?|people|guests?|someone|somebody|anyone)(?: else)?(?= (?:to|along|with|on|for|into|as)|$| [.!?])",
      // People in the visitor's life.
      "(?:call|text|phone|ring|message|email|speak to|talk to|contact|meet) (?:my )?(?:mom|mum|mommy|dad|mother|father|wife|husband|brother|sister|friend|son|daughter|boss|doctor|girlfriend|boyfriend|landlord|grandma|bob|john|mary|jane|tom|alice|the (?:merchant|seller|police|doctor|school|vet|plumber|dentist))",
      "(?:my|his|her|their|our)(?: \\p{L}+)? (?:doctor|lawyer|accountant|landlord|boss|manager|estate agent|travel agent|real estate agent)",
      "(?:real estate|estate|travel|cleaning|shipping|delivery|booking|letting|transfer|free|insurance) agents? (?:near|in|fee|commission|number|details|code|id|job|jobs|salary|license|licence)",
      "(?:bleaching|cleaning|wetting|caking|raising|gelling|foaming|thickening|free|sole|double|secret) agents?",
      // Whoever called them, or whether anybody did.
      "(?:someone|somebody|anyone|anybody|a (?:man|woman|lady|guy|caller|person)|one) (?:(?:of|from|at|with|in) (?:you|yours|your (?:\\p{L}+)|the \\p{L}+|this \\p{L}+) )?(?:called|rang|phoned|texted|messaged|emailed|keeps calling|has called|had called|tried (?:to )?(?:call|calling|reach|ring)) ?(?:me|us)?",
      "did (?:someone|somebody|anyone|anybody|one of you|you)(?: \\p{L}+){0,4} (?:call|ring|phone|text|try to (?:call|ring|reach)) (?:me|us)",
      // How one is to speak, not to whom.
      "(?:talk|speak|write|type)(?:ing)? (?:(?:a|bit|little|more|too|so|much|in|please) )*(?:slow(?:er|ly)?|fast(?:er)?|soft(?:er|ly)?|loud(?:er|ly)?|quiet(?:er|ly)?|simpl(?:er|y)|clear(?:er|ly)?|up|less|english|german|french|spanish|italian|dutch|portuguese|polish|turkish|arabic)",
      "(?:talk|speak) to me in \\p{L}+",
      "(?:delivery|courier|cleaning) (?:agent|person|boy|guy|man|driver|executive|partner)",
      "(?:become|be|becoming|work as|job as|hiring|apply as|register as|vacancy for)(?: (?:a|an|your|the))* (?:agent|operator|representative|manager|partner|consultant|advisor)",
      "(?:ask|asking) (?:an? |the |your )?(?:agent|assistant|operator|representative)s? (?:to |how |what |where |when |if |about |for |whether |why |which |who )",
      "(?:someone|somebody|anyone) (?:stole|has stolen|used|is using|was using|hacked|else (?:used|is|was|has|s)|elses|took|accessed|has (?:access|hacked|stolen|used)|made|withdrew|got|opened|broke)",
      "(?:talk|speak|chat)(?:ing)? about|(?:meeting|appointment|schedule|book) .{0,40}(?:talk|speak|discuss|with)",
      "(?:how many|number of|per|for|extra|additional|each|every|one|two|three|four|five|six|single|\\d+) (?:human|person|people|agent|operator|adult|passenger)s?(?= |$)",
      "(?:send|sent|transfer|transferring|pay|paid|paying|transferred|give|given|gave|lend|gift|refer|gifting|wire)(?: (?:money|cash|funds|this|it|that|the money|some|payment|a payment|\\p{Sc}?\\d+|pounds|dollars|euros|to|for))+ (?:a |an |the |another |some )?(?:person|people|someone|somebody|friend|anyone)(?: else)?",
      "(?:room service|housekeeping|the kitchen|the restaurant|the pool|the spa)",
      "(?:phone|contact|telephone|whatsapp|helpline|toll free|customer care|customer service|support) ?(?:number|no|nr|email|mail|address|hours|timings?)",
      // “pr. person”: an abbreviation ends no sentence.
      "(?:pr|p|per) \\. pers(?:on)?",
    ],
  },
]

/** A bare yes takes an offer; anything longer is judged by its own words. */
export const accepts = [
  "(?:yes|yeah|yep|yup|yea|ya|sure|ok|okay|okey|fine|please|absolutely|definitely|certainly|of course|alright|all right|great|good|perfect|do it|go ahead|go on|sounds good|that would be great|that would be (?:good|nice|helpful|lovely|perfect)|that works|id like that|i would like that|i would|please do|yes please|why not|thanks|thank you|i guess|i think so|by all means|lets do (?:it|that)|that is fine|works for me|right away|now|then|very much|so much|much|appreciate|appreciated|it|i|you|that|would|be|helpful)",
  "(?:si|claro|vale|por favor|bueno|adelante|de acuerdo|esta bien|gracias|dale|ja|gerne|bitte|klar|naturlich|unbedingt|in ordnung|danke|sicher|oui|volontiers|svp|sil vous plait|dac+ord|bien sur|merci|avec plaisir|sim|pode ser|com certeza|obrigad[oa]|isso|certo|va bene|volentieri|certo|grazie|per favore|graag|prima|alstublieft|aub|natuurlijk|is goed|doe maar|haan|ha|han|ji|theek hai|thik hai)",
  ...furtherAccepts,
]
