import { Icon } from "../components/icon"
import type { OperationSpec, Parameter, Schema } from "./api-page"

type OperationProps = { path: string; method: string; operation: OperationSpec }

export function Operation({ path, method, operation }: OperationProps) {
  const { summary, description, parameters = [], responses = {} } = operation
  const body = bodyOf(operation)
  const answers = Object.entries(responses).filter(([status]) => status.startsWith("2"))
  const hasMore = parameters.length > 0 || body !== undefined || answers.length > 0
  const head = (
    <>
      <span class="method" data-method={method}>
        {method.toUpperCase()}
      </span>
      <code class="path">{path}</code>
      <span class="operation-summary">{summary}</span>
    </>
  )
  const id = `${method}${path.replace(/[^a-z0-9]+/gi, "-").replace(/-$/, "")}`
  if (!hasMore)
    return (
      <div class="operation" id={id}>
        <div class="operation-head">{head}</div>
      </div>
    )
  return (
    <details class="operation" id={id}>
      <summary class="operation-head">
        {head}
        <Icon name="chevron-down" class="operation-more" />
      </summary>
      <div class="operation-body">
        {description ? <p>{description}</p> : null}
        {parameters.length > 0 ? (
          <>
            <h3>Parameters</h3>
            <dl class="schema">{parameters.map(asRow)}</dl>
          </>
        ) : null}
        {body ? (
          <>
            <h3>
              Body <span class="soft">{body.type}</span>
            </h3>
            <Fields schema={body.schema} />
          </>
        ) : null}
        {answers.map(([status, { description: meaning }]) => (
          <h3>
            Answers{" "}
            <span class="soft">
              {status}: {meaning}
            </span>
          </h3>
        ))}
      </div>
    </details>
  )
}

const asRow = ({ name, in: place, required = false, description, schema }: Parameter) => (
  <Row name={name} required={required} schema={{ ...schema, description: description ?? schema?.description ?? "" }}>
    {place}
  </Row>
)

function Fields({ schema }: { schema: Schema }) {
  const object = objectOf(schema)
  if (!object?.properties) return <p class="soft">{typeOf(schema)}</p>
  return (
    <dl class="schema">
      {Object.entries(object.properties).map(([name, each]) => (
        <Row name={name} required={object.required?.includes(name) ?? false} schema={each} />
      ))}
    </dl>
  )
}

type RowProps = { name: string; required: boolean; schema: Schema; children?: string }

function Row({ name, required, schema, children }: RowProps) {
  const inner = objectOf(schema.type === "array" && schema.items ? schema.items : schema)
  return (
    <div>
      <dt>
        <code>{name}</code> <span class="soft">{typeOf(schema)}</span>
        {children ? <span class="chip">{children}</span> : null}
        {required ? <span class="required">required</span> : null}
      </dt>
      <dd>
        {schema.description}
        {inner?.properties ? <Fields schema={inner} /> : null}
      </dd>
    </div>
  )
}

/** JSON is shown where several kinds are taken: they have the same fields. */
function bodyOf({ requestBody }: OperationSpec): { type: string; schema: Schema } | undefined {
  const content = requestBody?.content ?? {}
  const type = ["application/json", "multipart/form-data", ...Object.keys(content)].find(
    (each) => content[each]?.schema,
  )
  const schema = type === undefined ? undefined : content[type]?.schema
  return type !== undefined && schema ? { type, schema } : undefined
}

const objectOf = (schema: Schema): Schema | undefined =>
  schema.properties ? schema : schema.anyOf?.find((each) => each.properties)

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(" | ")
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" | ")
  if (schema.type === "array") return `${schema.items ? typeOf(schema.items) : "any"}[]`
  if (schema.format === "binary") return "file"
  return schema.type ?? "any"
}
