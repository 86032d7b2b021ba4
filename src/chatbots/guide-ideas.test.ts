import { expect, test } from "bun:test"
import { ideasFrom, isWorthAsking } from "./guide-ideas"

const passage = (documentId: string, title: string, headings = "", text = "Words.") => ({
  ...{ documentId, title, headings, text },
})

test("what customers ask anywhere comes first, a page at a time, and nothing that only lawyers ask", () => {
  const passages = [
    passage("team", "Our team", "Sabine Weber"),
    passage("team", "Our team", "Lena Fischer", "Models pay 20 euros."),
    passage("contact", "Contact", "Parking"),
    passage("contact", "Contact", "Opening hours", "9:00 to 18:30"),
    passage("legal", "Privacy policy", "How long we keep it", "30 days"),
    passage("faq", "FAQ", "Do you repair tents?"),
    passage("imprint", "Impressum", "", "79098"),
    passage("prices", "Prices | Salon", "", "Cut 32"),
  ]
  expect(ideasFrom(passages, 5)).toEqual(["Opening hours", "Prices", "Do you repair tents?", "Lena Fischer", "Parking"])
  expect(ideasFrom([], 4)).toEqual([])
})

test("to visitors only what reads as a question is suggested, and no name of a page or of a person", () => {
  const ideas = [
    "Do you repair tents?",
    "Opening hours",
    "Contact",
    "Contact form",
    "Prices",
    "Prices 2027",
    "Lena Fischer",
    "Our team",
  ]
  expect(ideas.filter(isWorthAsking)).toEqual(["Do you repair tents?", "Opening hours"])
})
