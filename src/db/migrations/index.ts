import spine from "./0001_spine.sql" with { type: "text" }
import knowledge from "./0002_knowledge.sql" with { type: "text" }
import queues from "./0003_queues.sql" with { type: "text" }
import alerts from "./0004_alerts.sql" with { type: "text" }
import bookings from "./0005_bookings.sql" with { type: "text" }
import judgement from "./0006_judgement.sql" with { type: "text" }
import websites from "./0007_websites.sql" with { type: "text" }
import filedEvents from "./0008_filed_events.sql" with { type: "text" }
import visitors from "./0009_visitors.sql" with { type: "text" }
import contacts from "./0010_contacts.sql" with { type: "text" }
import slack from "./0011_slack.sql" with { type: "text" }
import guide from "./0012_guide.sql" with { type: "text" }
import content from "./0013_content.sql" with { type: "text" }
import teams from "./0014_teams.sql" with { type: "text" }
import embeddings from "./0015_embeddings.sql" with { type: "text" }
import progress from "./0016_progress.sql" with { type: "text" }
import pictures from "./0017_pictures.sql" with { type: "text" }
import storedReplies from "./0018_stored_replies.sql" with { type: "text" }
import smallerSteps from "./0019_smaller_steps.sql" with { type: "text" }
import receipts from "./0020_receipts.sql" with { type: "text" }
import sentFiles from "./0021_sent_files.sql" with { type: "text" }
import sessionBrowsers from "./0022_session_browsers.sql" with { type: "text" }
import leanPushSubscriptions from "./0023_push_subscriptions_without_told_at.sql" with { type: "text" }
import slackGone from "./0024_slack_gone.sql" with { type: "text" }
import toldOfVisitors from "./0025_told_of_visitors.sql" with { type: "text" }

/** Forward only; a step's place is its version. What is released is never edited. */
export const migrations: readonly string[] = [
  spine,
  knowledge,
  queues,
  alerts,
  bookings,
  judgement,
  websites,
  filedEvents,
  visitors,
  contacts,
  slack,
  guide,
  content,
  teams,
  embeddings,
  progress,
  pictures,
  storedReplies,
  smallerSteps,
  receipts,
  sentFiles,
  sessionBrowsers,
  leanPushSubscriptions,
  slackGone,
  toldOfVisitors,
]
