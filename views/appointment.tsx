import { Button } from "./components/button"
import { FormError } from "./components/field"
import { Page } from "./layout/page"

type Props = {
  lang: string
  dir: "ltr" | "rtl"
  business: string
  title: string
  words: Record<"cancel" | "move" | "none" | "past", string>
  path: string
  isOpen: boolean
  isOver: boolean
  slots: { slot: string; text: string }[]
  problem?: string | undefined
}

/** Where the link in a letter leads: cancel, or choose another time, without any script. */
export function AppointmentPage({ lang, dir, business, title, words, path, isOpen, isOver, slots, problem }: Props) {
  return (
    <Page title={business} bodyClass="act-page">
      <main class="card act-card is-wide" id="main" tabIndex={-1} lang={lang} dir={dir}>
        <p class="soft">{business}</p>
        <h1>{title}</h1>
        <FormError>{problem}</FormError>
        {isOver ? <p>{words.past}</p> : null}
        {isOpen ? (
          <>
            <form method="post" action={`${path}/cancel`}>
              <Button variant="danger">{words.cancel}</Button>
            </form>
            <h2>{words.move}</h2>
            {slots.length === 0 ? <p>{words.none}</p> : null}
            <form class="button-row" method="post" action={`${path}/move`}>
              {slots.map(({ slot, text }) => (
                <Button small name="slot" value={slot}>
                  {text}
                </Button>
              ))}
            </form>
          </>
        ) : null}
      </main>
    </Page>
  )
}
