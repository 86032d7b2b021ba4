/** HubSpot as far as Baton uses it: contacts by email address, notes with what they are about, and its refusals. */

export type HubSpotServer = ReturnType<typeof createHubSpotServer>

type Contact = { id: string; properties: Record<string, string> }
type Note = { id: string; properties: Record<string, string>; contactIds: string[] }

export function createHubSpotServer({ token = "pat-test-0123456789" } = {}) {
  const contacts = new Map<string, Contact>()
  const notes: Note[] = []
  const calls: string[] = []
  /** What goes wrong next, and where. */
  const faults: { where: RegExp; answer: () => Response; isDone: boolean }[] = []
  let lastId = 100

  const problem = (status: number, category: string, message: string, headers: Record<string, string> = {}) =>
    Response.json({ status: "error", message, correlationId: crypto.randomUUID(), category }, { status, headers })

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const { pathname } = new URL(request.url)
      calls.push(`${request.method} ${pathname}`)
      const at = faults.findIndex(({ where }) => where.test(pathname))
      const [fault] = at === -1 ? [] : faults.splice(at, 1)
      if (fault && !fault.isDone) return fault.answer()
      if (request.headers.get("authorization") !== `Bearer ${token}`)
        return problem(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
      const body = (await request.json()) as Record<string, never>
      const answer = handle(request.method, pathname, body)
      return fault ? fault.answer() : answer
    },
  })

  function handle(method: string, path: string, body: Record<string, never>): Response {
    if (method === "POST" && /\/contacts\/batch\/upsert$/.test(path)) {
      const { inputs } = body as unknown as {
        inputs: { idProperty: string; id: string; properties: Record<string, string> }[]
      }
      const results = inputs.map(({ idProperty, id, properties }) => {
        if (idProperty !== "email") throw new Error("Only by email here.")
        const known = contacts.get(id.toLowerCase())
        const contact = known ?? { id: String(++lastId), properties: {} }
        Object.assign(contact.properties, properties)
        contacts.set(id.toLowerCase(), contact)
        return { ...contact, new: !known, archived: false, ...stamps() }
      })
      return Response.json({ status: "COMPLETE", results, ...batchStamps() })
    }
    if (method === "POST" && /\/notes\/search$/.test(path)) {
      const { filterGroups } = body as unknown as { filterGroups: { filters: { value: string }[] }[] }
      const word = filterGroups[0]!.filters[0]!.value
      const results = notes.filter(({ properties }) => properties.hs_note_body?.split(/\W+/).includes(word))
      return Response.json({ total: results.length, results: results.map((note) => ({ ...note, ...stamps() })) })
    }
    if (method === "POST" && /\/notes$/.test(path)) {
      const { properties, associations } = body as unknown as {
        properties: Record<string, string>
        associations: { to: { id: string }; types: { associationTypeId: number }[] }[]
      }
      if (!properties.hs_timestamp) return problem(400, "VALIDATION_ERROR", "hs_timestamp is required")
      const known = new Set([...contacts.values()].map(({ id }) => id))
      const contactIds = associations
        .filter(({ types }) => types.some(({ associationTypeId }) => associationTypeId === 202))
        .map(({ to }) => to.id)
      if (contactIds.length === 0 || !contactIds.every((id) => known.has(id)))
        return problem(404, "OBJECT_NOT_FOUND", "No such contact")
      const note = { id: String(++lastId), properties, contactIds }
      notes.push(note)
      return Response.json({ ...note, archived: false, ...stamps() }, { status: 201 })
    }
    return problem(404, "NOT_FOUND", `Nothing at ${method} ${path}`)
  }

  return {
    url: `http://127.0.0.1:${server.port}`,
    token,
    contacts,
    notes,
    calls,
    problem,
    /** The next request of this kind is refused so. */
    refuse: (where: RegExp, answer: () => Response) => void faults.push({ where, answer, isDone: false }),
    /** The next request of this kind is carried out, and its answer is lost. */
    loseAnswer: (where: RegExp) =>
      void faults.push({ where, answer: () => problem(502, "BAD_GATEWAY", "Lost"), isDone: true }),
    stop: () => server.stop(true),
  }
}

const stamps = () => ({ createdAt: new Date().toISOString(), updatedAt: new Date().toISOString() })
const batchStamps = () => ({ startedAt: new Date().toISOString(), completedAt: new Date().toISOString() })
