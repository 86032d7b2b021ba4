import { LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Table } from "../components/table"
import { Exact } from "../components/time"
import { auditSubject, auditWords } from "./audit-words"
import { type AdminFrame, AdminPage } from "./frame"

type LogRow = { id: number; at: string; who: string; action: string; subject: string }

export function LogPage({ frame, rows, next }: { frame: AdminFrame; rows: LogRow[]; next: string | null }) {
  return (
    <AdminPage
      frame={frame}
      section="settings"
      title="What was changed"
      width="table"
      back={{ href: "/admin/settings", label: "Settings" }}
    >
      {rows.length === 0 ? (
        <Empty icon="history" title="Nothing has been changed yet">
          <p>Whatever somebody changes in the admin or through the API appears here, with who and when.</p>
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <Table
          caption="Changes, newest first"
          columns={[{ label: "When" }, { label: "Who" }, { label: "What" }]}
          isStacked
        >
          {rows.map(({ at, who, action, subject }) => (
            <tr>
              <td class="log-time">
                <Exact at={at} />
              </td>
              <td>{who}</td>
              <td class="wide">
                {auditWords[action] ?? action} <span class="soft">{auditSubject(action, subject)}</span>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
      {next ? (
        <div class="button-row">
          <LinkButton href={`/admin/settings/log?cursor=${next}`}>Older</LinkButton>
        </div>
      ) : null}
    </AdminPage>
  )
}
