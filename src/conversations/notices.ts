/** What the visitor reads when something happens to their conversation, in their language. Pure. */

import type { NoticeCode } from "../events/event"
import { sentencesIn } from "../languages/sentences"

export const noticeText = (code: NoticeCode, locale: string, name = ""): string =>
  sentencesIn(locale).notices[code].replace("{name}", () => name)
