/** Words whose misspelling would make a detector deaf. One slip of the keyboard in one of them is put right. */
const keywords = `human agent person someone somebody anyone speak speaking contact contacting connect transfer
representative operator manager supervisor assistant executive customer service support advisor consultant
understand understanding helping helpful frustrated frustrating frustration ridiculous pathetic useless terrible
horrible rubbish disgusting unacceptable disappointed disappointing annoying annoyed complaint complain waiting
satisfied unsatisfied worst waste wasting stupid idiot fraud cheating cheater cheaters scammer refund response
lawyer already never again please confused confusing`
  .split(/\s+/)
  .filter((word) => word.length >= 5)

// Real words one slip away from a keyword: they mean themselves.
const themselves = new Set(
  `contract contracts contacts contacted contactless connects transfers agents persons humans humane speaks speaker
  services serviced supports supporter managers customers operators advisors waste wasted worse worsted refunds
  refunded wait waited responses nearer weaver fever sever lever clever neverland against gain agains stupidly idiots
  frauds complains complaints helpfully annoy annoys paste taste haste wastes worn world word words parson personal
  sneak steak spear speck humid pleased pleaser lawyers lawyered ready readily connects connected urgent argent
  assistants operate consultants executives advise advised waiving writing wailing baiting biting waisting hunan
  terribly horribly cheated cheat cheats cheater wasteful casting tasting basting pasting lasting confuse confuses
  ager gent agenda regent agony person's adviser satisfies understands understood misunderstand underhand
  helpless hoping shelving yelping helping complained complainer responded responds dispose rubbishy annoyed
  arent response respond worst wort burst first persona personas personne persone persoon persoons pessoa pessoas humano
  humana humanos humain humaine humains umano contacto contacte contatto transfere transfira supporto supervisora assistent
  managera agente agenta agenti responsable refunde`
    .split(/\s+/)
    .filter((word) => word !== "hunan"),
)

/** Every form with one letter dropped, doubled, swapped with its neighbour or replaced, that stands for one keyword. */
export const corrections = new Map<string, string>()
const letters = "abcdefghijklmnopqrstuvwxyz"
const ambiguous = new Set<string>()
for (const word of keywords) {
  for (const form of slips(word)) {
    if (keywords.includes(form) || themselves.has(form)) continue
    if (corrections.has(form) && corrections.get(form) !== word) ambiguous.add(form)
    else corrections.set(form, word)
  }
}
for (const form of ambiguous) corrections.delete(form)

function* slips(word: string): Generator<string> {
  for (let i = 0; i <= word.length; i++) {
    const head = word.slice(0, i)
    const rest = word.slice(i)
    // The first letter is seldom mistaken, and other words begin where it is.
    if (i > 0 && rest) yield head + rest.slice(1)
    if (i < word.length - 1) yield head + rest[1] + rest[0] + rest.slice(2)
    if (i === 0) continue
    for (const letter of letters) {
      // A plural or a feminine is no slip.
      if (i < word.length || !"sedry".includes(letter)) yield head + letter + rest
      if (rest && i < word.length) yield head + letter + rest.slice(1)
    }
  }
}
