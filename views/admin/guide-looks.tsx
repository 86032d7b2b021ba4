import { SeePreview } from "./chatbot-frame"
import { ColorField } from "./color-field"
import { FirstWords, PositionField } from "./first-words"
import { AdminForm, type FormState } from "./form"
import type { AdminFrame } from "./frame"
import { GuideFrame, type GuideHead, guidePath } from "./guide-frame"

export function GuideLooksPage({ frame, chatbot, form }: { frame: AdminFrame; chatbot: GuideHead; form: FormState }) {
  const { values, errors = {}, error } = form
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="Its look"
      intro="The widget beside this is the real one and shows your changes at once."
      preview
    >
      <AdminForm
        action={guidePath(chatbot.id, "looks")}
        errors={errors}
        error={error}
        save="Save and continue"
        more={<SeePreview />}
      >
        <ColorField value={values["appearance.color"] ?? ""} error={errors["appearance.color"]} />
        <FirstWords values={values} errors={errors} />
        <PositionField value={values["appearance.position"]} />
      </AdminForm>
    </GuideFrame>
  )
}
