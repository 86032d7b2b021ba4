/** The icons that are used, inlined. A static list, because the compiled binary has no folder to look into. */
import arrowLeft from "lucide-static/icons/arrow-left.svg" with { type: "text" }
import arrowRight from "lucide-static/icons/arrow-right.svg" with { type: "text" }
import arrowRightLeft from "lucide-static/icons/arrow-right-left.svg" with { type: "text" }
import bell from "lucide-static/icons/bell.svg" with { type: "text" }
import bellOff from "lucide-static/icons/bell-off.svg" with { type: "text" }
import bookOpen from "lucide-static/icons/book-open.svg" with { type: "text" }
import bot from "lucide-static/icons/bot.svg" with { type: "text" }
import building2 from "lucide-static/icons/building-2.svg" with { type: "text" }
import calendar from "lucide-static/icons/calendar.svg" with { type: "text" }
import chartColumn from "lucide-static/icons/chart-column.svg" with { type: "text" }
import check from "lucide-static/icons/check.svg" with { type: "text" }
import checkCheck from "lucide-static/icons/check-check.svg" with { type: "text" }
import chevronDown from "lucide-static/icons/chevron-down.svg" with { type: "text" }
import chevronRight from "lucide-static/icons/chevron-right.svg" with { type: "text" }
import circle from "lucide-static/icons/circle.svg" with { type: "text" }
import circleAlert from "lucide-static/icons/circle-alert.svg" with { type: "text" }
import circleCheck from "lucide-static/icons/circle-check.svg" with { type: "text" }
import circleQuestionMark from "lucide-static/icons/circle-question-mark.svg" with { type: "text" }
import circleX from "lucide-static/icons/circle-x.svg" with { type: "text" }
import clock from "lucide-static/icons/clock.svg" with { type: "text" }
import contact from "lucide-static/icons/contact.svg" with { type: "text" }
import copy from "lucide-static/icons/copy.svg" with { type: "text" }
import download from "lucide-static/icons/download.svg" with { type: "text" }
import ear from "lucide-static/icons/ear.svg" with { type: "text" }
import ellipsis from "lucide-static/icons/ellipsis.svg" with { type: "text" }
import externalLink from "lucide-static/icons/external-link.svg" with { type: "text" }
import eye from "lucide-static/icons/eye.svg" with { type: "text" }
import fileText from "lucide-static/icons/file-text.svg" with { type: "text" }
import flag from "lucide-static/icons/flag.svg" with { type: "text" }
import frown from "lucide-static/icons/frown.svg" with { type: "text" }
import globe from "lucide-static/icons/globe.svg" with { type: "text" }
import gripVertical from "lucide-static/icons/grip-vertical.svg" with { type: "text" }
import hand from "lucide-static/icons/hand.svg" with { type: "text" }
import history from "lucide-static/icons/history.svg" with { type: "text" }
import hourglass from "lucide-static/icons/hourglass.svg" with { type: "text" }
import house from "lucide-static/icons/house.svg" with { type: "text" }
import inbox from "lucide-static/icons/inbox.svg" with { type: "text" }
import info from "lucide-static/icons/info.svg" with { type: "text" }
import keyRound from "lucide-static/icons/key-round.svg" with { type: "text" }
import keyboard from "lucide-static/icons/keyboard.svg" with { type: "text" }
import languages from "lucide-static/icons/languages.svg" with { type: "text" }
import link from "lucide-static/icons/link.svg" with { type: "text" }
import listFilter from "lucide-static/icons/list-filter.svg" with { type: "text" }
import logOut from "lucide-static/icons/log-out.svg" with { type: "text" }
import mail from "lucide-static/icons/mail.svg" with { type: "text" }
import mapPin from "lucide-static/icons/map-pin.svg" with { type: "text" }
import megaphone from "lucide-static/icons/megaphone.svg" with { type: "text" }
import messageSquare from "lucide-static/icons/message-square.svg" with { type: "text" }
import monitor from "lucide-static/icons/monitor.svg" with { type: "text" }
import moon from "lucide-static/icons/moon.svg" with { type: "text" }
import panelRight from "lucide-static/icons/panel-right.svg" with { type: "text" }
import paperclip from "lucide-static/icons/paperclip.svg" with { type: "text" }
import pencil from "lucide-static/icons/pencil.svg" with { type: "text" }
import phone from "lucide-static/icons/phone.svg" with { type: "text" }
import plus from "lucide-static/icons/plus.svg" with { type: "text" }
import quote from "lucide-static/icons/quote.svg" with { type: "text" }
import repeat2 from "lucide-static/icons/repeat-2.svg" with { type: "text" }
import route from "lucide-static/icons/route.svg" with { type: "text" }
import scale from "lucide-static/icons/scale.svg" with { type: "text" }
import search from "lucide-static/icons/search.svg" with { type: "text" }
import sendHorizontal from "lucide-static/icons/send-horizontal.svg" with { type: "text" }
import settings from "lucide-static/icons/settings.svg" with { type: "text" }
import shield from "lucide-static/icons/shield.svg" with { type: "text" }
import smartphone from "lucide-static/icons/smartphone.svg" with { type: "text" }
import sparkles from "lucide-static/icons/sparkles.svg" with { type: "text" }
import stickyNote from "lucide-static/icons/sticky-note.svg" with { type: "text" }
import sun from "lucide-static/icons/sun.svg" with { type: "text" }
import sunMoon from "lucide-static/icons/sun-moon.svg" with { type: "text" }
import target from "lucide-static/icons/target.svg" with { type: "text" }
import thumbsDown from "lucide-static/icons/thumbs-down.svg" with { type: "text" }
import thumbsUp from "lucide-static/icons/thumbs-up.svg" with { type: "text" }
import timer from "lucide-static/icons/timer.svg" with { type: "text" }
import trash2 from "lucide-static/icons/trash-2.svg" with { type: "text" }
import triangleAlert from "lucide-static/icons/triangle-alert.svg" with { type: "text" }
import undo2 from "lucide-static/icons/undo-2.svg" with { type: "text" }
import upload from "lucide-static/icons/upload.svg" with { type: "text" }
import userRound from "lucide-static/icons/user-round.svg" with { type: "text" }
import users from "lucide-static/icons/users.svg" with { type: "text" }
import wifiOff from "lucide-static/icons/wifi-off.svg" with { type: "text" }
import x from "lucide-static/icons/x.svg" with { type: "text" }

