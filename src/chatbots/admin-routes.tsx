import { Elysia } from "elysia"
import { chatbotPath } from "../../views/admin/chatbot-frame"
import { ChatbotImportPage } from "../../views/admin/chatbot-import"
import { ChatbotListPage, NewChatbotPage } from "../../views/admin/chatbot-list"
import { ConfirmPage } from "../../views/admin/confirm"
import { contentPath } from "../../views/admin/content"
import type { Auth } from "../accounts/auth"
import type { ConversationStore } from "../conversations/conversation-store"
import { openWords } from "../conversations/open-words"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { takeForm } from "../http/form"
import { htmlPage } from "../http/html"
import { fileResponse } from "./api-routes"
import type { ChatbotFiles } from "./chatbot-file"
import type { ChatbotStore } from "./chatbot-store"
import { createSummaryOf } from "./chatbot-summary"
import type { ChatbotCommands } from "./commands"

type Deps = Parameters<typeof createSummaryOf>[0] & {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  conversations: Pick<ConversationStore, "countOpen">
  chatbotFiles: ChatbotFiles
}

/** The list of chatbots, and how one is made, duplicated, exported, imported and deleted. */
export const chatbotAdminRoutes = (deps: Deps) => {
  const { auth, chatbots, chatbotCommands, conversations, chatbotFiles } = deps
  const page = createAdminPage(auth)
  const summaryOf = createSummaryOf(deps)

  return new Elysia({ name: "chatbot-admin", prefix: "/admin", detail: { hide: true } })
    .get("/chatbots", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(<ChatbotListPage frame={frame} chatbots={chatbots.list().map(summaryOf)} />),
      ),
    )
    .get("/chatbots/new", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(<NewChatbotPage frame={frame} form={{ values: { locale: "en", aiEnabled: "on" } }} />),
      ),
    )
    .post("/chatbots/new", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const chatbot = await chatbotCommands.create(owner, {
              name: form.text("name"),
              locale: form.text("locale"),
              aiEnabled: form.isChecked("aiEnabled"),
              origins: form.lines("origins"),
            })
            return done(contentPath(chatbot.id), "made")
          },
          (refused, status) => htmlPage(<NewChatbotPage frame={frame} form={refused} />, status),
        ),
      ),
    )
    .get("/chatbots/import", ({ request }) =>
      page(request, (_, frame) => htmlPage(<ChatbotImportPage frame={frame} form={{ values: {} }} />)),
    )
    .post("/chatbots/import", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const [file] = form.files("file")
            if (!file) throw new AppError("validation", "Choose the file.", { field: "file" })
            const chatbot = await chatbotFiles.importFile(owner, file)
            return done(chatbotPath(chatbot.id), "imported")
          },
          (refused, status) => htmlPage(<ChatbotImportPage frame={frame} form={refused} />, status),
        ),
      ),
    )
    .get("/chatbots/:id/export", ({ request, params }) =>
      page(request, () => fileResponse(chatbotFiles.exportOf(params.id))),
    )
    .post("/chatbots/:id/duplicate", ({ request, params }) =>
      page(request, async (owner) =>
        done(chatbotPath((await chatbotFiles.duplicate(owner, params.id)).id), "duplicated"),
      ),
    )
    .get("/chatbots/:id/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, name } = chatbots.get(params.id)
        const open = conversations.countOpen(id)
        const count = open.waiting + open.held + open.withAi
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="chatbots"
            title={`Delete ${name}?`}
            action={`${chatbotPath(id)}/delete`}
            back={{ href: chatbotPath(id), label: name }}
            word="Delete for ever"
          >
            {count > 0 ? (
              <p>
                <strong>Open just now: {openWords(open)}.</strong>{" "}
                {count === 1
                  ? "It ends at once, without a word: the chat goes from the visitor's window, the conversation from the desk."
                  : "They end at once, without a word: the chat goes from the visitors' windows, the conversations from the desk."}
                {open.waiting + open.held > 0
                  ? ` Have your team finish ${open.waiting + open.held === 1 ? "it" : "them"} first: nobody can be answered afterwards.`
                  : ""}
              </p>
            ) : (
              <p>Nobody is in a conversation with it just now.</p>
            )}
            <p>
              Its content, its visitors and all their conversations go with it, at once and for ever. On your website
              the chat disappears.
            </p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/chatbots/:id/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await chatbotCommands.remove(owner, params.id)
        return done("/admin/chatbots", "deleted")
      }),
    )
}
