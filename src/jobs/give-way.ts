/** In the middle of long work: whatever else goes on, chats above all, has its turn of the event loop first. */
export const giveWay = (): Promise<void> => new Promise((next) => setImmediate(next))
