/** Builds the knowledge parts from the dependencies that `app.ts` hands in. */

import type { Job } from "../jobs/timer-loop"
import { createContentFile } from "./content-file"
import { createCrawler } from "./crawl"
import { createEmbedding } from "./embed"
import { createPassageFiling } from "./file-passages"
import { createKnowledge } from "./knowledge"
import { createSourceCommands } from "./source-commands"
import { createTendingFiles } from "./tending-file"
import { createWarmUp } from "./warm-up"

type Deps = Omit<Parameters<typeof createKnowledge>[0], "embedding"> &
  Pick<Parameters<typeof createEmbedding>[0], "log"> & {
    /** Embeddings: the server, if one is named, and what reaches it. */
    embeddingServer: Parameters<typeof createEmbedding>[0]["serverOf"]
    request: Parameters<typeof createEmbedding>[0]["request"]
  } & Parameters<typeof createCrawler>[0] &
  Omit<Parameters<typeof createSourceCommands>[0], "knowledge" | "crawler"> &
  Omit<Parameters<typeof createWarmUp>[0], "knowledge">

export function createKnowledgeParts(deps: Deps) {
  const embedding = createEmbedding({ ...deps, serverOf: deps.embeddingServer })
  const knowledge = createKnowledge({ ...deps, embedding })
  const crawler = createCrawler(deps)
  const passageFiling = createPassageFiling(deps.db)
  const jobs: Job[] = [
    { name: "websites", everyMs: 2000, run: crawler.runDue },
    { name: "passages", everyMs: 500, run: passageFiling.run },
    { name: "embeddings", everyMs: 2000, run: embedding.runDue },
  ]
  return {
    knowledge,
    embedding,
    crawler,
    passageFiling,
    warmUp: createWarmUp({ ...deps, knowledge }),
    sources: createSourceCommands({ ...deps, knowledge, crawler }),
    contentFile: createContentFile({ ...deps, websites: crawler.websites }),
    tendingFiles: createTendingFiles(deps),
    jobs,
  }
}
