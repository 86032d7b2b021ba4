/** Loaded before the measured servers: on a signal they collect their garbage, so that what is left is what is held. */

process.on("SIGUSR2", () => Bun.gc(true))
