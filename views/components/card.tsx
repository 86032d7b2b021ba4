import type { ComponentChildren } from "preact"

type CardProps = { title?: ComponentChildren; id?: string; actions?: ComponentChildren; children: ComponentChildren }

export function Card({ title, id, actions, children }: CardProps) {
  return (
    <section class="card" id={id}>
      {title || actions ? (
        <div class="card-head">
          <h2>{title}</h2>
          {actions}
        </div>
      ) : null}
      {children}
    </section>
  )
}
