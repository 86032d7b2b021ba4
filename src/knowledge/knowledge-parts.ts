/** Builds what reads and finds content from what it needs. */

import type { Job } from "../jobs/timer-loop"
import { createContentFile } from "./content-file"
import { createCrawler } from "./crawl"
import { createKnowledge } from "./knowledge"
import { createSourceCommands } from "./source-commands"

type Deps = Parameters<typeof createKnowledge>[0] &
  Parameters<typeof createCrawler>[0] &
  Omit<Parameters<typeof createSourceCommands>[0], "knowledge" | "crawler">

export function createKnowledgeParts(deps: Deps) {
  const knowledge = createKnowledge(deps)
  const crawler = createCrawler(deps)
  const jobs: Job[] = [{ name: "websites", everyMs: 2000, run: crawler.runDue }]
  return {
    knowledge,
    crawler,
    sources: createSourceCommands({ ...deps, knowledge, crawler }),
    contentFile: createContentFile({ ...deps, websites: crawler.websites }),
    jobs,
  }
}
