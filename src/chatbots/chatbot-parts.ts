/** Builds what is done with chatbots from what it needs. */

import { createChatbotFiles } from "./chatbot-file"
import { createChatbotCommands } from "./commands"
import { createGuideStore } from "./guide-store"
import { createSightings } from "./sightings"

type Deps = Parameters<typeof createChatbotCommands>[0] & Parameters<typeof createChatbotFiles>[0]

export function createChatbotParts(deps: Deps) {
  return {
    chatbotCommands: createChatbotCommands(deps),
    chatbotFiles: createChatbotFiles(deps),
    guides: createGuideStore(deps.db),
    sightings: createSightings(deps),
  }
}
