import type { ComponentChildren } from "preact"
import { Page, type Theme } from "../layout/page"
import { DeskBar } from "./list-page"
import type { Viewer } from "./props"

type ActPageProps = { title: string; theme: Theme; viewer: Viewer; children: ComponentChildren }

/** A dialog's content as a page of its own, for a browser without scripts. */
export function ActPage({ title, theme, viewer, children }: ActPageProps) {
  return (
    <Page title={title} theme={theme} bodyClass="act-page">
      <DeskBar viewer={viewer} theme={theme} isPlain />
      <main class="card act-card" id="main" tabIndex={-1}>
        <h1 class="hidden-visually">{title}</h1>
        {children}
      </main>
    </Page>
  )
}
