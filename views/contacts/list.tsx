import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Select, TextField } from "../components/field"
import { Table } from "../components/table"
import { Relative } from "../components/time"
import {
  type ContactRow,
  contactPath,
  type FilterView,
  nameOf,
  type PersonOption,
  type Place,
  type StageOption,
} from "./props"

type ContactListProps = {
  place: Place
  contacts: ContactRow[]
  filter: FilterView
  stages: StageOption[]
  owners: PersonOption[]
  tags: string[]
  total: number
  next: string | null
  now: number
}

/** The list of contacts: searched, narrowed, and a page at a time. */
export function ContactList({ place, contacts, filter, stages, owners, tags, total, next, now }: ContactListProps) {
  if (total === 0)
    return (
      <Empty icon="contact" title="Nobody yet">
        <p>
          Contacts appear here when visitors leave their details in the chat
          {place.isAdmin ? ", or when you import them from a file" : ""}.
        </p>
      </Empty>
    )
  const { words, tag, stageId, ownerId } = filter
  const isNarrowed = Boolean(words || tag || stageId || ownerId)
  const query = {
    ...(words ? { q: words } : {}),
    ...(tag ? { tag } : {}),
    ...(stageId ? { stage: stageId } : {}),
    ...(ownerId ? { owner: ownerId } : {}),
  }
  return (
    <>
      <form class="contact-filter" method="get" action={place.base}>
        <TextField label="Search" name="q" type="search" value={words} placeholder="Name, email, phone or company" />
        <Select
          label="Stage"
          name="stage"
          value={stageId}
          options={[{ value: "", label: "Any" }, ...stages.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Select
          label="Owner"
          name="owner"
          value={ownerId}
          options={[
            { value: "", label: "Anybody" },
            { value: "none", label: "Nobody" },
            ...owners.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          label="Tag"
          name="tag"
          value={tag}
          options={[{ value: "", label: "Any" }, ...tags.map((each) => ({ value: each, label: each }))]}
        />
        <Button icon="search">Search</Button>
      </form>
      {contacts.length === 0 ? (
        <p class="soft" role="status">
          Nobody matches{words ? ` “${words}”` : " this"}. <a href={place.base}>Show all</a>
        </p>
      ) : (
        <>
          <p class="soft">
            {isNarrowed ? (
              <>
                {contacts.length}
                {next ? " and more" : ""} of {total}. <a href={place.base}>Show all</a>
              </>
            ) : total === 1 ? (
              "1 contact"
            ) : (
              `${total} contacts`
            )}
          </p>
          <Table
            caption="Contacts, newest first"
            columns={[
              { label: "Name" },
              { label: "How to reach them" },
              { label: "Stage" },
              { label: "Owner" },
              { label: "Since" },
            ]}
            isStacked
          >
            {contacts.map((each) => (
              <tr>
                <td class="contact-who">
                  <a class="contact-name" href={contactPath(place, each.id)}>
                    {nameOf(each)}
                  </a>
                  {each.company ? <div class="soft">{each.company}</div> : null}
                </td>
                <td class="wide contact-where">
                  {each.email && each.email !== nameOf(each) ? <div>{each.email}</div> : null}
                  {each.phone && each.phone !== nameOf(each) ? <div>{each.phone}</div> : null}
                  {each.email || each.phone ? null : "–"}
                </td>
                <td class={each.stage || each.tags.length > 0 ? undefined : "nothing"}>
                  {each.stage ? <span class="badge">{each.stage}</span> : each.tags.length > 0 ? null : "–"}
                  <Tags tags={each.tags} />
                </td>
                <td class={each.owner ? undefined : "nothing"}>{each.owner ?? "–"}</td>
                <td class="since">
                  <Relative at={each.createdAt} now={now} />
                </td>
              </tr>
            ))}
          </Table>
        </>
      )}
      {next ? (
        <div class="button-row">
          <LinkButton href={`${place.base}?${new URLSearchParams({ ...query, cursor: next })}`}>Older</LinkButton>
        </div>
      ) : null}
    </>
  )
}

export function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null
  return (
    <span class="tags">
      {tags.map((tag) => (
        <span class="chip">{tag}</span>
      ))}
    </span>
  )
}
