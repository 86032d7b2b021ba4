/**
 * What people say for what businesses write, by what businesses are there for: hiring, classes, memberships, software, homes,
 * food, cars. Written from what such websites say in general; a line holds words of which each stands for the others.
 */
export const everydayGroups = `
kilo kilos kg kilogram kilograms kilogramme kilogrammes
gram grams gramme grammes
litre litres liter liters
metre metres meter meters
km kilometre kilometres kilometer kilometers
hour hours hr hrs hourly
minute minutes min mins
week weekly weeks
month monthly months
year yearly annual annually years
day daily days
fortnight fortnightly
pause freeze suspend freezing suspension
trial taster demo
estimate quote quotation
deadline latest cutoff
instalment installment instalments installments klarna
cheque check cheques
tip gratuity
app iphone android ios
licence license licences licenses
tyre tyres tire tires
petrol fuel gas diesel
van lorry truck
motorbike motorcycle motorbikes motorcycles
damage scratch scrape dent bump knock accident crash collision
accident crash collision
breakdown recovery towing
excess deductible
mileage miles distance
driver drivers driving
hire rent rental lease
overdue late lateness
shut closed close closing
overnight night evening
dog dogs pet pets puppy animal animals
baby infant newborn
pram stroller buggy pushchair
nappy nappies diaper diapers
toilet toilets loo bathroom restroom wc
shower showers
locker lockers storage cubby
wifi internet
cafetiere plunger frenchpress
decaf decaffeinated caffeine
grind ground grinding grinder
milk dairy lactose
takeaway takeout away
teacher tutor instructor coach trainer teachers tutors instructors
trainer trainers training
lesson lessons class classes course courses session sessions workshop
beginner beginners novice newcomer introductory intro
exam exams test tests assessment
certificate certificates diploma certification
homestay lodging accommodation host dormitory residence
tuition fees
visa visas immigration
cleaner cleaners maid housekeeper
hoover vacuum hoovering vacuuming
carpet carpets rug rugs
rubbish trash garbage waste bin bins
detergent detergents chemicals chemical
induction briefing introduction safety
haircut cut trim
dye tint colour color highlights
lawn grass mowing mow gardening garden gardener
early earlier earliest
late later latest
cheap cheaper cheapest cheaply
big bigger biggest
small smaller smallest
long longer longest
short shorter shortest
large larger largest
near nearer nearest closest nearby
old older oldest
young younger youngest
fast faster fastest
high higher highest
low lower lowest
heavy heavier heaviest
easy easier easiest
busy busier busiest
quiet quieter quietest
leak leaking drip
boiler heating
emergency urgent callout
laptop computer pc desktop
sms text texts
excel csv spreadsheet spreadsheets
import upload importing
export download exporting
backup backups
integrate integration integrations connect connects connection sync
twofactor 2fa authenticator
outage downtime down
reminder reminders chase chasing
template templates design
user users seat seats teammate teammates colleague colleagues
secure security safe encrypted encryption
offline signal
mistake error typo wrong incorrect mistakes errors
correct edit amend fix
missed miss missing noshow
guest guests friend friends companion
nervous anxious frightened scared
registered approved accredited certified
smashed shattered cracked broken
loyalty rewards club
forgotten forgot reset
partner spouse wife husband
wedding weddings bride
birthday birthdays party parties
photo picture image photos pictures images photograph
letter letters post
wear clothing clothes outfit dress
bring take
extra additional further another
recommend choose suggest recommendation
suitable suited right
difference differences differ compare comparison
include included includes inclusive
optional compulsory mandatory
refill topup
upgrade downgrade switch
limit cap allowance quota
exceed over above
discount concession reduced
nurse nhs nurses
military veteran veterans forces army
unemployed benefits lowincome
pregnant pregnancy expecting maternity
injury injured injuries hurt
swimming swim pool
lift elevator
stairs steps staircase
flat apartment flats apartments
balcony terrace patio
breakfast brunch
kitchen cooking
towel towels linen bedding sheets
checkin arrival arrive
checkout departure depart
noise noisy loud
quiet calm peaceful
cold freezing warm
supplier suppliers source sourced
origin grown farm
ingredient ingredients contain contains
fresh freshness freshly
organic bio
frozen freezer
spicy hot
wine beer alcohol drinks
flower flowers bouquet bouquets
plant plants
jacket coat
trousers pants jeans
jumper sweater pullover
glasses spectacles lenses
ring rings jewellery jewelry
engrave engraving personalise personalised personalize monogram
alter alteration alterations shorten hem
battery batteries charge charging charger
screen display
sim esim
contract agreement terms
notice notification
solicitor lawyer attorney legal
accountant bookkeeper bookkeeping accounting
landlord landlady tenant tenants
trainee apprentice internship intern
volunteer volunteering
donation donate charity
feedback review reviews testimonial testimonials
founded established since
british uk england britain
`

