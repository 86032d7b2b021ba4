/** A moment as the API says it: UTC with milliseconds. Pure. */
export const iso = (at: number): string => new Date(at).toISOString()
