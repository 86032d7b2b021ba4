import { afterAll, beforeAll, expect, test } from "bun:test"
import { AppError } from "../errors"
import { AddressRefused, createSafeFetch, isPrivateAddress } from "./safe-fetch"

let requests: string[] = []
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    const { pathname } = new URL(request.url)
    requests.push(`${request.method} ${request.headers.get("host")}${pathname} ${await request.text()}`)
    if (pathname === "/moved") return new Response(null, { status: 302, headers: { location: "/elsewhere" } })
    if (pathname === "/long") return new Response("x".repeat(1_000_000))
    if (pathname === "/heads") return new Response("hi", { headers: { "x-long": "y".repeat(200_000) } })
    if (pathname === "/slow") await Bun.sleep(3000)
    return new Response("hello", { headers: { "x-kind": "test" } })
  },
})
const { port } = server
const at = (host: string, path = "/") => `http://${host}:${port}${path}`

beforeAll(() => {
  requests = []
})
afterAll(() => server.stop(true))

test("addresses inside the house are private, in every way of writing them", () => {
  const inside = [
    ...["127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.0.0.0", "0.1.2.3"],
    ...["169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1"],
    ...["255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9"],
    ...["::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"],
    ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"],
    ...["2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1", "not an address", ""],
    // As an address is written in a URL, and ranges for nobody outside.
    ...["::7f00:1", "::a00:1", "::a9fe:a9fe", "5f00::1", "3fff::1", "2001:10::1", "2001:1ff::1"],
  ]
  const outside = ["93.184.216.34", "8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]

  expect(inside.filter((address) => !isPrivateAddress(address))).toEqual([])
  expect(outside.filter(isPrivateAddress)).toEqual([])
})

test("a private address is refused, however it is written, and nothing is sent there", async () => {
  const safeFetch = createSafeFetch([])
  const written = ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]"]
  written.push("[::ffff:127.0.0.1]", "[::127.0.0.1]", "localhost.")
  for (const host of written) await expect(safeFetch(at(host))).rejects.toThrow(AddressRefused)

  expect(requests).toEqual([])
})

test("a public name that stands for a private address is refused, also if only one of its addresses is private", async () => {
  const safeFetch = createSafeFetch([], async (host) =>
    host === "rebind.example"
      ? [
          { address: "93.184.216.34", family: 4 },
          { address: "127.0.0.1", family: 4 },
        ]
      : [{ address: "::ffff:127.0.0.1", family: 6 }],
  )
  await expect(safeFetch(at("rebind.example"))).rejects.toThrow("private address")
  await expect(safeFetch(at("inside.example"))).rejects.toThrow("private address")

  expect(requests).toEqual([])
})

test("the address that was checked is the one that is connected to: the name is looked up once", async () => {
  let asked = 0
  const safeFetch = createSafeFetch(["hooks.example"], async () => {
    asked += 1
    return [{ address: "127.0.0.1", family: 4 }]
  })
  const answer = await safeFetch(at("hooks.example", "/in"), { body: "one" })

  expect(answer).toMatchObject({ status: 200, body: "hello", headers: { "x-kind": "test" } })
  expect(asked).toBe(1)
  expect(requests.splice(0)).toEqual([`POST hooks.example:${port}/in one`])
})

test("of several addresses each is tried: the first may be dead, as IPv6 often is", async () => {
  const safeFetch = createSafeFetch(["hooks.example"], async () => [
    { address: "::1", family: 6 },
    { address: "127.0.0.1", family: 4 },
  ])
  const answer = await safeFetch(at("hooks.example"))
  const page = await safeFetch.read(at("hooks.example"), { signal: AbortSignal.timeout(5000), maxBytes: 100 })

  expect(answer.body).toBe("hello")
  expect(Buffer.from(page.body!).toString()).toBe("hello")
  expect(requests.splice(0)).toHaveLength(2)
})

