/** How the registers name the tests that prove something. */

/** A test by its file and title, as they stand there; `names` is what its text must name, its item when absent. */
export interface Proof {
  file: string
  title: string
  names?: string
}

export interface Row {
  passes: Proof | null
  refuses: Proof
}

export const proof = (file: string, title: string, names?: string): Proof => ({
  file,
  title,
  ...(names && { names }),
})
export const row = (file: string, passes: string, refuses: string, names?: string): Row => ({
  passes: proof(file, passes, names),
  refuses: proof(file, refuses, names),
})
