// @ts-check

/**
 * Two soft notes, a fourth apart.
 * @param {AudioContext} audio
 */
export function chimeIn(audio) {
  for (const [start, frequency] of /** @type {const} */ ([
    [0, 660],
    [0.14, 880],
  ])) {
    const at = audio.currentTime + start
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.5)
  }
}
