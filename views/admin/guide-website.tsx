import { Button } from "../components/button"
import { Callout } from "../components/callout"
import { TextField } from "../components/field"
import { AdminForm, CopyBox, type FormState, fieldsOf } from "./form"
import type { AdminFrame } from "./frame"
import { GuideFrame, type GuideHead, guidePath } from "./guide-frame"

type SightingView = { origin: string; url: string; isAllowed: boolean }

/** Whether the widget was seen; sent again by the stream as soon as it is. */
export function GuideSighting({ chatbot, sightings }: { chatbot: { id: string }; sightings: SightingView[] }) {
  const allowed = sightings.filter(({ isAllowed }) => isAllowed)
  const refused = sightings.filter(({ isAllowed }) => !isAllowed)
  return (
    <section class="card" id="guide-sighting" aria-labelledby="guide-sighting-title" data-seen={allowed.length}>
      <h2 id="guide-sighting-title">
        {allowed.length > 0 ? "Baton sees it on your website" : "Waiting to see it on your website"}
      </h2>
      {allowed.length > 0 ? (
        <Callout icon="circle-check" tone="human">
          {allowed.map(({ url }) => (
            <p role="status">It works: the widget is on {url}.</p>
          ))}
        </Callout>
      ) : (
        <p class="soft" role="status">
          Paste the line, then open your website once. This page notices by itself.
        </p>
      )}
      {refused.map(({ origin, url }) => (
        <Callout icon="triangle-alert" tone="waiting">
          <p>
            The widget is on {url}, but {origin} is not on your list, so the chat does not open there.
          </p>
          <form method="post" action={guidePath(chatbot.id, "allow")}>
            <Button name="origin" value={origin} small>
              Allow {origin}
            </Button>
          </form>
        </Callout>
      ))}
    </section>
  )
}

/** Who is called when a person is needed. `free`: operators without a seat here. */
export type GuideTeam = { seated: string[]; free: { id: string; name: string }[] }

function GuideAnswering({ chatbot, team, error }: { chatbot: GuideHead; team: GuideTeam; error: string | undefined }) {
  const { seated, free } = team
  return (
    <section class="card" id="guide-team" aria-labelledby="guide-team-title">
      <h2 id="guide-team-title">Who answers when a person is needed</h2>
      {seated.length > 0 ? (
        <p>
          {seated.join(", ")}, at the <a href="/operator">desk</a>. <a href="/admin/team">Change it</a>
        </p>
      ) : (
        <Callout icon="triangle-alert" tone="waiting">
          <p>Nobody yet: a visitor who asks for a person would wait in vain.</p>
          {free.length > 0 ? (
            <form method="post" action={guidePath(chatbot.id, "seat")} class="guide-ideas">
              {free.map(({ id, name }) => (
                <Button name="person" value={id} small>
                  {name} answers
                </Button>
              ))}
            </form>
          ) : (
            <p>
              <a href="/admin/team/new">Add somebody to the team</a>
            </p>
          )}
        </Callout>
      )}
      {error ? <p class="field-error">{error}</p> : null}
    </section>
  )
}

type WebsiteProps = {
  frame: AdminFrame
  chatbot: GuideHead
  team: GuideTeam
  snippet: string
  /** The snippet's address leads every visitor to their own computer. */
  isLocal: boolean
  ownPage: string | null
  origins: string[]
  sightings: SightingView[]
  form: FormState
}

export function GuideWebsitePage(props: WebsiteProps) {
  const { frame, chatbot, team, snippet, isLocal, ownPage, origins, sightings, form } = props
  const { errors = {} } = form
  const fieldOf = fieldsOf(form)
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="Put it on your website"
      intro="One line, pasted once before the end of your pages."
      live
    >
      <section class="card" aria-labelledby="guide-snippet">
        <h2 id="guide-snippet">The line to paste</h2>
        <p class="soft">
          Just before <code>&lt;/body&gt;</code>. In most shop systems: Settings, then “custom code” or “footer
          scripts”.
        </p>
        <CopyBox id="snippet" label="The snippet" text={snippet} />
        {origins.length > 0 ? <p class="field-help">It opens on {origins.join(", ")}.</p> : null}
        {isLocal ? (
          <Callout icon="triangle-alert" tone="waiting">
            <p>
              This address works on this computer only: good for trying. For your visitors, run Baton where the internet
              reaches it, open the admin at that address, and copy the line there.
            </p>
          </Callout>
        ) : null}
      </section>
      {origins.length === 0 ? (
        <AdminForm action={guidePath(chatbot.id, "allow")} errors={errors} save="Allow it" guard={false}>
          <TextField
            label="Where will it be?"
            {...fieldOf("origin")}
            help="The chat opens only there."
            placeholder="https://www.example.com"
            inputMode="url"
          />
        </AdminForm>
      ) : null}
      <GuideSighting chatbot={chatbot} sightings={sightings} />
      <GuideAnswering chatbot={chatbot} team={team} error={errors.seats ?? form.error} />
      {ownPage ? (
        <section class="card" aria-labelledby="guide-own-page">
          <h2 id="guide-own-page">Without a website</h2>
          <p>
            It has a page of its own, to share anywhere: <a href={ownPage}>{ownPage}</a>
          </p>
        </section>
      ) : null}
      <form method="post" action={guidePath(chatbot.id, "finish")}>
        <Button variant="primary" icon="check">
          Finish
        </Button>
      </form>
    </GuideFrame>
  )
}
