import type { Values } from "../../views/admin/form"
import { renderMarkdown } from "../messages/render-markdown"
import type { Knowledge } from "./knowledge"
import type { Source } from "./source-store"

/** A list of questions is changed by uploading it again: as one text it would lose its questions. */
export const isList = (source: Source) => source.kind === "file" && source.pages > 1

/** A piece of content as its page shows it: what stands in its fields, and the passages it was cut into. */
export function createSourceView(knowledge: Knowledge) {
  function valuesOf(source: Source): Values {
    const [document] = knowledge.documentsOf(source.id)
    const url = source.url ?? ""
    return source.kind === "qa"
      ? { questions: document?.questions.join("\n") ?? "", answer: document?.text ?? "", url }
      : { title: source.title, text: document?.text ?? "", url }
  }

  const viewOf = (source: Source) => ({
    id: source.id,
    title: source.title,
    passages: knowledge.passagesOfSource(source.id).map(({ headings, text }) => ({
      title: headings,
      html: renderMarkdown(text),
    })),
  })

  return { valuesOf, viewOf }
}
