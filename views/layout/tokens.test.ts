import { expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dir, "..", "..")
const css = readFileSync(join(root, "public", "app.css"), "utf8")
const scale = (file: string) =>
  new Map(
    [
      ...readFileSync(join(root, "node_modules", "@radix-ui", "colors", `${file}.css`), "utf8").matchAll(
        /--(\w+-\d+): (#\w+);/g,
      ),
    ].map(([, name, value]) => [name!, value!]),
  )

test("the colours are Radix's, light and dark", () => {
  for (const name of ["sand", "indigo", "amber", "jade", "tomato"]) {
    const light = scale(name)
    const dark = scale(`${name}-dark`)
    expect(light.size).toBe(12)
    for (const [step, value] of light) expect(css).toContain(`--${step}: light-dark(${value}, ${dark.get(step)});`)
  }
})

test("nothing in the style sheet is loaded from elsewhere", () => {
  expect(css).not.toMatch(/url\(|@import/)
})
