import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { count } from "./chatbot-list"
import { BeforeAfter } from "./effects"

/** What the reading did to the golden questions. `piece`: what it is answered from now, if that is of this website. */
export type AfterReading =
  | { state: "asking" }
  | {
      state: "asked"
      isNew: boolean
      total: number
      better: number
      worse: { question: string; before: string; after: string; source: string; piece?: number | null }[]
    }

export function AfterReadingCard({ path, own, ...after }: AfterReading & { path: string; own: string }) {
  if (after.state === "asking")
    return (
      <Callout icon="hourglass">
        <p role="status">Your golden questions are asked again now, to see whether any is answered worse.</p>
      </Callout>
    )
  const { worse, better, total, isNew } = after
  if (worse.length === 0)
    return (
      <Callout icon="circle-check" tone="human">
        <p role="status">
          {total === 1 ? "Your golden question is" : `All ${total} golden questions are`} answered as well as before
          {better > 0 ? `, and ${better} better` : ""}.
        </p>
      </Callout>
    )
  return (
    <Callout icon="triangle-alert" tone="waiting">
      <div class="effects" role="status">
        <p>
          <strong>
            Since this was read, {count(worse.length, "golden question is", "golden questions are")} answered worse.
          </strong>
        </p>
        <ul>
          {worse.map(({ question, before, after: now, source, piece }) => (
            <li>
              “{question}”
              <BeforeAfter {...{ before, after: now, source }} words={["before", "now"]} />
              <div class="button-row">
                {piece ? (
                  <>
                    <LinkButton small icon="pencil" href={`${path}/passages/${piece}`}>
                      Edit that piece
                    </LinkButton>
                    <form method="post" action={`${path}/passages/${piece}/flags`}>
                      <input type="hidden" name="off" value="1" />
                      <Button small icon="circle-x">
                        Switch it off
                      </Button>
                    </form>
                  </>
                ) : null}
                <LinkButton
                  small
                  icon="message-square"
                  href={`${path}/new/qa?question=${encodeURIComponent(question)}`}
                >
                  Write the answer
                </LinkButton>
              </div>
            </li>
          ))}
        </ul>
        <p>
          {isNew ? (
            <>
              <a href={`${own}/delete`}>Delete the website</a> and all is as it was, or{" "}
            </>
          ) : (
            "To have less of it read, "
          )}
          <a href={`${own}/settings`}>leave pages out</a>.
        </p>
      </div>
    </Callout>
  )
}
