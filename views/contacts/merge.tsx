import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { TextField } from "../components/field"
import { Avatar } from "../components/holder"
import { type ContactView, contactPath, nameOf, type Place } from "./props"

type MergeProps = {
  place: Place
  kept: ContactView
  candidates: { id: string; name: string; email: string | null; phone: string | null; company: string | null }[]
  words: string
  /** Whom it is about to be merged with. */
  other?: ContactView | undefined
}

/** First whom, then the question: it is a change that others see. */
export function MergeBody({ place, kept, candidates, words, other }: MergeProps) {
  const path = contactPath(place, kept.id, "/merge")
  if (other)
    return (
      <form class="form" method="post" action={path}>
        <Callout icon="users">
          <p>
            Conversations, visits, notes, bookings and follow-ups of <strong>{nameOf(other)}</strong> move to{" "}
            <strong>{nameOf(kept)}</strong>. Where both say something, what {nameOf(kept)} says stays. It can be undone.
          </p>
          {other.verified && kept.verified ? null : (
            <p>Your website does not vouch for both: merge only if you know that they are one person.</p>
          )}
        </Callout>
        <input type="hidden" name="with" value={other.id} />
        <dl class="facts merge-facts">
          {(["name", "email", "phone", "company"] as const).map((field) =>
            kept[field] || other[field] ? (
              <div class="fact">
                <dt>{{ name: "Name", email: "Email", phone: "Phone", company: "Company" }[field]}</dt>
                <dd>
                  <strong>{kept[field] ?? other[field]}</strong>
                  {kept[field] && other[field] && kept[field] !== other[field] ? (
                    <s class="soft"> {other[field]}</s>
                  ) : null}
                </dd>
              </div>
            ) : null,
          )}
        </dl>
        <div class="button-row">
          <Button variant="primary">Merge</Button>
          <LinkButton href={path}>Somebody else</LinkButton>
        </div>
      </form>
    )
  return (
    <>
      <form class="search-row" method="get" action={path}>
        <TextField label="Who is the same person?" name="q" type="search" value={words} autofocus />
        <Button icon="search">Search</Button>
      </form>
      {candidates.length > 0 ? (
        <ul class="items">
          {candidates.map((each) => (
            <li class="item">
              <Avatar name={each.name} />
              <div class="item-main">
                <a class="item-link" href={`${path}?with=${encodeURIComponent(each.id)}`}>
                  {each.name}
                </a>
                <small class="soft">{[each.email, each.phone, each.company].filter(Boolean).join(" · ")}</small>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{words ? `Nobody else matches “${words}”.` : "Type a name, an email address or a company."}</p>
      )}
    </>
  )
}
