import type { Answerer } from "./answerer"

/**
 * Counts every answer that the model is asked for. It is counted before anything is waited for since the answerer was
 * chosen: of many who ask in the same moment none slips past the day's limit.
 */
export const withBudget = (answerer: Answerer, budget: { count: () => Promise<void> }): Answerer => ({
  name: answerer.name,
  async answer(request, onText, signal) {
    await budget.count()
    return answerer.answer(request, onText, signal)
  },
})
