import type { ComponentChildren } from "preact"

type Column = { label: ComponentChildren; number?: boolean; href?: string; sorted?: "ascending" | "descending" }
type TableProps = { caption: string; columns: Column[]; id?: string; children: ComponentChildren }

/** Rows are `<tr>`s; a cell of figures has the class `number`. A column with `href` sorts by it. */
export function Table({ caption, columns, id, children }: TableProps) {
  return (
    // Focusable, because a region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
      <table class="table" id={id}>
        <caption class="hidden-visually">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, number, href, sorted }) => (
              <th scope="col" class={number ? "number" : undefined} aria-sort={sorted}>
                {href ? <a href={href}>{label}</a> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
