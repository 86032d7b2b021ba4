import type { PatternGroup } from "../patterns"

export const stakes: PatternGroup[] = [
  {
    name: "self_harm",
    why: "may be in danger of harming themselves",
    wordings: [
      "(?:kill|hurt|harm|hang|shoot|cut|cutting|killing|hurting|harming|drown) (?:myself|my self)|suicid\\p{L}*|end(?:ing)? (?:my|it all)(?: (?:own))?(?: life)?(?= [.!?]|$| (?:life|because|if|tonight|today|now))|(?:want|wanna|going|rather|ready|wish i (?:was|were)|better off|would rather|wish i could)(?: (?:to|be|just))* (?:die|be dead|dead)(?= [.!?]|$| (?:now|tonight|because|than))|(?:dont|do not|no longer) (?:want|wish) to (?:live|be alive|wake up|exist)|no reason (?:to live|for living)|cant go on (?:living|like this any ?more|any ?more)|(?:take|taking|took) my own life|self harm\\p{L}*|overdose(?:d|ing)?",
      "(?:quiero|voy a|me quiero|me voy a) (?:morir(?:me)?|matar(?:me)?|suicidar(?:me)?)|(?:mich|mir das leben) (?:umbringen|nehmen|umzubringen)|(?:ich will|ich mochte) (?:sterben|nicht mehr leben)|(?:me suicider|me tuer|envie de mourir|veux mourir)|(?:me matar|quero morrer|tirar minha vida)|(?:uccidermi|voglio morire|suicidarmi)|(?:zelfmoord|ik wil dood|mezelf iets aandoen)|selbstmord|suizid",
    ],
  },
  {
    name: "safety",
    why: "speaks of danger to somebody",
    wordings: [
      "(?:caught|catches|catching|on) fire|(?:burst|went up) in(?:to)? flames|explod\\p{L}*|explosion|(?:gas|carbon monoxide|chemical) (?:leak|smell|poisoning)|smell(?:s|ing)? (?:of )?gas|electr(?:ic|ical) shock|electrocut\\p{L}*|(?:smoke|sparks?|smoking|sparking) (?:is |are )?(?:coming|from|out)|allergic reaction|anaphyla\\p{L}*|(?:food )?poison(?:ed|ing)|(?:cant|cannot|trouble|difficulty|unable to|hard to) breath(?:e|ing)|(?:unconscious|fainted|collapsed|bleeding|seizure|choking|chest pain|heart attack|stroke)(?! (?:of luck|engine))|(?:taken|rushed|admitted|went|going|go|been|ended up)(?: (?:to|in|into|the|at))* (?:hospital|emergency room|er(?= [.!?]|$))|(?:need|call|send)(?: (?:an|a|the|for))* (?:ambulance|doctor immediately|paramedics?)|severe(?:ly)? (?:burn|injur|reaction|pain|ill|sick|side effect)\\p{L}*|(?:injured|hurt|burned|burnt|cut|wounded)(?: (?:my|his|her|our|me|by|badly|himself|herself|myself|badly by|from))+|(?:being|was|been|am being|am) (?:assaulted|attacked|raped|threatened|stalked|abused|followed home|molested)|domestic (?:violence|abuse)|(?:my|the) (?:child|baby|son|daughter|kid|toddler) (?:swallowed|ate|drank|choked|is choking|got (?:hurt|burned|sick)|was (?:hurt|injured|burned))|life (?:is )?(?:in danger|threatening)|(?:bomb|gun|weapon) (?:threat|in)",
      "(?:es brennt|brand ausgebrochen|gasgeruch|stromschlag|explodiert|allergische reaktion|vergiftet|krankenhaus|notarzt)|(?:se incendio|fuga de gas|descarga electrica|reaccion alergica|intoxicad\\p{L}*|ambulancia)|(?:incendie|fuite de gaz|pris feu|electrocut\\p{L}*|reaction allergique|intoxiqu\\p{L}*)|(?:pegou fogo|vazamento de gas|choque eletrico|reacao alergica|intoxicad\\p{L}*)|(?:preso fuoco|fuga di gas|scossa elettrica|reazione allergica|intossicat\\p{L}*)|(?:in brand|gaslek|elektrische schok|allergische reactie|vergiftigd|ziekenhuis)",
    ],
  },
  {
    name: "legal",
    why: "threatens legal action",
    wordings: [
      "(?:my|a|our|the|an|contact(?:ed|ing)?|speak(?:ing)? to|talk(?:ing)? to|hire|hired|hiring|consult(?:ing|ed)?|get|getting|call|calling|hear from|see)(?: (?:my|a|our|an|good|the))* (?:lawyers?|attorney|solicitor|barrister|legal (?:team|counsel|department|advisor|adviser|representative))(?! (?:fee|fees|discount|insurance))|legal (?:action|steps|proceedings|notice|recourse|measures|consequences|case)|(?:will|going to|gonna|can|could|would|might|shall|have to|to) sue|suing|sue (?:you|your|them|this)|(?:take|taking|taken|drag|see|go|going)(?: (?:you|this|it|them|your company|the company|the matter|my case|this matter))* (?:in|to) (?:the )?(?:court|small claims|tribunal|consumer (?:forum|court|affairs|protection)|ombudsman|arbitration)|small claims|law ?suit|class action|(?:report|complain|complaint|complaining|reporting|file|filing|lodge|lodging|raise)(?: (?:you|this|it|a|an|to|against|about|with|complaint|case|the|your|company|bank|report|formal|official|dispute))* (?:ombudsman|police|consumer (?:court|forum|protection|affairs|rights)|regulator|trading standards|better business bureau|bbb|financial conduct|fca|cfpb|rbi|ftc|attorney general|data protection|cyber ?crime|fir)|breach of (?:contract|gdpr|privacy|data|law)|(?:gdpr|data protection|privacy) (?:complaint|violation|breach)|violat(?:es?|ed|ing|ion) (?:the |of |my |our |consumer )*(?:law|gdpr|privacy|rights|contract|consumer)|press charges|defamation",
      "(?:mi abogad[oa]|acciones legales|demandar(?:los|les|te)?|voy a demandar|denunciar(?:los|les|te)?|poner una denuncia|hoja de reclamaciones)|(?:mein(?:en|em)? anwalt|rechtsanwalt|rechtliche schritte|verklagen|strafanzeige|verbraucherzentrale|vor gericht)|(?:mon avocat|un avocat|poursuites|action en justice|porter plainte|tribunal|mise en demeure|repression des fraudes)|(?:meu advogado|acao judicial|processar voces|vou processar|procon|na justica)|(?:mio avvocato|un avvocato|azione legale|vie legali|denunciar\\p{L}*|in tribunale|querela)|(?:mijn advocaat|een advocaat|juridische stappen|aanklagen|naar de rechter|rechtszaak|aangifte)",
    ],
  },
  {
    name: "money",
    why: "disputes money",
    wordings: [
      "(?:refus(?:e|ed|es|ing)|den(?:y|ied|ies|ying)|reject(?:ed|ing)?|declin(?:ed|ing))(?: (?:to|my|give|issue|pay|me|the|a|our))* (?:refund|money back|reimburse\\p{L}*|compensation)|(?:demand|want|insist|need|give|dispute|disputing|expect|deserve|require|claim)(?: (?:on|a|my|me|to|the|full|for|back|our|immediate|you|get|an))* (?:refund|money|reimbursement|charge ?back|chargeback)(?: (?:back|now|immediately|right now|today|asap|or))+|charge ?back|dispute (?:this|the|a|my|an) (?:charge|payment|transaction|invoice|bill)|(?:never|didnt|did not|dont|have not|havent|hasnt)(?: (?:i|ever|even|yet))* (?:got|get|receive|received|gotten|see|seen) (?:my|the|any|a|our) (?:refund|money back|reimbursement)|refund (?:was |has been |is |got |still )*(?:denied|refused|rejected|not (?:received|given|processed|credited)|never (?:came|arrived))|(?:unauthori[sz]ed|fraudulent) (?:charge|payment|transaction|withdrawal)s?|(?:charged|billed|debited)(?: (?:me|us|my card))* (?:twice|double|without|again|for something i|illegally|three times|multiple times)",
      "(?:exijo|quiero) (?:mi dinero|el reembolso|la devolucion)|devuelvanme|(?:ich )?(?:verlange|fordere|will) (?:mein geld|eine erstattung|die erstattung|eine ruckerstattung)|(?:j ?exige|je veux) (?:mon argent|un remboursement|le remboursement|etre rembourse)|(?:exijo|quero) (?:meu dinheiro|o reembolso|meu reembolso|estorno)|(?:esigo|voglio|pretendo) (?:i miei soldi|il rimborso|un rimborso)|(?:ik )?(?:eis|wil) (?:mijn geld|een terugbetaling|restitutie)",
    ],
  },
]

/** Words of danger in harmless use. */
export const harmless: PatternGroup[] = [
  {
    name: "harmless",
    why: "harmless use",
    wordings: [
      "(?:fire ?(?:alarm|extinguisher|place|stick|wall|fox|wood)|fire tv|smoke (?:detector|alarm)|to die for|dying to|dead (?:line|battery|battery|pixel)|died (?:laughing)|killer (?:deal|app|price)|are you (?:a )?lawyer|lawyers? discount|hospital(?:ity)? (?:bed|gown|discount|staff))|(?:can|do|is|are|does|will|could)(?: \\p{L}+){0,8} (?:cause|causes|safe|side effects?)|what (?:if|happens|should i do if|to do if)|in case of|insurance (?:for|cover|against)|cover(?:s|ed)?(?: (?:for|by|the|my|me))* (?:hospital\\p{L}*|injur\\p{L}*|legal|lawyer|fire|explosion|heart attack|stroke)",
    ],
  },
]
