import type { Server } from "bun"
import { senderOf } from "./body-limit"

/**
 * The listening server, known to routes only for what needs the socket: the peer's address and a stream's time limit.
 */
export type Host = { server: Server<unknown> | null }

/** A quiet stream is not an idle request: without this the runtime closes it. */
export const keepOpen = (host: Host, request: Request): void => void host.server?.timeout(senderOf(request), 0)
