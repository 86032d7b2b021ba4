import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { TextField } from "../components/field"
import { Icon } from "../components/icon"
import { count } from "./chatbot-list"
import { ContentFrame, type ContentHead, contentPath } from "./content"
import { Effects, type EffectsView, TryEffects } from "./effects"
import type { FormState } from "./form"
import { fieldsOf } from "./form"
import type { AdminFrame } from "./frame"

type SynonymsPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  groups: { id: string; words: string[] }[]
  form: FormState
  effects?: EffectsView | undefined
}

/** “Wellies” are its “rain boots”: what visitors say, and what the content says. */
export function SynonymsPage({ frame, chatbot, groups, form, effects }: SynonymsPageProps) {
  const path = `${contentPath(chatbot.id)}/synonyms`
  const { values } = form
  const fieldOf = fieldsOf(form)
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="synonyms">
      <form class="search-row" method="post" action={path} id="synonyms">
        <TextField
          label="Words that mean the same here"
          {...fieldOf("words")}
          help="Separated by commas: wellies, rain boots, gumboots"
          maxLength={600}
          autocomplete="off"
          required
        />
        {effects?.isSerious ? <input type="hidden" name="confirmed" value={values.words ?? ""} /> : null}
        <Button variant="primary" icon="plus">
          {effects?.isSerious ? "Add anyway" : "Add"}
        </Button>
      </form>
      <div class="button-row">
        <TryEffects modelAnswers={undefined} form="synonyms" />
      </div>
      {effects ? <Effects {...effects} /> : null}
      {groups.length === 0 ? (
        <Empty icon="languages" title="No words of your own yet">
          <p>It already knows common ones, such as “refund” and “money back”. Add what only your customers say.</p>
        </Empty>
      ) : (
        <section>
          <h2 class="section-title">{count(groups.length, "group", "groups")}</h2>
          <ul class="items">
            {groups.map(({ id, words }) => (
              <li class="item">
                <Icon name="languages" />
                <span class="item-main">
                  <span>
                    {words.map((word, at) => (
                      <>
                        {at > 0 ? <span class="soft"> = </span> : null}
                        {word}
                      </>
                    ))}
                  </span>
                </span>
                <LinkButton
                  small
                  icon="trash-2"
                  href={`${path}/${encodeURIComponent(id)}/delete`}
                  aria-label={`Delete ${words.join(", ")}`}
                >
                  Delete
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </ContentFrame>
  )
}
