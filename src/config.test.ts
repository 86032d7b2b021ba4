import { expect, test } from "bun:test"
import { ConfigError, readConfig } from "./config"

test("an empty environment gives the documented defaults", () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: "0.0.0.0",
    demo: true,
    rateLimits: true,
    logLevel: "info",
    trustProxy: 0,
  })
})

test("every problem is named at once, with what to change", () => {
  const read = () =>
    readConfig({
      PORT: "eighty",
      BATON_URL: "baton.example",
      BATON_OWNER_PASSWORD: "short",
      BATON_DEMO: "yes",
      LOG_LEVEL: "loud",
    })
  expect(read).toThrow(ConfigError)
  for (const name of ["PORT", "BATON_URL", "BATON_OWNER_PASSWORD", "BATON_DEMO", "LOG_LEVEL"])
    expect(read).toThrow(name)
})

test("a misspelt setting stops the start instead of being ignored", () => {
  expect(() => readConfig({ BATON_DAT: "/tmp" })).toThrow("BATON_DAT is not a setting")
})

test("a secret is not repeated in the message about it", () => {
  expect(() => readConfig({ SMTP_URL: "smpt://me:hunter2@mail.example" })).not.toThrow("hunter2")
  expect(() => readConfig({ SMTP_URL: "smpt://me:hunter2@mail.example" })).toThrow("SMTP_URL")
})
