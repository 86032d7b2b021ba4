type Props = { person: { id: string; name: string } | null }

/** Somebody of the team. Marked with who it is, so that an open desk shows the new name when they are renamed. */
export function PersonName({ person }: Props) {
  return person ? <span data-person={person.id}>{person.name}</span> : <>A colleague</>
}
