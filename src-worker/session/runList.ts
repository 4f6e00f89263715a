/** The runs of a session beside the open one: kept when they are left, taken out when they are opened again. */
import type { SavedSweep } from '../protocol/sweeps'
import type { KeptRun, RunWords, SessionDocument, SessionFile } from '../files/sessionDocument'
import { firstWords } from '../files/sessionDocument'
import { limits } from '../spec/limits'
import { isBeginningOf } from './isBeginningOf'
import { measureDocument } from './measureDocument'

/** Of what runs beside the open one hold in memory, their data aside. */
const mostBytes = 128 * 1024 * 1024

export class RunList {
  /** In the order of their numbers. */
  private kept: readonly KeptRun[] = []
  private deleted: KeptRun[] = []
  /** Numbers of runs that gave way because the list was full, until they are told. */
  private gone: number[] = []
  words: RunWords = firstWords
  sweeps: readonly SavedSweep[] = []

  /** @param file what a session was opened with; none for a new one */
  static open(file?: Omit<SessionFile, 'document'>): RunList {
    const list = new RunList()
    if (file !== undefined) Object.assign(list, { kept: file.kept, words: file.words, sweeps: file.sweeps })
    return list
  }

  get runs(): readonly KeptRun[] {
    return this.kept
  }

  find(number: number): KeptRun | null {
    return this.kept.find((run) => run.number === number) ?? null
  }

  /**
   * The open run is left for a new one. A run without updates that nobody named leaves nothing behind; a run that is
   * the beginning of another one is in the list as that one.
   * @param branchUpdate the moment that the new run sets out from, for a branch
   */
  leaveForNew(document: SessionDocument, branchUpdate: number | null): void {
    const left = this.keep(document)
    this.words = {
      ...firstWords,
      number: this.findNumber(this.kept),
      branchOf: branchUpdate === null ? null : { number: left, update: branchUpdate },
    }
  }

  /** The open run is left for one of the list, which is taken out of it. */
  leaveFor(document: SessionDocument, run: KeptRun): void {
    this.kept = this.kept.filter((other) => other !== run)
    this.keep(document, run)
    this.words = pickWords(run)
  }

  edit(number: number, words: Pick<RunWords, 'name' | 'note'>): void {
    const change = {
      name: words.name.trim().slice(0, limits.nameLength),
      note: words.note.slice(0, limits.runNote),
    }
    if (number === this.words.number) this.words = { ...this.words, ...change }
    else this.kept = this.kept.map((run) => (run.number === number ? { ...run, ...change } : run))
  }

  delete(run: KeptRun): void {
    this.kept = this.kept.filter((other) => other !== run)
    this.deleted.push(run)
  }

  /** @returns whether there was one */
  undelete(): boolean {
    const run = this.deleted.pop()
    if (run === undefined) return false
    this.insert(this.isTaken(run.number) ? { ...run, number: this.findFreeNumber() } : run)
    return true
  }

  /** Numbers of the runs that gave way since this was last asked. */
  takeGone(): number[] {
    const { gone } = this
    this.gone = []
    return gone
  }

  /** How many runs may be added: none that is there gives way to them. */
  get room(): number {
    return limits.keptRuns - this.kept.length
  }

  /** Runs of another session, with numbers of this one. */
  add(runs: readonly KeptRun[]): void {
    const numbers = new Map<number, number>()
    for (const run of runs) {
      const number = this.findFreeNumber()
      numbers.set(run.number, number)
      const from = run.branchOf && numbers.get(run.branchOf.number)
      this.insert({ ...run, number, branchOf: from ? { ...run.branchOf!, number: from } : null })
    }
  }

  /**
   * @param next the run that is opened in its place, no longer in the list
   * @returns its number in the list, or that of the run that has it as its beginning
   */
  private keep(document: SessionDocument, next: KeptRun | null = null): number {
    const { words } = this
    const isPlain = words.name === '' && words.note === ''
    if (isPlain) {
      if (document.update === 0) return words.number
      const others = next === null ? this.kept : [...this.kept, next]
      const longer = others.find((run) => isBeginningOf(document, run.document))
      if (longer !== undefined) return longer.number
    }
    const shorter = this.kept.find(
      (run) => run.name === '' && run.note === '' && isBeginningOf(run.document, document),
    )
    // A run made again and longer takes the place of the first one, which it holds whole.
    if (shorter !== undefined) this.kept = this.kept.filter((run) => run !== shorter)
    const number = shorter !== undefined && isPlain ? shorter.number : words.number
    this.insert({ ...words, number, branchOf: shorter?.branchOf ?? words.branchOf, document })
    return number
  }

  private insert(run: KeptRun): void {
    this.kept = [...this.kept, run].sort((one, other) => one.number - other.number)
    while (this.isFull()) {
      const oldest = this.kept.find((other) => other !== run && other.name === '' && other.note === '')
      const gone = oldest ?? this.kept.find((other) => other !== run)
      if (gone === undefined) return
      this.kept = this.kept.filter((other) => other !== gone)
      this.gone.push(gone.number)
    }
  }

  private isFull(): boolean {
    const bytes = this.kept.reduce((sum, { document }) => sum + measureDocument(document), 0)
    return this.kept.length > limits.keptRuns || bytes > mostBytes
  }

  private isTaken(number: number): boolean {
    return number === this.words.number || this.find(number) !== null
  }

  private findFreeNumber(): number {
    return this.findNumber([...this.kept, this.words])
  }

  /** Above all of these, and above those that a person may still bring back. */
  private findNumber(taken: readonly Pick<RunWords, 'number'>[]): number {
    return Math.max(0, ...[...taken, ...this.deleted].map(({ number }) => number)) + 1
  }
}

const pickWords = ({ number, name, note, branchOf }: RunWords): RunWords => ({ number, name, note, branchOf })
