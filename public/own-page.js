// @ts-check
/** On a chatbot's own page, before the widget: opens it by the public call, and gives it the whole window. */

import { fillWindow } from "./widget/whole-window.js"

const own = /** @type {Window & { Baton?: { q: [string][] } }} */ (window)
own.Baton = { q: [["open"]] }
fillWindow()
