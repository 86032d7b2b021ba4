import { Button, LinkButton } from "../components/button"
import { TextArea } from "../components/field"
import { ChatbotFrame, type ChatbotHead, chatbotPath } from "./chatbot-frame"
import { AdminForm, CopyBox, type FormState, fieldsOf } from "./form"
import type { AdminFrame } from "./frame"

type Props = {
  frame: AdminFrame
  chatbot: ChatbotHead
  form: FormState
  snippet: string
  visitors: number
  ownPage: string
  hasPage: boolean
  /** The first of its websites, where one is named. */
  site: string | undefined
}

export function ChatbotWebsitePage({ frame, chatbot, form, snippet, visitors, ownPage, hasPage, site }: Props) {
  const { errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="website">
      <section class="card">
        <div class="card-head">
          <h2>1. Allow your website</h2>
        </div>
        <AdminForm action={chatbotPath(chatbot.id, "website")} errors={errors} error={error}>
          <TextArea
            label="Websites that may carry the chat"
            {...fieldOf("origins")}
            help="One per line, such as https://www.example.com. With and without www is the same. A single * allows every website."
            placeholder={"https://www.example.com\nhttps://shop.example.com"}
            rows={3}
          />
        </AdminForm>
      </section>
      <section class="card" id="snippet-card">
        <div class="card-head">
          <h2>2. Paste this once</h2>
        </div>
        <p class="soft snippet-help">
          Into your website's pages, just before <code>&lt;/body&gt;</code>. In most shop systems: Settings, then
          “custom code” or “footer scripts”.
        </p>
        <CopyBox id="snippet" label="The snippet" text={snippet} />
        <p class="field-help">
          {visitors === 0
            ? "It has not been seen on your website yet. Open your website after pasting: the chat button is in the corner."
            : `It works: the chat was seen on ${visitors === 1 ? "your website" : `${visitors} of your websites`}.`}
        </p>
      </section>
      <section class="card" id="link">
        <div class="card-head">
          <h2>Open it by a link</h2>
        </div>
        <p class="soft">
          A link or button on your website opens the chat if it points to <code>#baton-open</code>. Where your shop
          system asks for the address of a button, write just that.
        </p>
        <CopyBox id="link-code" label="The link for your pages" text={'<a href="#baton-open">Chat with us</a>'} />
        <p class="soft">
          In an email or a QR code, add it to an address of your website: the page opens with the chat open.
        </p>
        <CopyBox
          id="link-address"
          label="The address with the chat open"
          text={`${site ?? "https://www.example.com"}/#baton-open`}
        />
        <p class="field-help">
          For programmers: <code>Baton("open")</code> and <code>Baton("close")</code> do the same from a script.
        </p>
      </section>
      <section class="card" id="own-page">
        <div class="card-head">
          <h2>Its own page</h2>
        </div>
        <p class="soft">
          The chat as a page of its own, to share by link, mail or QR code: no website is needed.
          {hasPage ? null : " It is switched off: anyone with the link is told that there is nothing here."}
        </p>
        {hasPage ? <CopyBox id="own-page-link" label="The link" text={ownPage} /> : null}
        <form method="post" action={`${chatbotPath(chatbot.id)}/page`} class="button-row">
          {hasPage ? (
            <LinkButton href={ownPage} icon="external-link" target="_blank" rel="noreferrer">
              Open it
            </LinkButton>
          ) : null}
          <Button name="hasPage" value={hasPage ? "off" : "on"}>
            {hasPage ? "Switch it off" : "Switch it on"}
          </Button>
        </form>
      </section>
    </ChatbotFrame>
  )
}
