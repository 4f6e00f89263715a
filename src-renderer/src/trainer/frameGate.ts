import type { Frame } from '../../../src-worker/protocol/trainerApi'

/**
 * Lets at most one frame through an animation frame, the newest, and none of a run that is no longer open.
 * @param request asks for the next animation frame
 */
export function createFrameGate(
  request: (draw: () => void) => void,
  openRunId: () => number | null,
  show: (frame: Frame) => void,
): (frame: Frame) => void {
  let newest: Frame | null = null
  return (frame) => {
    if (frame.runId !== openRunId()) return
    const waiting = newest !== null
    newest = frame
    if (waiting) return
    request(() => {
      const drawn = newest
      newest = null
      if (drawn !== null && drawn.runId === openRunId()) show(drawn)
    })
  }
}

/** A hidden window gets no animation frames; its run still goes on. */
export function requestFrame(draw: () => void): void {
  if (document.hidden) setTimeout(draw, 250)
  else requestAnimationFrame(draw)
}
