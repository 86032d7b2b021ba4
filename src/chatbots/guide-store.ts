import type { Database, Tx } from "../db/database"

export const guideSteps = ["content", "try", "looks", "website"] as const
export type GuideStep = (typeof guideSteps)[number]
type Guide = { chatbotId: string; step: GuideStep; finishedAt: number | undefined }

export type GuideStore = ReturnType<typeof createGuideStore>

/** How far the owner is in the guide of each chatbot, so that it can be left at any step. */
export function createGuideStore(db: Database) {
  type Row = { chatbot_id: string; step: GuideStep; finished_at: number | null }
  const byId = db.onRead<[string], Row>("SELECT chatbot_id, step, finished_at FROM guides WHERE chatbot_id = ?")
  const open = db.onRead<[], Row>(
    "SELECT chatbot_id, step, finished_at FROM guides WHERE finished_at IS NULL ORDER BY started_at DESC",
  )
  const save = db.inWrite<[string, GuideStep, number]>(
    `INSERT INTO guides (chatbot_id, step, started_at) VALUES (?, ?, ?)
     ON CONFLICT (chatbot_id) DO UPDATE SET step = excluded.step`,
  )
  const finish = db.inWrite<[number, string]>("UPDATE guides SET finished_at = ? WHERE chatbot_id = ?")
  const count = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM guides")
  const toGuide = ({ chatbot_id, step, finished_at }: Row): Guide => ({
    chatbotId: chatbot_id,
    step,
    finishedAt: finished_at ?? undefined,
  })
  return {
    find(chatbotId: string): Guide | undefined {
      const row = byId.get(chatbotId)
      return row && toGuide(row)
    },
    listOpen: (): Guide[] => open.all().map(toGuide),
    isEmpty: (): boolean => count.get()!.n === 0,
    save: (_: Tx, chatbotId: string, step: GuideStep, at: number) => void save.run(chatbotId, step, at),
    finish: (_: Tx, chatbotId: string, at: number) => void finish.run(at, chatbotId),
  }
}
