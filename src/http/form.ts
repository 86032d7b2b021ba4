import { AppError } from "../errors"

/** A sent form, whichever way it was encoded. */
export type Form = {
  text(name: string): string
  all(name: string): string[]
  /** One a line. */
  lines(name: string): string[]
  isChecked(name: string): boolean
  files(name: string): File[]
  /** What was typed, to be shown again. */
  values(): Record<string, string>
}

/** @throws AppError `validation` when the body is no form. */
export async function readForm(request: Request): Promise<Form> {
  let data: FormData
  try {
    data = await request.formData()
  } catch {
    throw new AppError("validation", "The form did not arrive complete. Send it again.", { field: "body" })
  }
  // Browsers send line ends as CRLF.
  const all = (name: string) =>
    data.getAll(name).flatMap((value) => (typeof value === "string" ? [value.replace(/\r\n/g, "\n")] : []))
  const text = (name: string) => all(name)[0] ?? ""
  return {
    all,
    text,
    lines: (name) => text(name).split("\n"),
    isChecked: (name) => data.has(name),
    // An empty file field arrives as one file without a name.
    files: (name) =>
      data
        .getAll(name)
        .flatMap((value) => (typeof value !== "string" && (value.name || value.size > 0) ? [value] : [])),
    values: () => Object.fromEntries([...data.keys()].map((name) => [name, text(name)])),
  }
}

/** What a form was refused for: beside its field, or above the form. Anything that no typing can mend is thrown on. */
export function refusalOf(error: unknown): { errors: Record<string, string>; error?: string; status: number } {
  if (!(error instanceof AppError)) throw error
  const statuses: Partial<Record<string, number>> = {
    validation: 400,
    conflict: 409,
    seat_limit: 409,
    too_large: 413,
    unsupported_media: 415,
  }
  const status = statuses[error.code]
  if (!status) throw error
  const { field, fields } = error.extra
  return typeof field === "string"
    ? { errors: { ...(fields as Record<string, string> | undefined), [field]: error.message }, status }
    : { errors: {}, error: error.message, status }
}

/** A form that was refused, to be shown again: as it was typed, with what is wrong. */
type RefusedForm = { values: Record<string, string>; errors: Record<string, string>; error?: string }

/** Takes a sent form. @returns what `save` answers, or `again`: the page once more, for what the form was refused for. */
export async function takeForm(
  request: Request,
  save: (form: Form) => Response | Promise<Response>,
  again: (refused: RefusedForm, status: number, form: Form) => Response | Promise<Response>,
): Promise<Response> {
  const form = await readForm(request)
  try {
    return await save(form)
  } catch (error) {
    const { status, ...refused } = refusalOf(error)
    return again({ values: form.values(), ...refused }, status, form)
  }
}
