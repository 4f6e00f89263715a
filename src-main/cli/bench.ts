import { setTimeout } from 'node:timers/promises'
import {
  countWorkload,
  createWorkloadEngine,
  describeWorkload,
  measurePeak,
  measureRate,
  takeMedian,
  workloads,
  type Workload,
} from '../../src-worker/engine/benchmark'
import type { Command } from './context'
import { exitCodes } from './failure'
import { createNodeAssistants } from './nodeAssistants'

const rounds = 5
const roundMs = 250

interface Row {
  name: string
  network: string
  updatesPerSecond: number
  samplesPerSecond: number
  gigaflops: number
  /** Of the peak of one core. */
  share: number
  /** Rate with the other cores over the rate alone; null where they are not used. */
  threads: number | null
}

/** How fast this machine trains, beside the limit of its own vectors. */
export const bench: Command = async ({ line, print }) => {
  const peak = measurePeak(500)
  const rows: Row[] = []
  for (const workload of workloads) rows.push(await measure(workload, peak))
  if (line.json) {
    print(JSON.stringify({ peakGigaflops: peak / 1e9, rows }))
    return exitCodes.done
  }
  print(`one core multiplies and adds at most ${(peak / 1e9).toFixed(1)} GFLOP/s in 128-bit vectors`)
  for (const row of rows) {
    const threads = row.threads === null ? '' : `, all cores ${row.threads.toFixed(2)} ×`
    print(
      `${row.name.padEnd(10)} ${row.network}: ${formatCount(row.updatesPerSecond)} updates/s, ` +
        `${formatCount(row.samplesPerSecond)} samples/s, ${row.gigaflops.toFixed(1)} GFLOP/s ` +
        `(${(100 * row.share).toFixed(0)} % of the peak${threads})`,
    )
  }
  return exitCodes.done
}

async function measure(workload: Workload, peak: number): Promise<Row> {
  const alone = createWorkloadEngine(workload, null)
  const assistants = createNodeAssistants(new URL('./assistantThread.js', import.meta.url))
  const together = createWorkloadEngine(workload, assistants)
  // The other threads say that they are ready in a turn of the event loop.
  await setTimeout(300)
  const shares = together.threads > 1
  measureRate(alone, roundMs)
  if (shares) measureRate(together, roundMs)
  const rates: { alone: number; together: number }[] = []
  for (let round = 0; round < rounds; round++) {
    rates.push({
      alone: measureRate(alone, roundMs),
      together: shares ? measureRate(together, roundMs) : NaN,
    })
  }
  together.close()
  const updatesPerSecond = takeMedian(rates.map((rate) => rate.alone))
  const operations = updatesPerSecond * countWorkload(workload)
  return {
    name: workload.name,
    network: describeWorkload(workload),
    updatesPerSecond,
    samplesPerSecond: updatesPerSecond * workload.batch,
    gigaflops: operations / 1e9,
    share: operations / peak,
    threads: shares ? takeMedian(rates.map((rate) => rate.together / rate.alone)) : null,
  }
}

function formatCount(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`
  return value >= 1e4 ? `${(value / 1e3).toFixed(1)} k` : value.toFixed(0)
}
