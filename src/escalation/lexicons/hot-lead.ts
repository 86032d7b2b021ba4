import type { PatternGroup } from "../patterns"

export const buying: PatternGroup[] = [
  {
    name: "demo",
    why: "asks for a demo or a quote",
    weights: [0.9, 0.75],
    wordings: [
      "(?:book|schedule|get|see|want|request|arrange|have|like|need|give|show|do you (?:offer|do)|set up|sign up for|interested in|looking for)(?: (?:a|an|me|us|to|see|the|your|live|product|free|have|for|some))* (?:demo|demonstration|walk ?through|product tour|free trial|trial|proof of concept|pilot|quote|quotation|proposal|estimate|offer for \\d+|site visit|test drive|consultation)|(?:quote|quotation|proposal|pricing|price|estimate|discount|offer) (?:for|on) (?:\\d+|a team|our (?:team|company|office|business|event|wedding)|bulk|a large|a group|wholesale|multiple|several|many)|talk to sales|(?:contact|speak (?:to|with)|reach) (?:your )?sales|sales (?:team|rep|representative|person|call)",
      "(?:demo|angebot|kostenvoranschlag|probezeit|testversion)(?: (?:anfordern|buchen|vereinbaren|bekommen|erhalten|haben))|(?:pedir|solicitar|quiero|necesito)(?: (?:un|una|el|la))* (?:demo|presupuesto|cotizacion|prueba gratuita)|(?:demander|voudrais|veux|obtenir|recevoir)(?: (?:un|une))* (?:devis|demo|essai)|(?:pedir|solicitar|quero|gostaria de)(?: (?:um|uma))* (?:orcamento|demo|demonstracao|cotacao|teste gratis)|(?:richiedere|vorrei|voglio|avere)(?: (?:un|una))* (?:preventivo|demo|prova gratuita)|(?:offerte|demo|proefperiode)(?: (?:aanvragen|ontvangen|krijgen|plannen))",
    ],
  },
  {
    name: "ready_to_buy",
    why: "ready to buy",
    weights: [0.7, 0.7],
    wordings: [
      "(?:ready|want|wish|would like|like|looking|going|decided|prepared|need)(?: (?:to|now|just))* (?:sign (?:up|the contract)|upgrade|purchase|buy|order|subscribe|get started|place (?:an|a|the) (?:large |bulk |big )?order|go ahead|move forward|switch (?:to|over to) (?:you|your))(?: (?:for|with|now|today|the|a|an|your|to|enterprise|annual|business|premium|pro|team|\\d+))*|(?:bulk|wholesale|large|corporate|group|enterprise|volume|b2b) (?:order|orders|purchase|booking|plan|pricing|discount|deal|account|license|licence|rate|rates|quantity|quantities|contract)|(?:for|buy|order|need|about|around) (?:our|my|a)? ?(?:team|company|staff|office|employees|organi[sz]ation|group|party|event|wedding) of \\d+|\\d{2,} (?:users|seats|licen[sc]es|people|guests|units|pieces|employees|pcs|rooms|copies|boxes|bottles|tickets)|(?:annual|yearly|enterprise|multi year) (?:contract|plan|subscription|agreement|license)",
      "how (?:do|can) (?:i|we) (?:sign up|get started|buy|purchase|order|subscribe|upgrade|pay)|where (?:do|can) (?:i|we) (?:sign up|buy|order|pay)|(?:send|email) (?:me|us) (?:an?|the|your) (?:invoice|contract|quote|offer|proposal|price list|brochure)|can (?:i|we) (?:pay|start) (?:today|now|right away|by invoice)|do you (?:ship|deliver) (?:bulk|wholesale)|become (?:a|your) (?:customer|reseller|partner|distributor|dealer|franchisee?)|partnership|reseller|franchise",
    ],
  },
]
