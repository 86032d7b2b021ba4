import type { ComponentChildren } from "preact"
import { HolderBadge } from "../components/holder"
import { Icon } from "../components/icon"
import { Relative } from "../components/time"
import type { Context, IdentityView, IntentView } from "./props"
import { conversationPath } from "./words"

export function Part({ title, count, children }: { title: string; count?: number; children: ComponentChildren }) {
  return (
    <section class="part">
      <h3>
        {title}
        {count ? <span class="count">{count}</span> : null}
      </h3>
      {children}
    </section>
  )
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** How ready to buy, and what speaks for it. */
export function Score({ intent }: { intent: IntentView }) {
  return (
    <>
      <p class="visitor-score">
        <meter class="meter score" min={0} max={100} value={intent.score} aria-label={`Score ${intent.score} of 100`} />
        <strong class="number">{intent.score}</strong>
      </p>
      <ul class="visitor-reasons">
        {intent.reasons.map(({ rule, points, text }) => (
          <li>
            <span class="number">{points > 0 ? `+${points}` : `−${-points}`}</span> <strong>{rule}</strong>{" "}
            <span class="soft">{text}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

export function AttributeFacts({ attributes }: { attributes: Record<string, string | number | boolean> }) {
  return (
    <>
      {Object.entries(attributes).map(([name, value]) => (
        <Fact name={name}>{value === true ? "yes" : value === false ? "no" : String(value)}</Fact>
      ))}
    </>
  )
}

export function IdentityFacts({ identity }: { identity: IdentityView }) {
  const { id, email, verified, emailVerified } = identity
  return (
    <>
      <Fact name="Customer">
        {id} <Proof isProven={verified} />
      </Fact>
      {email ? (
        <Fact name="Their email">
          {email} <Proof isProven={emailVerified} />
        </Fact>
      ) : null}
    </>
  )
}

export function Earlier({ title, earlier, now }: { title: string; earlier: Context["earlier"]; now: number }) {
  if (earlier.length === 0) return null
  return (
    <Part title={title} count={earlier.length}>
      <ul class="earlier">
        {earlier.map(({ id, at, state, preview }) => (
          <li>
            <a href={conversationPath(id)}>{preview || "A conversation"}</a>
            <p>
              <HolderBadge holder={state} /> <Relative at={at} now={now} class="soft" />
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** Anybody can type a name into a website's script; only a signature proves it. */
const Proof = ({ isProven }: { isProven: boolean }) =>
  isProven ? (
    <span class="proof is-proven">
      <Icon name="circle-check" /> verified
    </span>
  ) : (
    <span class="proof">
      <Icon name="circle-alert" /> not verified
    </span>
  )
