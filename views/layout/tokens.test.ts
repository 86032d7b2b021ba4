import { expect, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dir, "..", "..")
const folder = join(root, "public", "styles")
const names = readdirSync(folder)
const css = names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n")
const imports = [...readFileSync(join(root, "public", "app.css"), "utf8").matchAll(/@import "\.\/styles\/(.+)";/g)]
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

test("each style sheet is part of the one that is served, once", () => {
  expect(imports.map(([, name]) => name!).sort()).toEqual(names.sort())
})
