/** What the server says to the widget, and what the widget keeps: types only. The API itself is described at `/openapi`. */

/**
 * @typedef {"ai" | "waiting" | "human" | "closed"} State
 * @typedef {{ id: string, name: string, type: string, size: number, url: string }} Attachment
 * @typedef {{ title: string, url?: string, quote?: string }} Citation
 * @typedef {{
 *   id: number, conversationId: string, at: string, type: string,
 *   actor: { kind: "visitor" | "ai" | "operator" | "system", id?: string, name?: string },
 *   text?: string, code?: string, name?: string, email?: string, phone?: string, from?: State, to?: State, clientId?: string, offer?: boolean, suggestions?: string[], score?: number, slots?: { kind: string, type?: string },
 *   attachments?: Attachment[], citations?: Citation[],
 * }} BatonEvent
 * @typedef {{ clientId: string, at: number, text: string, attachments: Attachment[],
 *   human?: boolean, tries?: number, error?: string, returned?: boolean }} Entry what waits to be sent
 * @typedef {{ name: string, welcome?: string, suggestions?: string[], aiEnabled: boolean, online: boolean, locale?: string, live?: boolean, transcripts?: boolean,
 *   words?: Record<string, string> | null,
 *   appearance?: { color?: string, position?: string, font?: string, theme?: string, avatar?: string, icon?: string, label?: string,
 *     side?: string, bottom?: string, phoneSide?: string, phoneBottom?: string, hidden?: string } | null,
 *   contactForm?: { fields: string[], prompt: string } | null }} Chatbot
 * @typedef {{ token: string, visitorId: string, chatbot: Chatbot, greeting?: string | null,
 *   conversation: null | { id: string, state: State, events: BatonEvent[], lastEventId: number, readId: number } }} Session
 */

/**
 * What the widget lends to the parts of it that are scripts of their own, so that they look and speak as it does.
 * @typedef {{
 *   el: typeof import("./nodes.js").el, icon: typeof import("./nodes.js").icon,
 *   pill: (text: string, onclick: (() => unknown) | null, kind?: string) => HTMLElement,
 *   attempt: (path: string, init: RequestInit) => Promise<Response | null>, json: (body: unknown) => RequestInit,
 *   refusal: (answer: Response | null) => Promise<string>, say: (text: string) => void, stick: (force?: boolean) => void,
 *   lang: string,
 * }} Kit
 */

export {}
