import type { ComponentChildren } from "preact"

type CardProps = { title?: ComponentChildren; id?: string; children: ComponentChildren }

export function Card({ title, id, children }: CardProps) {
  return (
    <section class="card" id={id}>
      {title ? (
        <div class="card-head">
          <h2>{title}</h2>
        </div>
      ) : null}
      {children}
    </section>
  )
}
