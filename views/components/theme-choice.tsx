import type { Theme } from "../layout/page"
import { Icon } from "./icon"

const themes: { value: Theme; word: string; icon: "sun-moon" | "sun" | "moon" }[] = [
  { value: "system", word: "As the system", icon: "sun-moon" },
  { value: "light", word: "Light", icon: "sun" },
  { value: "dark", word: "Dark", icon: "moon" },
]

/** In a menu: how bright the pages of this area are. */
export function ThemeChoice({ theme, action }: { theme: Theme; action: string }) {
  return (
    <form method="post" action={action}>
      {themes.map(({ value, word, icon }) => (
        <button
          type="submit"
          class="menu-item"
          name="theme"
          value={value}
          aria-pressed={value === theme ? "true" : "false"}
        >
          <Icon name={icon} />
          {word}
          <Icon name="check" class="menu-check" />
        </button>
      ))}
    </form>
  )
}
