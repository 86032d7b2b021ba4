import { Button, LinkButton } from "../components/button"
import { DialogContent } from "../components/dialog"

type LeaveProps = { how: "offline" | "sign-out"; held: number }

/** Asked of whoever goes while visitors are still theirs. */
export function LeaveForm({ how, held }: LeaveProps) {
  const what = held === 1 ? "one conversation" : `${held} conversations`
  const isSignOut = how === "sign-out"
  return (
    <DialogContent
      id="act"
      title={isSignOut ? "Sign out?" : "Go offline?"}
      intro={`You hold ${what}. ${held === 1 ? "It goes" : "They go"} back to the front of the line, and the ${held === 1 ? "visitor reads" : "visitors read"} that you had to leave.`}
    >
      <form class="form" method="post" action={isSignOut ? "/operator/sign-out" : "/operator/availability"} data-ask>
        <input type="hidden" name="sure" value="true" />
        <div class="dialog-actions">
          <LinkButton href="/operator" data-close-dialog>
            Cancel
          </LinkButton>
          {isSignOut ? null : (
            <Button name="availability" value="away">
              Away: I keep them
            </Button>
          )}
          <Button variant="primary" {...(isSignOut ? {} : { name: "availability", value: "offline" })}>
            {isSignOut ? "Sign out" : "Go offline"}
          </Button>
        </div>
      </form>
    </DialogContent>
  )
}
