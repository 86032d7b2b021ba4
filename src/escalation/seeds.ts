import { readFileSync } from "node:fs"
import { join } from "node:path"

/** A sentence written for this project, in the manner of people who write to shops, banks, clinics, hotels and the like. */
type Seed = { label: string; language: string; text: string }

/**
 * What public data lacks: above all the calm sentence that looks angry, the angry one without a bad word, and the one that
 * speaks of a person and asks for none. A line each: its label, its language (“-” where nobody noted it), its words.
 */
export function readSeeds(name: "moods" | "requests" | "further-moods"): Seed[] {
  return readFileSync(join(import.meta.dir, "seeds", `${name}.tsv`), "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const [label = "", language = "", text = ""] = line.split("\t")
      return { label, language, text }
    })
}
