// @ts-check
/** On the preview page, before the widget: asks it to open by the same public call that a website would use. */

const page = /** @type {Window & { Baton?: unknown }} */ (window)
page.Baton = { q: [["open"]] }
