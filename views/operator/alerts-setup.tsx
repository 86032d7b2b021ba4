import { Button, LinkButton } from "../components/button"
import { Choice, FormError, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { Saved } from "../components/saved"
import { dayWords } from "../components/time"
import { TimeZoneField } from "../components/time-zone"
import { Page, type Theme } from "../layout/page"
import { Beside, besideData, DeskBar } from "./list-page"
import type { Viewer } from "./props"

type AlertsSetupProps = {
  theme: Theme
  viewer: Viewer
  publicKey: string
  devices: { id: string; device: string; createdAt: string }[]
  quiet: { from: string; to: string; timezone: string } | undefined
  repeatsSound: boolean
  /** What calls nobody, and is told all the same. */
  toldOf: { bookings: boolean; followUps: boolean }
  isSaved?: boolean
  error?: string
}

const steps = [
  { name: "permission", title: "Permission", words: "The browser asks whether Baton may show notifications." },
  { name: "sound", title: "Sound", words: "A short chime, as when somebody waits." },
  { name: "push", title: "With the desk closed", words: "Notifications also come when no tab of Baton is open." },
]

/** Alerts on this device: each part is tried, and its result stands here. */
export function AlertsSetupPage(props: AlertsSetupProps) {
  const { theme, viewer, publicKey, devices, quiet, repeatsSound, toldOf, isSaved, error } = props
  return (
    <Page
      title="Alerts on this device"
      theme={theme}
      scripts={["/beside.js", "/alerts-setup.js"]}
      bodyClass="act-page"
      data={{ ...besideData(viewer), "data-public-key": publicKey }}
    >
      <DeskBar viewer={viewer} theme={theme} />
      <main class="card act-card alerts-setup" id="main" tabIndex={-1}>
        <h1>Alerts on this device</h1>
        <p>Try them once on each device you work on. You will see at once what works and what does not.</p>
        <ol class="alert-steps">
          {steps.map(({ name, title, words }) => (
            <li class="alert-step" data-step={name} data-result="none">
              <span class="alert-mark" aria-hidden="true">
                <Icon name="circle-check" class="is-good" />
                <Icon name="circle-alert" class="is-bad" />
                <Icon name="circle" class="is-none" />
              </span>
              <div>
                <strong>{title}</strong>
                <p class="soft" data-words aria-live="polite">
                  {words}
                </p>
              </div>
            </li>
          ))}
        </ol>
        <noscript>
          <p>Trying them needs JavaScript in this browser. Emails and Slack reach you without it.</p>
        </noscript>
        <div class="button-row">
          <Button type="button" variant="primary" icon="bell" class="needs-script" data-try>
            Try alerts
          </Button>
          <Button type="button" icon="bell-off" class="needs-script" data-switch-off>
            Switch off here
          </Button>
          <LinkButton href="/operator">Back to the desk</LinkButton>
        </div>

        <h2>Your devices</h2>
        {devices.length === 0 ? (
          <p class="soft">None yet: with the desk closed you are told by email or Slack only.</p>
        ) : (
          <ul>
            {devices.map(({ device, createdAt }) => (
              <li>
                {device} <span class="soft">since {dayWords(createdAt)}</span>
              </li>
            ))}
          </ul>
        )}

        <h2>Slack</h2>
        <p class="soft">
          If the owner has set it up, you can answer from there too. <a href="/operator/slack">Your Slack account</a>
        </p>

        <h2>What you are told, and when</h2>
        <form class="form" method="post" action="/operator/alerts/quiet-hours">
          <Saved>{isSaved ? "Saved." : undefined}</Saved>
          <FormError>{error}</FormError>
          <Choice
            name="bookings"
            value="on"
            checked={toldOf.bookings}
            label="Bookings and callbacks"
            help="When one is made, moved or cancelled: an email with the entry for your calendar, and a notification."
          />
          <Choice
            name="followUps"
            value="on"
            checked={toldOf.followUps}
            label="My follow-ups, when they are due"
            help="By email and as a notification."
          />
          <Choice
            name="repeatSound"
            value="on"
            checked={repeatsSound}
            label="Repeat the sound until I have looked"
            help="Every 30 seconds while somebody waits and the open desk has not been touched."
          />
          <div class="rule-times">
            <TextField label="Quiet from" name="from" type="time" value={quiet?.from ?? ""} />
            <TextField label="Until" name="to" type="time" value={quiet?.to ?? ""} />
          </div>
          <TimeZoneField
            name="timezone"
            value={quiet?.timezone ?? ""}
            help="During these hours you get no notifications and no alert emails. Leave both times empty for none."
          />
          <div class="button-row">
            <Button>Save</Button>
          </div>
        </form>
      </main>
      <Beside />
    </Page>
  )
}
