/** How a run is drawn wherever it is: by its number, the same in every session. */

const tokens = 12

export interface RunLook {
  /** Colour token without hyphens in front. */
  token: string
  /** The second cue beside the colour; neighbours differ in it. */
  dashed: boolean
}

/** 24 looks, then they begin again. */
export function lookOfRun(number: number): RunLook {
  const [turn, place] = [Math.floor((number - 1) / tokens), (number - 1) % tokens]
  return { token: `run-${place + 1}`, dashed: (turn + place) % 2 === 1 }
}
