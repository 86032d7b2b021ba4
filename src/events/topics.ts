/**
 * The names under which things are told: a bell is rung there, and signals go there. They come from the session, never
 * from a parameter. Pure.
 */

/** What a visitor may see of their conversations. */
export const visitorTopic = (visitorId: string) => `visitor:${visitorId}`
/** What all operators see, each of the chatbots they hold a seat of. */
export const operatorsTopic = "operators"
/** Signals to one operator, wherever they are signed in. */
export const operatorTopic = (personId: string) => `operator:${personId}`
/** Signals to the operators with a seat of this chatbot. */
export const chatbotTopic = (chatbotId: string) => `chatbot:${chatbotId}`
/** Signals to a chatbot's visitors. */
export const chatbotVisitorsTopic = (chatbotId: string) => `visitors-of:${chatbotId}`
/** Rung when the holder of a conversation changed: a turn that is under way looks whether it was overtaken. */
export const conversationTopic = (id: string) => `conversation:${id}`
/** Rung when somebody starts or stops waiting for a person. */
export const waitingTopic = "waiting"
/** Rung when the assistant owes somebody an answer. */
export const turnsTopic = "turns"
