import { Button } from "../components/button"
import { HolderBadge } from "../components/holder"
import { Icon, type IconName } from "../components/icon"
import { Relative } from "../components/time"
import type { ConversationItem } from "./props"
import { conversationPath, flags, holderName, plain, visitorName } from "./words"

type SearchProps = { query: string; results: ConversationItem[]; now: number }

/** Everything, from anywhere: conversations by who or what, and what can be done. */
export function Search({ query, results, now }: SearchProps) {
  return (
    <search class="search">
      <form class="search-form" method="get" action="/operator/search">
        <label class="hidden-visually" for="search-text" id="act-title">
          Search conversations
        </label>
        <input
          class="search-text"
          id="search-text"
          type="search"
          name="q"
          value={query}
          placeholder="A name, an email, a word that was said …"
          autocomplete="off"
          autofocus
          hx-get="/operator/search"
          hx-trigger="input changed delay:150ms"
          hx-target="#search-results"
          hx-swap="outerHTML"
          hx-sync="this:replace"
        />
        <Button class="hidden-visually">Search</Button>
      </form>
      <Results query={query} results={results} now={now} />
      {/* Said is how many there are: whoever wants to read them goes down to them. */}
      <p class="hidden-visually" id="search-says" role="status" />
    </search>
  )
}

/** What is found while one types. */
export function SearchResults(props: SearchProps) {
  const { query, results } = props
  const none = `No conversation has “${query}” in it.`
  return (
    <>
      <Results {...props} />
      <p id="search-says" hx-swap-oob="innerHTML">
        {!query ? "" : results.length === 0 ? none : results.length === 1 ? "1 found" : `${results.length} found`}
      </p>
    </>
  )
}

function Results({ query, results, now }: SearchProps) {
  return (
    <div class="search-results" id="search-results">
      {results.length > 0 ? (
        <ul>
          {results.map((item) => (
            <li>
              <a
                class="search-hit"
                href={conversationPath(item.id)}
                hx-get={conversationPath(item.id)}
                hx-target="#open"
                hx-swap="outerHTML"
                hx-push-url="true"
              >
                <span class="search-who">
                  <bdi>{visitorName(item.visitor)}</bdi>
                </span>
                <HolderBadge holder={item.state} word={holderName(item)} />
                <Relative at={item.updatedAt} now={now} class="row-time" />
                <span class="search-words">
                  {item.reason ? `${flags[item.reason.kind]?.word ?? item.reason.text} · ` : ""}
                  <bdi>{plain(item.match ?? item.preview.text)}</bdi>
                </span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft search-none">
          {query ? `No conversation has “${query}” in it.` : "Type a name, an email or a word that was said."}
        </p>
      )}
      <Commands query={query} />
    </div>
  )
}

type Command = { words: string; icon: IconName; action: string; name: string; value: string }

const commands: Command[] = [
  {
    words: "Set yourself online",
    icon: "circle-check",
    action: "/operator/availability",
    name: "availability",
    value: "online",
  },
  { words: "Set yourself away", icon: "clock", action: "/operator/availability", name: "availability", value: "away" },
  {
    words: "Set yourself offline",
    icon: "bell-off",
    action: "/operator/availability",
    name: "availability",
    value: "offline",
  },
  { words: "Light theme", icon: "sun", action: "/operator/theme", name: "theme", value: "light" },
  { words: "Dark theme", icon: "moon", action: "/operator/theme", name: "theme", value: "dark" },
  { words: "System theme", icon: "sun-moon", action: "/operator/theme", name: "theme", value: "system" },
  { words: "Sign out", icon: "log-out", action: "/operator/sign-out", name: "", value: "" },
]

/** What can be done from anywhere, found by its words like a conversation. */
function Commands({ query }: { query: string }) {
  const wanted = query.toLocaleLowerCase()
  const found = commands.filter(({ words }) => words.toLocaleLowerCase().includes(wanted))
  return found.length > 0 ? (
    <ul class="search-commands" aria-label="Commands">
      {found.map(({ words, icon, action, name, value }) => (
        <li>
          <form method="post" action={action}>
            <button type="submit" class="menu-item" name={name || undefined} value={value || undefined}>
              <Icon name={icon} />
              {words}
            </button>
          </form>
        </li>
      ))}
    </ul>
  ) : null
}
