import { Dialog } from "../components/dialog"
import { KeyName } from "../components/key-name"

const keys: { title: string; keys: [string, string][] }[] = [
  {
    title: "Anywhere",
    keys: [
      ["⌘K", "Search everything"],
      ["J", "Next conversation"],
      ["K", "Previous conversation"],
      ["↵", "Open it"],
      ["Esc", "Close, or back to the list"],
      ["?", "This list"],
    ],
  },
  {
    title: "In a conversation",
    keys: [
      ["T", "Take over"],
      ["H", "Hand back to the AI"],
      ["E", "Close it"],
      ["R", "Reply"],
      ["N", "Note"],
      ["W", "Whisper to the AI"],
      ["/", "Stored replies"],
      ["D", "Draft a reply from the content"],
      ["U", "Use the draft"],
      ["⌘↵", "Send"],
      ["1 – 4", "Verdict on the last flag"],
    ],
  },
]

export function Shortcuts() {
  return (
    <Dialog id="shortcuts" title="Keyboard" wide>
      <div class="shortcuts">
        {keys.map((group) => (
          <section>
            <h3 class="overline">{group.title}</h3>
            <dl>
              {group.keys.map(([key, what]) => (
                <div class="shortcut">
                  <dt>
                    <kbd class="key">
                      <KeyName keys={key} />
                    </kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
