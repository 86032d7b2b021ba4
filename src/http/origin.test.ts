import { describe, expect, test } from "bun:test"
import { createOrigins } from "./origin"

const socket = { requestIP: () => ({ address: "198.51.100.7" }) }
const request = (headers: Record<string, string>, url = "http://10.0.0.7:3000/api/v1/me") =>
  new Request(url, { headers: { host: "10.0.0.7:3000", ...headers } })
const behind = (trustProxy: number, publicUrl?: string) => createOrigins({ trustProxy, publicUrl })

describe("the address of a client", () => {
  // What a client writes stands on the left; each proxy adds whom it heard on the right.
  const passedOn = { "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2" }

  test("is that of the socket where there is no proxy, whatever the client writes", () => {
    expect(behind(0).address(request(passedOn), socket)).toBe("198.51.100.7")
  })

  test("is what the outermost of our proxies heard, and never what the client wrote before it", () => {
    expect(behind(1).address(request(passedOn), socket)).toBe("10.0.0.2")
    expect(behind(2).address(request(passedOn), socket)).toBe("203.0.113.9")
  })

  test("is that of the socket where the proxies have said less than they should", () => {
    expect(behind(2).address(request({ "x-forwarded-for": "203.0.113.9" }), socket)).toBe("198.51.100.7")
    expect(behind(1).address(request({}), socket)).toBe("198.51.100.7")
  })
})

describe("the address of this server", () => {
  const passedOn = { "x-forwarded-host": "chat.shop.example", "x-forwarded-proto": "https" }

  test("is the one that was configured, whatever a request calls it", () => {
    expect(behind(1, "https://chat.luma.example").own(request(passedOn))).toBe("https://chat.luma.example")
  })

  test("is what the proxy says, and without a proxy what the request asked for", () => {
    expect(behind(1).own(request(passedOn))).toBe("https://chat.shop.example")
    expect(behind(1).isSecure(request(passedOn))).toBeTrue()
    expect(behind(0).own(request(passedOn))).toBe("http://10.0.0.7:3000")
    expect(behind(0).isSecure(request(passedOn))).toBeFalse()
  })

  test("has the scheme that the outermost proxy was asked with, also where the others pass nothing on of their own", () => {
    expect(behind(2).own(request({ ...passedOn, "x-forwarded-proto": "https" }))).toStartWith("https://")
    expect(behind(2).isSecure(request({ "x-forwarded-proto": "https" }))).toBeTrue()
    expect(behind(2).isSecure(request({ "x-forwarded-proto": "https, http" }))).toBeTrue()
    expect(behind(2).isSecure(request({ "x-forwarded-proto": "https, http, http" }))).toBeFalse()
    expect(behind(2).isSecure(request({}))).toBeFalse()
  })

  test("has one of two schemes, whatever a header says", () => {
    expect(behind(1).own(request({ ...passedOn, "x-forwarded-proto": "javascript" }))).toBe("http://chat.shop.example")
  })
})

describe("a page of ours", () => {
  const isTaken = (trustProxy: number, headers: Record<string, string>) => {
    try {
      behind(trustProxy).requireSameOrigin(request(headers))
      return true
    } catch {
      return false
    }
  }

  test("is known by its origin: by the one that the proxy passes on, and by the Host that it kept", () => {
    const proxied = { "x-forwarded-host": "chat.shop.example", "x-forwarded-proto": "https" }
    expect(isTaken(1, { ...proxied, origin: "https://chat.shop.example" })).toBeTrue()
    // A proxy that ends TLS and says nothing of it, but keeps the Host.
    expect(isTaken(0, { host: "chat.shop.example", origin: "https://chat.shop.example" })).toBeTrue()
  })

  test("is what the browser says it is, and no other page of the same site", () => {
    expect(isTaken(0, { "sec-fetch-site": "same-origin" })).toBeTrue()
    for (const site of ["same-site", "cross-site", "none"])
      expect(isTaken(0, { "sec-fetch-site": site, origin: "http://10.0.0.7:3000" })).toBeFalse()
  })

  test("is no other website, nor whoever says nothing of where they come from", () => {
    expect(isTaken(0, { origin: "https://evil.example" })).toBeFalse()
    expect(isTaken(0, { origin: "null" })).toBeFalse()
    expect(isTaken(0, {})).toBeFalse()
    expect(isTaken(0, { "x-forwarded-host": "evil.example", origin: "http://evil.example" })).toBeFalse()
  })
})

test("a page is opened by hand where the browser says so, and over plain HTTP where it says nothing, but never by a program", () => {
  const isOpened = (headers: Record<string, string>) => behind(0).isNavigation(request(headers))
  expect(isOpened({ "sec-fetch-site": "none" })).toBeTrue()
  expect(isOpened({})).toBeTrue()
  expect(isOpened({ "sec-fetch-site": "cross-site" })).toBeFalse()
  expect(isOpened({ authorization: "Bearer abc" })).toBeFalse()
})
