import { afterAll, beforeAll, expect, test } from "bun:test"
import { openContent } from "../testing/content"
import { furtherSites } from "../testing/further-sites"
import { createBuiltInAnswerer } from "./built-in"

const { knowledge, addChatbot, close } = openContent()
beforeAll(async () => {
  for (const [locale, { pages, faq }] of Object.entries(furtherSites)) {
    await addChatbot(locale, locale)
    for (const text of pages) await knowledge.add(locale, { kind: "file", text })
    const pairs = faq.map(([question, answer]) => ({ questions: [question], answer }))
    await knowledge.add(locale, { kind: "file", title: "FAQ", pairs })
    await knowledge.prepare(locale, Number.POSITIVE_INFINITY)
  }
})
afterAll(close)

async function answerTo(locale: string, text: string): Promise<string | undefined> {
  const { answer } = createBuiltInAnswerer({ ...knowledge })
  const history = [{ role: "visitor" as const, name: "", text, at: 0 }]
  const asked = { chatbotId: locale, chatbotName: "Shop", persona: "", locale, history, page: undefined }
  const found = await answer({ ...asked, threshold: 0.4 }, () => {}, new AbortController().signal)
  return found.confidence >= 0.4 ? found.text : undefined
}

/** What is asked in words that are not the content's, and is known to be refused. */
const known: Record<string, string[]> = {
  sv: [
    "kan ni leverera idag?",
    "blommorna var vissna, kan jag få pengarna tillbaka?",
    "hur länge gäller presentkortet",
  ],
  cs: ["od kolika se muzeme ubytovat", "můžu vzít psa?", "jaká je vaše adresa"],
  "pl-PL": ["czy macie auto zastępcze?", "gdzie jesteście?"],
  ko: ["일요일에도 진료하나요?", "주소가 어디예요?", "아이도 진료하나요?"],
  ar: ["متى تفتحون يوم الجمعة؟"],
  zh: ["停车方便吗？", "照片多久能拿到？", "可以带狗吗"],
}

test.each(Object.keys(furtherSites))(
  "a site in %s answers what visitors type, and nothing that it does not hold",
  async (locale) => {
    const wrong: string[] = []
    const refused: string[] = []
    for (const [question, held] of furtherSites[locale]!.asked) {
      const text = await answerTo(locale, question)
      if (text === undefined && held !== undefined) refused.push(question)
      else if (text !== undefined && (held === undefined || !text.includes(held))) wrong.push(`${question} → ${text}`)
    }
    expect(wrong).toEqual([])
    expect(refused).toEqual(known[locale] ?? [])
  },
)
