import { OwnAccount, type OwnAccountProps } from "../components/own-account"
import { Page, type Theme } from "../layout/page"
import { Beside, besideData, DeskBar } from "./list-page"
import type { Viewer } from "./props"

type AccountPageProps = { theme: Theme; viewer: Viewer; account: Omit<OwnAccountProps, "person" | "hint"> }

/** What an operator may change of their account without an owner. */
export function AccountPage({ theme, viewer, account }: AccountPageProps) {
  return (
    <Page title="Your account" theme={theme} scripts={["/beside.js"]} bodyClass="act-page" data={besideData(viewer)}>
      <DeskBar viewer={viewer} theme={theme} />
      <main class="card act-card alerts-setup account" id="main" tabIndex={-1}>
        <h1>Your account</h1>
        <OwnAccount
          {...account}
          person={viewer}
          hint="Visitors see your name. An owner can change it, and your email address, under Team."
        />
      </main>
      <Beside />
    </Page>
  )
}
