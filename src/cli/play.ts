/** How a scenario is shown: who says what, as it happens, with what was to hold and whether it did. */

const isColoured = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code: string) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text)
const colours = {
  bold: paint("1"),
  dim: paint("2"),
  visitor: paint("36"),
  ai: paint("35"),
  operator: paint("33"),
  good: paint("32"),
  bad: paint("31"),
}

/**
 * What happens by itself takes far less than a second, and how long it took is printed. On a machine that is busy with
 * something else it may take several; more than this is a fault on any.
 */
export const atOnceMs = 8000

export type Scene = ReturnType<typeof createScene>

/** Thrown where a step does not hold: the scenario ends there, and with it the exit code. */
export class DoesNotHold extends Error {
  override name = "DoesNotHold"
}

export function createScene(print: (line: string) => void = console.log) {
  let steps = 0
  let held = 0
  const width = 92

  function wrap(text: string, indent: string): string {
    const lines = [""]
    for (const word of text.replace(/\s*\n+\s*/g, " ⏎ ").split(" ")) {
      if (lines.at(-1)!.length + word.length + 1 > width) lines.push("")
      lines.push(`${lines.pop()!} ${word}`.trimStart())
    }
    return lines.join(`\n${indent}`)
  }
  const line = (who: string, text: string, colour: (text: string) => string = (it) => it) => {
    const indent = " ".repeat(16)
    print(`  ${colour(who.padEnd(12))}  ${wrap(text, indent)}`)
  }

  return {
    title(text: string): void {
      print("")
      print(colours.bold(text))
    },
    step(text: string): void {
      steps += 1
      print("")
      print(`${colours.bold(`${String(steps).padStart(2)}  ${text}`)}`)
    },
    visitor: (name: string, text: string) => line(name, text, colours.visitor),
    ai: (text: string, sources: string[] = []) => {
      line("AI", text, colours.ai)
      for (const source of sources) line("", `↳ ${source}`, colours.dim)
    },
    operator: (name: string, text: string) => line(name, text, colours.operator),
    /** What the visitor reads that nobody said. */
    notice: (text: string) => line("", colours.dim(`— ${text} —`)),
    /** What only operators see. */
    desk: (text: string) => line("desk", text, colours.dim),
    /** What the step was to show. @throws DoesNotHold when it does not. */
    holds(isSo: unknown, what: string): void {
      if (!isSo) {
        print(`  ${colours.bad("✗")} ${what}`)
        throw new DoesNotHold(what)
      }
      held += 1
      print(`  ${colours.good("✓")} ${colours.dim(what)}`)
    },
    end(): void {
      // A scenario that counts for itself has nothing to add up here.
      if (steps === 0) return
      print("")
      print(colours.good(`All ${steps} steps held (${held} checks).`))
    },
  }
}
