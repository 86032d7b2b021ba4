import { expect, test } from "bun:test"
import { createHmac } from "node:crypto"
import { checkIdentity } from "./identity"

const secret = "the shop's own"
const sign = (text: string) => createHmac("sha256", secret).update(text).digest("hex")

test("a signature over a customer's number and address makes nobody a customer of another number", () => {
  const [id, email] = ["c-7", "noa@mail.example"]
  const hash = sign(`${id}\n${email}`)
  expect(checkIdentity({ id, email, hash }, secret)).toMatchObject({ id, verified: true, emailVerified: true })

  expect(checkIdentity({ id: `${id}\n${email}`, hash }, secret)).toBeUndefined()
  expect(checkIdentity({ id, hash }, secret)).toBeUndefined()
  expect(checkIdentity({ id, email: "eve@mail.example", hash }, secret)).toBeUndefined()
  expect(checkIdentity({ id: "c-8", email, hash }, secret)).toBeUndefined()
})

test("what is no signature at all is none, whatever it is", () => {
  for (const hash of [undefined, null, "", "x", "0".repeat(64), "0".repeat(63), `${sign("c-7")}0`])
    expect(checkIdentity({ id: "c-7", hash }, secret)).toBeUndefined()
  expect(checkIdentity({ id: "c-7", hash: sign("c-7").toUpperCase() }, secret)).toMatchObject({ verified: true })
})