const files = {
  "arrow-left": arrowLeft,
  "arrow-right": arrowRight,
  "arrow-right-left": arrowRightLeft,
  bell,
  "bell-off": bellOff,
  "book-open": bookOpen,
  bot,
  "building-2": building2,
  calendar,
  "chart-column": chartColumn,
  check,
  "check-check": checkCheck,
  "chevron-down": chevronDown,
  "chevron-right": chevronRight,
  circle,
  "circle-alert": circleAlert,
  "circle-check": circleCheck,
  "circle-question-mark": circleQuestionMark,
  "circle-x": circleX,
  clock,
  contact,
  copy,
  download,
  ear,
  ellipsis,
  "external-link": externalLink,
  eye,
  "file-text": fileText,
  flag,
  frown,
  globe,
  "grip-vertical": gripVertical,
  hand,
  history,
  hourglass,
  house,
  inbox,
  info,
  "key-round": keyRound,
  keyboard,
  languages,
  link,
  "list-filter": listFilter,
  "log-out": logOut,
  mail,
  "map-pin": mapPin,
  megaphone,
  "message-square": messageSquare,
  monitor,
  moon,
  "panel-right": panelRight,
  paperclip,
  pencil,
  phone,
  plus,
  quote,
  "repeat-2": repeat2,
  route,
  scale,
  search,
  "send-horizontal": sendHorizontal,
  settings,
  shield,
  smartphone,
  sparkles,
  "sticky-note": stickyNote,
  sun,
  "sun-moon": sunMoon,
  target,
  "thumbs-down": thumbsDown,
  "thumbs-up": thumbsUp,
  timer,
  "trash-2": trash2,
  "triangle-alert": triangleAlert,
  "undo-2": undo2,
  upload,
  "user-round": userRound,
  users,
  "wifi-off": wifiOff,
  x,
}

export type IconName = keyof typeof files

/** Only the drawing; `Icon` gives it its own frame, so that size and stroke are ours. */
const drawing = (svg: string) =>
  svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "")

export const drawings = Object.fromEntries(Object.entries(files).map(([name, svg]) => [name, drawing(svg)])) as Record<
  IconName,
  string
>
