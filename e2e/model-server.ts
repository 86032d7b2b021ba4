/** A real Baton whose assistant is a model: a server on this machine that speaks the provider's protocol. */

import { createVisitorClient } from "../src/testing/clients"
import { createMessagesServer } from "../src/testing/messages-server"
import { until } from "../src/testing/until"
import { startDemoServer } from "./demo-server"

/** @param otherwise what the model says where nothing else is scripted. */
export async function startModelServer(otherwise: Parameters<typeof createMessagesServer>[0]) {
  const provider = createMessagesServer(otherwise)
  const server = await startDemoServer({ ANTHROPIC_API_KEY: "sk-test", ANTHROPIC_BASE_URL: provider.url })
  return {
    provider,
    server,
    /** Somebody on the demo shop's page, who speaks the API. */
    visitor: () =>
      createVisitorClient(
        () => server.url,
        "demo",
        { page: { url: `${server.url}/demo`, title: "Shop", referrer: "" }, locale: "en" },
        { origin: server.url },
      ),
    /** What was said in it is answered. */
    answered: (id: string) =>
      until(() => server.app.parts.conversations.find(id)?.turnDue === null, "what was said is answered"),
    async stop(): Promise<void> {
      await server.stop()
      await provider.stop()
    },
  }
}
