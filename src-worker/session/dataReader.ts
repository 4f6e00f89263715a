/** Data on its way to a run: what a table holds and what the data would be, read in turns that leave room for messages. */
import { prepareDataInTurns } from '../data/prepareData'
import { previewTableInTurns } from '../data/previewTable'
import { summarizeData } from '../data/summarizeData'
import { TableMemory } from '../data/tableMemory'
import type { Turns } from '../data/work'
import { createLabError, LabFailure } from '../protocol/errors'
import type { Attachment, DataSummary, TableOptions, TablePreview } from '../protocol/tables'
import type { WorkProgress } from '../protocol/trainerApi'
import type { ExperimentInput } from '../spec/experiment'
import { parseData } from '../spec/parseExperiment'
import { unwrap } from './answer'

export interface DataReaderEnvironment {
  /** Milliseconds. */
  now(): number
  pause(): Promise<void>
}

export class DataReader {
  /** The import reads one table again and again while it is looked at. */
  private readonly memory = new TableMemory()

  constructor(private readonly environment: DataReaderEnvironment) {}

  /** @throws LabFailure `cancelled` once `progress` answers false, or what is wrong with the bytes. */
  async preview(
    bytes: Uint8Array<ArrayBuffer>,
    options: TableOptions,
    progress: WorkProgress,
  ): Promise<TablePreview> {
    return unwrap(await previewTableInTurns(bytes, options, this.inTurns(progress)))
  }

  /** @throws LabFailure as `preview` does. */
  async describe(
    data: ExperimentInput['data'],
    attachments: Attachment[],
    progress: WorkProgress,
  ): Promise<DataSummary> {
    const parsed = parseData(data)
    if (!parsed.ok) {
      const message = 'The data settings do not fit.'
      throw new LabFailure(createLabError('invalidExperiment', message, '', parsed.error))
    }
    const turns = this.inTurns(progress)
    const prepared = unwrap(await prepareDataInTurns(parsed.value, null, attachments, turns))
    return { ...summarizeData(prepared), batchClamped: false }
  }

  /** Once a run is open its data is there. */
  forget(): void {
    this.memory.forget()
  }

  private inTurns(progress: WorkProgress): Turns {
    const { now, pause } = this.environment
    return {
      now,
      memory: this.memory,
      async progress(done, total) {
        const goesOn = await progress(done, total)
        await pause()
        return goesOn
      },
    }
  }
}
