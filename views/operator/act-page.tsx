import type { ComponentChildren } from "preact"
import { Page, type Theme } from "../layout/page"
import { DeskBar } from "./list-page"

type ActPageProps = { title: string; theme: Theme; children: ComponentChildren }

/** A dialog's content as a page of its own, for a browser without scripts. */
export function ActPage({ title, theme, children }: ActPageProps) {
  return (
    <Page title={title} theme={theme} bodyClass="act-page">
      <DeskBar />
      <main class="card act-card" id="main" tabIndex={-1}>
        <h1 class="hidden-visually">{title}</h1>
        {children}
      </main>
    </Page>
  )
}
