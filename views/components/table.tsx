import type { ComponentChildren } from "preact"

type Column = {
  label: ComponentChildren
  number?: boolean
  href?: string
  sorted?: "ascending" | "descending"
  /** Said to those who do not see it: what stands below shows what it is. */
  isUnseen?: boolean
}

type TableProps = {
  caption: string
  columns: Column[]
  id?: string
  /** On a phone the cells of a row stand one under the other. Those with `data-label` are then named by it. */
  isStacked?: boolean
  children: ComponentChildren
}

/** Rows are `<tr>`s; a cell of figures has the class `number`. A column with `href` sorts by it. */
export function Table({ caption, columns, id, isStacked, children }: TableProps) {
  return (
    // Focusable, because a region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
      <table class={isStacked ? "table is-stacked" : "table"} id={id}>
        <caption class="hidden-visually">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, number, href, sorted, isUnseen }) => (
              <th scope="col" class={number ? "number" : undefined} aria-sort={sorted}>
                {href ? <a href={href}>{label}</a> : isUnseen ? <span class="hidden-visually">{label}</span> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
