import { expect, test } from "bun:test"
import { readAvailabilityQuestion } from "./availability-question"

const read = (text: string) => readAvailabilityQuestion(text, "2026-11-23")

test.each([
  "When can I come for a fitting?",
  "next free appointment",
  "Can I book a slot tomorrow?",
  "Could somebody call me back, when is the next free time?",
  "¿Cuándo hay una cita libre?",
  "Wann ist der nächste freie Termin?",
  "Quand est le prochain rendez-vous disponible ?",
  "Quando posso passar?",
])("“%s” asks for a time", (text) => {
  expect(read(text)).toBeDefined()
})

test.each([
  "How do I return shoes?",
  "I want to cancel my appointment",
  "How much does a fitting cost?",
  "When will my order arrive?",
  "Do you have the boots in black?",
  "Is delivery free?",
  "Ich möchte meinen Termin absagen",
])("“%s” does not", (text) => {
  expect(read(text)).toBeUndefined()
})

const names = ["Massage with Anna", "Tisch im Restaurant"]
test.each([
  ["Can I book a massage?", true],
  ["Kann ich zwei Tische reservieren?", true],
  ["Can I book a room with breakfast?", false],
  ["Do I need to book a massage?", false],
  ["How much is a massage, if I book today?", false],
  ["What happens in a massage?", false],
])("“%s”, where massages and tables are booked, asks for a time: %p", (text, asks) => {
  expect(readAvailabilityQuestion(text, "2026-11-23", "", names) !== undefined).toBe(asks)
})

test("how many come, and when, is read from the words", () => {
  expect(read("Can I book a fitting for 12 people?")?.people).toBe(12)
  expect(read("an appointment for a group of 20, when?")?.people).toBe(20)
  expect(read("When can I come?")?.people).toBeUndefined()
  expect(read("a fitting on 24 December, can I book?")?.date).toBe("2026-12-24")
  expect(read("Can I make an appointment for January 3rd?")?.date).toBe("2027-01-03")
  expect(read("Kann ich am 3. Januar 2028 einen Termin buchen?")?.date).toBe("2028-01-03")
  expect(read("Can I book a fitting tomorrow?")?.date).toBe("2026-11-24")
  expect(read("Can I book a fitting on 31 February?")?.date).toBeUndefined()
})

test.each([
  ["Can I come for a fitting on Saturday morning?", { weekdays: [6], part: "morning" }],
  ["Is a slot free on Monday or Tuesday afternoon?", { weekdays: [1, 2], part: "afternoon" }],
  ["¿Hay una cita libre el sábado por la mañana?", { weekdays: [6], part: "morning", date: undefined }],
  ["¿Hay una cita libre mañana por la tarde?", { part: "afternoon", date: "2026-11-24" }],
  ["Ist am Freitagnachmittag ein Termin frei?", { weekdays: [5], part: "afternoon" }],
  ["Ist morgen früh ein Termin frei?", { part: "morning", date: "2026-11-24" }],
  ["Y a-t-il un rendez-vous libre jeudi après-midi ?", { weekdays: [4], part: "afternoon" }],
  ["Is a slot free at the weekend?", { weekdays: [6, 7] }],
  ["Is there a free slot today?", { weekdays: [], date: "2026-11-23" }],
])("“%s” names the day and the part of it", (text, wish) => {
  expect(read(text)).toMatchObject(wish)
})
