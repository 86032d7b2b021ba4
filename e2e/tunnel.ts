import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/**
 * A way to the server on which, inside the tunnel, nothing comes through and nothing is refused; the connections that
 * were in it stay dead afterwards, as a phone's do.
 */
export async function digTunnel(port: number) {
  const ends = new Set<Socket>()
  let isInside = false
  const listener = createServer((client) => {
    const server = isInside ? undefined : connect(port, "127.0.0.1")
    for (const end of [client, ...(server ? [server] : [])]) {
      ends.add(end)
      end.on("error", () => {})
      end.on("close", () => ends.delete(end))
    }
    if (!server) return
    client.pipe(server)
    server.pipe(client)
  })
  await new Promise<void>((listening) => listener.listen(0, "127.0.0.1", listening))
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    enter(): void {
      isInside = true
      for (const end of ends) end.unpipe().pause()
    },
    leave(): void {
      isInside = false
    },
    close(): void {
      for (const end of ends) end.destroy()
      listener.close()
    },
  }
}