test("a name server that never answers holds nothing up: the request ends when it is given up, a form by itself", async () => {
  const safeFetch = createSafeFetch([], () => new Promise(() => undefined), { resolveMs: 150 })
  const given = createSafeFetch([], () => new Promise(() => undefined))
  const signal = () => AbortSignal.timeout(100)

  await expect(given(at("slow.example"), { signal: signal() })).rejects.toThrow()
  await expect(given.read(at("slow.example"), { signal: signal(), maxBytes: 100 })).rejects.toThrow()
  await expect(safeFetch.check(at("slow.example"), "url")).rejects.toThrow(
    "slow.example could not be looked up: the name server of this machine does not answer.",
  )
})

test("a name that is none is told from a name server that fails: the one is to be corrected, the other passes", async () => {
  const failing = (code: string) =>
    createSafeFetch([], async () => {
      throw Object.assign(new Error(code), { code })
    })

  await expect(failing("ENOTFOUND")(at("nobody.example"))).rejects.toThrow("There is no address for nobody.example.")
  for (const code of ["EAI_AGAIN", "ESERVFAIL", "ETIMEOUT"])
    await expect(failing(code)(at("shop.example"))).rejects.toThrow("could not be looked up")
})

test("a page is read with the same care: nothing private, and from the address that was checked", async () => {
  const signal = AbortSignal.timeout(10_000)
  const reading = { signal, maxBytes: 1000 }
  for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
    await expect(createSafeFetch([]).read(at(host), reading)).rejects.toThrow(AddressRefused)
  const rebound = createSafeFetch([], async () => [{ address: "127.0.0.1", family: 4 }])
  await expect(rebound.read(at("inside.example"), reading)).rejects.toThrow("private address")
  expect(requests).toEqual([])

  let asked = 0
  const safeFetch = createSafeFetch(["pages.example"], async () => {
    asked += 1
    return [{ address: "127.0.0.1", family: 4 }]
  })
  const page = await safeFetch.read(at("pages.example", "/page"), reading)
  expect([page.status, new TextDecoder().decode(page.body), asked]).toEqual([200, "hello", 1])
  expect(requests.splice(0)).toEqual([`GET pages.example:${port}/page `])
})

test("what the configuration names may be reached: a host, an address, or a range", async () => {
  for (const allowed of ["127.0.0.1", "127.0.0.0/8"]) {
    const answer = await createSafeFetch([allowed])(at("127.0.0.1"))
    expect(answer.status).toBe(200)
  }
  for (const host of ["127.0.0.1", "[::1]"])
    await expect(createSafeFetch(["10.0.0.0/8"])(at(host))).rejects.toThrow("BATON_ALLOW_PRIVATE")
  requests.splice(0)
})

test("redirects are not followed, long answers are cut, and slow ones can be given up", async () => {
  const safeFetch = createSafeFetch(["127.0.0.1"])
  const moved = await safeFetch(at("127.0.0.1", "/moved"))
  const long = await safeFetch(at("127.0.0.1", "/long"))
  const slow = safeFetch(at("127.0.0.1", "/slow"), { signal: AbortSignal.timeout(100) })

  await expect(slow).rejects.toThrow("There was no answer in time")
  await expect(safeFetch(at("127.0.0.1", "/heads"))).rejects.toThrow("What it answered is too much, or no HTTP")
  expect(moved.status).toBe(302)
  expect(long.body.length).toBe(16 * 1024)
  expect(requests.filter((line) => line.includes("elsewhere"))).toEqual([])
})

test("only web addresses without passwords are taken, and a form is told which field is wrong", async () => {
  // A public name: what is refused is refused for how it is written.
  const safeFetch = createSafeFetch([], async () => [{ address: "93.184.216.34", family: 4 }])
  await safeFetch.check("https://shop.example", "url")
  for (const [address, words] of [
    ["file:///etc/passwd", "https://"],
    ["ftp://shop.example", "https://"],
    ["nonsense", "https://"],
    ["https://me:secret@shop.example", "a name or a password"],
    ["https://me@shop.example", "a name or a password"],
  ] as const) {
    const refused = await safeFetch.check(address, "url").catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AppError)
    expect((refused as AppError).extra).toEqual({ field: "url" })
    expect((refused as AppError).message).toContain(words)
  }
})

test("a connection that is refused is told in words", async () => {
  const closed = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() })
  const address = `http://127.0.0.1:${closed.port}/`
  await closed.stop(true)

  await expect(createSafeFetch(["127.0.0.1"])(address)).rejects.toThrow("refused")
})
