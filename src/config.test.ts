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

test("the public address is that of the whole server: a place within it, a name or a password would be lost", () => {
  for (const address of [
    "https://chat.example/baton",
    "https://chat.example?x=1",
    "https://chat.example/#here",
    "https://me:hunter2@chat.example",
  ]) {
    expect(() => readConfig({ BATON_URL: address })).toThrow("BATON_URL")
    expect(() => readConfig({ BATON_URL: address })).not.toThrow("hunter2")
  }
  expect(readConfig({ BATON_URL: "https://chat.example:8443/" }).publicUrl).toBe("https://chat.example:8443")
})

test("what may be reached though private is a host, an address or a range, and nothing else is passed over", () => {
  const named = "nas, NAS.lan, 10.0.0.7,192.168.0.0/16,fd00::/8, ::1,my_host"
  expect(readConfig({ BATON_ALLOW_PRIVATE: named }).allowPrivate).toHaveLength(7)
  for (const entry of [
    "10.0.0.0/99",
    "fd00::/129",
    "10.0.0",
    "http://nas",
    "nas:8080",
    "nas/24",
    "*",
    "[::1]",
    "10.0.0.0/",
  ])
    expect(() => readConfig({ BATON_ALLOW_PRIVATE: `nas,${entry}` })).toThrow(`“${entry}”`)
})

test("one person has one password", () => {
  const both = { BATON_OWNER_EMAIL: "ana@shop.example", BATON_OPERATOR_EMAIL: "Ana@shop.example" }
  expect(() =>
    readConfig({ ...both, BATON_OWNER_PASSWORD: "the first one", BATON_OPERATOR_PASSWORD: "the second one" }),
  ).toThrow("BATON_OPERATOR_PASSWORD")
  const { owner } = readConfig({ ...both, BATON_OPERATOR_PASSWORD: "the only one" })
  expect(owner.password).toBe("the only one")
})

test("a secret is not repeated in the message about it", () => {
  expect(() => readConfig({ SMTP_URL: "smpt://me:hunter2@mail.example" })).not.toThrow("hunter2")
  expect(() => readConfig({ SMTP_URL: "smpt://me:hunter2@mail.example" })).toThrow("SMTP_URL")
})
