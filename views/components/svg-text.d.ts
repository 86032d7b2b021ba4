/** With `{ type: "text" }` Bun inlines the file, also in the compiled binary. */
declare module "lucide-static/icons/*.svg" {
  const text: string
  export default text
}
