/** Builds the chatbot parts from the dependencies that `app.ts` hands in. */

import { createChatbotFiles } from "./chatbot-file"
import { createChatbotCommands } from "./commands"
import { createGuideStore } from "./guide-store"
import { createPictureStore } from "./picture-store"
import { createSightings } from "./sightings"

type Deps = Omit<Parameters<typeof createChatbotCommands>[0] & Parameters<typeof createChatbotFiles>[0], "pictures">

export function createChatbotParts(deps: Deps) {
  const pictures = createPictureStore(deps.db)
  return {
    pictures,
    chatbotCommands: createChatbotCommands({ ...deps, pictures }),
    chatbotFiles: createChatbotFiles({ ...deps, pictures }),
    guides: createGuideStore(deps.db),
    sightings: createSightings(deps),
  }
}