/** What is said in several words, and the word that it comes down to. */
export const everydaySayings: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:stop|end|quit|leave|drop|terminate|close|get out of|get rid of) (?:\w+ ){0,3}(?:subscription|sub|membership|contract|plan|account|monthly|direct debit|service)\b/,
    "cancel",
  ],
  [/\b(?:on hold|take a break|taking a break|skip a \w+|skip (?:\w+ )?(?:week|month|delivery))\b/, "pause"],
  [/\btry (?:\w+ ){0,3}(?:out|first|before|for free)\b|\bfree trial\b/, "trial"],
  [/\bpresents? for (?:my|our|a|an|her|him|them|someone|somebody)\b/, "gift"],
  [/\bfrench press\b/, "cafetiere"],
  [/\bcheck(?:ing)? out\b/, "checkout"],
  [/\bcheck(?:ing)? in\b/, "checkin"],
  [/\bcheck(?:in|out)\b/, "check"],
  [/\btwo factor\b|\btwo step\b/, "authenticator"],
  [
    /\bdrop(?:ping)? (?:\w+ ){0,3}(?:off|back)\b|\bhand(?:ing)? (?:\w+ ){0,2}back\b|\btak(?:e|ing) (?:\w+ ){0,2}back\b/,
    "return",
  ],
  [/\bleave (?:my|our|the|a) (?:own )?(?:car|van|bike|motorbike)\b/, "parking"],
  [/\bfill(?:ed|ing)? (?:\w+ )?up\b|\bfull tank\b/, "fuel"],
  [/\bhow far\b/, "distance"],
  [/\bhow heavy\b|\bhow much (?:\w+ ){1,4}(?:weigh|carry|lift)\b/, "weight"],
  [/\bhow (?:big|high|large|much) (?:is|are) (?:the|your) (?:deposit|excess|fee|fine|charge|surcharge)\b/, "price"],
  [
    /\bhow (?:big|tall|wide|high|large)\b(?! (?:is|are) (?:the|your) (?:deposit|excess|fee|fine|charge|surcharge))/,
    "size",
  ],
  [/\bhow old\b/, "age"],
  [/\blose (?:my|our|the|any|all|everything)\b(?: (?:money|deposit|payment)\b)?/, "refund"],
  [/\b(?:boxing|christmas|new year(?:s)?) (?:day|eve)\b/, "holidays"],
  [/\bboxing day\b/, "december"],
  [/\bnew year(?:s)?(?: (?:day|eve))?\b/, "january"],
  [/\b(?:by when|how late|last (?:day|moment|minute)|cut off)\b/, "deadline"],
  [/\bwhich (?:\w+ ){0,2}(?:would|should|do) (?:you|i|we)\b|\bbest (?:one )?for\b|\bgo for\b/, "recommend"],
  [/\b(?:go|goes|going|went) over\b|\bmore than (?:\w+ )?(?:limit|allowance)\b/, "limit"],
  [/\b(?:broke|breaks|break|broken) down\b/, "breakdown"],
  [/\bout of hours\b|\bafter hours\b/, "overnight"],
  [/\bspread the cost\b|\bpay (?:\w+ ){0,2}(?:later|monthly|in instalments|in parts)\b/, "instalments"],
  [/\bno show\b|\b(?:do not|did not|not) (?:turn|show) up\b|\bcan not make it\b/, "missed"],
  [/\bnever (?:done|tried|been|climbed|had)\b|\bfirst time\b|\bcomplete(?:ly)? new\b/, "beginner"],
  [/\bto go\b/, "takeaway"],
  [/\b(?:speak|talk) (?:to|with) (?:you|someone|somebody|anyone|anybody|a|an|the|your)\b/, "contact"],
  [
    /\b(?:talk|link|hook up|hooks up|talks|links|sync|syncs) (?:to|with) (?!you\b|someone|somebody|anyone|anybody|a\b|an\b|the\b|your\b)/,
    "connect",
  ],
  [/\bset(?:ting)? up\b/, "setup"],
  [/\bplus one\b/, "guest"],
  [/\bno (?:signal|internet|wifi|connection)\b|\bwithout (?:signal|internet|wifi)\b/, "offline"],
  [/\bget (?:\w+ ){0,2}wrong\b|\bmade a mistake\b/, "mistake"],
  [/\bbank holidays?\b|\bpublic holidays?\b/, "holidays"],
  [/\b(?:dublin|cork|galway|limerick)\b/, "ireland"],
  [/\b(?:edinburgh|glasgow|aberdeen|inverness|dundee)\b/, "scotland"],
  [/\b(?:cardiff|swansea)\b/, "wales"],
  [/\bbelfast\b/, "northern"],
  [/\b(?:paris|lyon|marseille|bordeaux|nice|toulouse)\b/, "france"],
  [/\b(?:berlin|munich|hamburg|cologne|frankfurt)\b/, "germany"],
  [/\b(?:madrid|barcelona|valencia|seville|malaga)\b/, "spain"],
  [/\b(?:rome|milan|naples|florence|turin)\b/, "italy"],
  [/\b(?:vienna|salzburg|graz)\b/, "austria"],
  [/\b(?:zurich|geneva|basel)\b/, "switzerland"],
  [/\b(?:amsterdam|rotterdam|utrecht)\b/, "netherlands"],
  [/\b(?:lisbon|porto)\b/, "portugal"],
  [/\b(?:brussels|antwerp|ghent)\b/, "belgium"],
]
