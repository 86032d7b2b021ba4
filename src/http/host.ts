import type { Server } from "bun"
import { senderOf } from "./body-limit"

/** The listening server, known to routes only for what needs the socket: the peer's address and a stream's time limit. */
export type Host = { server: Server<unknown> | null }

/** Long streams are no idle requests: without this the runtime closes them. */
export const keepOpen = (host: Host, request: Request): void => void host.server?.timeout(senderOf(request), 0)
