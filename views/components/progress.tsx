type ProgressProps = {
  label: string
  done: number
  total: number
  /** What is left, in words: “about 2 minutes”. */
  left?: string
}

export function Progress({ label, done, total, left }: ProgressProps) {
  return (
    <div class="progress">
      <div class="progress-label">
        <span>{label}</span>
        <span>
          {done} of {total}
          {left ? ` · ${left}` : ""}
        </span>
      </div>
      <progress value={done} max={total} aria-label={label} />
    </div>
  )
}
