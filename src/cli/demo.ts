/**
 * `npm run demo [scenario]`: plays through the real server, in a process and a data folder of its own, and prints what
 * happens. Exit 0 only if each step held.
 */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ServerProcess, startProcess } from "./client"
import { playAlerts } from "./demo-alerts"
import { playBuilder } from "./demo-builder"
import { playHandover } from "./demo-handover"
import { playJudgement } from "./demo-judgement"
import { playTeams } from "./demo-teams"
import { createScene, DoesNotHold, type Scene } from "./play"

const people = {
  owner: { email: "owner@luma.example", password: "the owner's password" },
  operator: { email: "dana@luma.example", password: "the operator's password" },
}

export type Stage = {
  scene: Scene
  people: typeof people
  /** Starts the server on the stage's data folder, or starts it again. */
  start(): Promise<ServerProcess>
}

const scenarios: Record<string, { about: string; play(stage: Stage): Promise<void> }> = {
  handover: { about: "a visitor, the AI and a person, from the first question to the recap", play: playHandover },
  judgement: {
    about: "twelve short conversations with their flags and evidence",
    async play() {
      if (!(await playJudgement(console.log)))
        throw new DoesNotHold("a conversation was judged otherwise than expected")
    },
  },
  alerts: {
    about: "an escalation told by Slack, push, webhook and email, and all of it withdrawn",
    async play() {
      if (!(await playAlerts(console.log))) throw new DoesNotHold("an alert did not arrive, or was not withdrawn")
    },
  },
  builder: {
    about: "from an empty server to a chatbot on a website, a gap found and closed, a file out and in",
    play: ({ scene }) => playBuilder(scene),
  },
  teams: {
    about:
      "a day by a hand-set clock: overnight waits, two operators, one who vanishes, overflow, closing, a call booked",
    play: ({ scene }) => playTeams(scene),
  },
}

const root = join(import.meta.dir, "..", "..")
const wanted = process.argv[2] ?? "handover"
const scenario = scenarios[wanted]
if (!scenario) {
  const known = Object.entries(scenarios).map(([name, { about }]) => `${name} (${about})`)
  console.error(`There is no scenario “${wanted}”. There is: ${known.join("; ")}.`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), "baton-demo-"))
const started: ServerProcess[] = []

async function start(): Promise<ServerProcess> {
  const { owner, operator } = people
  const server = await startProcess([process.execPath, "--no-env-file", join(root, "src", "index.ts")], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      PORT: "0",
      HOST: "127.0.0.1",
      BATON_DATA: join(folder, "data"),
      BATON_OWNER_EMAIL: owner.email,
      BATON_OWNER_PASSWORD: owner.password,
      BATON_OPERATOR_EMAIL: operator.email,
      BATON_OPERATOR_PASSWORD: operator.password,
    },
  })
  started.push(server)
  return server
}

const scene = createScene()
let code = 1
try {
  await scenario.play({ scene, people, start })
  scene.end()
  code = 0
} catch (error) {
  if (error instanceof DoesNotHold) console.error(`\nA step did not hold: ${error.message}`)
  else console.error(`\nThe demo broke off: ${(error as Error).stack ?? error}`)
} finally {
  for (const { child } of started) child.kill("SIGKILL")
  await Promise.all(started.map(({ child }) => child.exited))
  rmSync(folder, { recursive: true, force: true })
}
process.exit(code)
