import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { FormError, TextField } from "../components/field"
import { Table } from "../components/table"
import { type AdminFrame, AdminPage } from "./frame"

type Result = { created: number; updated: number; unchanged: number; problems: { line: number; message: string }[] }

export type ImportPageProps = {
  frame: AdminFrame
  targets: { value: string; label: string }[]
  /** The file that waits, with its columns. */
  file?: { id: string; name: string; lines: number; columns: { head: string; examples: string[] }[] } | undefined
  mapping?: string[] | undefined
  /** What would happen. */
  trial?: Result | undefined
  /** What has happened. */
  result?: Result | undefined
  problem?: string | undefined
}

const shownProblems = 100
const base = "/admin/contacts"

/** Three steps: the file, its columns with what would happen, and what has happened. */
export function ImportPage(props: ImportPageProps) {
  const { frame, file, result, problem } = props
  return (
    <AdminPage
      frame={frame}
      section="contacts"
      title="Import contacts"
      back={{ href: base, label: "Contacts" }}
      intro="From a spreadsheet saved as CSV. People whose email address is known are brought up to date, all others are added."
    >
      {result ? (
        <>
          <Callout icon="circle-check" tone="human">
            <p role="status">
              <strong>Done.</strong> {figures(result, "were")}
            </p>
          </Callout>
          <Problems result={result} left="left out" />
          <div class="button-row">
            <LinkButton href={base} variant="primary">
              See the contacts
            </LinkButton>
            <LinkButton href={`${base}/import`}>Import another file</LinkButton>
          </div>
        </>
      ) : file ? (
        <Columns {...props} />
      ) : (
        <form class="form" method="post" action={`${base}/import`} enctype="multipart/form-data">
          <FormError>{problem}</FormError>
          <TextField
            label="File"
            name="file"
            type="file"
            accept=".csv,text/csv,text/plain"
            required
            help="The first line names the columns. At most 5 MB and 20,000 lines. Nothing is changed before you have seen what would happen."
          />
          <div class="button-row">
            <Button variant="primary" icon="upload">
              Go on
            </Button>
          </div>
        </form>
      )}
    </AdminPage>
  )
}

function Columns({ targets, file, mapping = [], trial, problem }: ImportPageProps) {
  if (!file) return null
  return (
    <form class="form" method="post" action={`${base}/import/${encodeURIComponent(file.id)}`}>
      <p class="soft">
        <strong>{file.name}</strong>, {file.lines === 1 ? "1 line" : `${file.lines} lines`}
      </p>
      <FormError>{problem}</FormError>
      <Table caption="Columns" columns={[{ label: "Column" }, { label: "For example" }, { label: "Is" }]}>
        {file.columns.map(({ head, examples }, at) => (
          <tr>
            <td>
              <strong>{head || `Column ${at + 1}`}</strong>
            </td>
            <td class="soft">{examples.join(" · ") || "empty"}</td>
            <td>
              <select class="select" name={`column${at}`} aria-label={`What the column ${head || at + 1} is`}>
                <option value="">Leave out</option>
                {targets.map(({ value, label }) => (
                  <option value={value} selected={mapping[at] === value}>
                    {label}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </Table>
      <p class="soft">
        Something is missing? <a href={`${base}/settings#fields`}>Add a field</a> first. Empty cells remove nothing.
      </p>
      {trial ? (
        <>
          <Callout icon="info">
            <p role="status">
              <strong>What would happen:</strong> {figures(trial, "would be")}
            </p>
          </Callout>
          <Problems result={trial} left="would be left out" />
        </>
      ) : null}
      <div class="button-row">
        <Button
          variant="primary"
          name="act"
          value="import"
          disabled={trial ? trial.created + trial.updated === 0 : true}
        >
          {trial ? `Import ${trial.created + trial.updated}` : "Import"}
        </Button>
        <Button name="act" value="check">
          Check again
        </Button>
        <LinkButton href={`${base}/import`} variant="quiet">
          Another file
        </LinkButton>
      </div>
    </form>
  )
}

const figures = ({ created, updated, unchanged, problems }: Result, are: string): string =>
  `${[
    `${created} ${are} added`,
    `${updated} brought up to date`,
    unchanged > 0 ? `${unchanged} are as they were` : "",
    problems.length > 0 ? `${problems.length} left out` : "",
  ]
    .filter(Boolean)
    .join(", ")}.`

function Problems({ result, left }: { result: Result; left: string }) {
  const { problems } = result
  if (problems.length === 0) return null
  return (
    <section class="card card-stack">
      <div class="card-head">
        <h2>
          {problems.length === 1 ? "1 line" : `${problems.length} lines`} {left}
        </h2>
      </div>
      <Table caption="Lines that are wrong" columns={[{ label: "Line", number: true }, { label: "What is wrong" }]}>
        {problems.slice(0, shownProblems).map(({ line, message }) => (
          <tr>
            <td class="number">{line}</td>
            <td>{message}</td>
          </tr>
        ))}
      </Table>
      {problems.length > shownProblems ? <p class="soft">And {problems.length - shownProblems} more.</p> : null}
    </section>
  )
}
