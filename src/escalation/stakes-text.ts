/** What the visitor reads at once where much is at stake, whoever comes next, in their language. Pure. */

import { sentencesIn } from "../languages/sentences"
import type { StakesKind } from "./types"

export const stakesText = (kind: StakesKind, locale: string): string => sentencesIn(locale).stakes[kind]
