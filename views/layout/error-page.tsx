import { LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Page, type Theme } from "./page"

type ErrorPageProps = { title: string; sentence: string; back: string; theme: Theme }

/** What was wrong and where to go from here. */
export function ErrorPage({ title, sentence, back, theme }: ErrorPageProps) {
  return (
    <Page title={title} theme={theme} bodyClass="sign-in">
      <main id="main" tabIndex={-1}>
        <Empty heading="h1" icon="circle-alert" title={title}>
          <p>{sentence}</p>
          <LinkButton href={back}>Go back</LinkButton>
        </Empty>
      </main>
    </Page>
  )
}
