import { SelectIn } from "./field"

type ZoneProps = { label?: string; name: string; value: string; error?: string | undefined; help?: string }

/** By continent, then by place: typing the first letters of a city finds it. A script chooses the browser's where none is. */
export function TimeZoneField({ label = "Time zone", name, value, error, help }: ZoneProps) {
  const groups = isListed(value) ? zones : [{ label: "As it was set", options: [optionOf(value)] }, ...zones]
  return (
    <SelectIn
      label={label}
      name={name}
      value={value}
      groups={[{ options: [{ value: "", label: "Choose…" }] }, ...groups]}
      {...(error ? { error } : {})}
      {...(help ? { help } : {})}
      data-own-zone
    />
  )
}

const optionOf = (zone: string) => ({
  value: zone,
  label: zone
    .slice(zone.indexOf("/") + 1)
    .replaceAll("/", ", ")
    .replaceAll("_", " "),
})

const names = [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/") && !zone.startsWith("Etc/")),
]
const zones = [...Map.groupBy(names, (zone) => (zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : "World"))].map(
  ([label, members]) => ({ label, options: members.map(optionOf) }),
)
const listed = new Set(names)
const isListed = (zone: string) => zone === "" || listed.has(zone)
