import type { Answerer } from "./answerer"

/** Counts every answer that the model is asked for. */
export const withBudget = (answerer: Answerer, budget: { count: () => Promise<void> }): Answerer => ({
  name: answerer.name,
  async answer(request, onText, signal) {
    await budget.count()
    return answerer.answer(request, onText, signal)
  },
})
