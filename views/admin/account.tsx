import { OwnAccount, type OwnAccountProps } from "../components/own-account"
import { type AdminFrame, AdminPage } from "./frame"

type AccountPageProps = { frame: AdminFrame; account: Omit<OwnAccountProps, "person" | "hint"> }

/** An owner's own account, whether or not they hold a seat at the desk. */
export function AdminAccountPage({ frame, account }: AccountPageProps) {
  return (
    <AdminPage frame={frame} section="team" title="Your account" back={{ href: "/admin/team", label: "Team" }}>
      <div class="account">
        <OwnAccount {...account} person={frame.owner} hint="Your name and email address are changed under Team." />
      </div>
    </AdminPage>
  )
}
