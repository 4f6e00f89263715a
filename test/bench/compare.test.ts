/** `npm run bench`: the engine beside its peers, in one run; rates by turns, the ratios are medians of the rounds. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { createNodeAssistants } from '../../src-main/cli/nodeAssistants'
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
import { installPeers } from './installPeers'
import { createBrain, createConvNet, createNumpy, createTensorFlow, type Peer } from './peers'

const rounds = 5
const roundMs = 300
const assistantFile = new URL('../../out/main/assistantThread.js', import.meta.url)

async function createPeers(workload: Workload, load: ReturnType<typeof installPeers>): Promise<Peer[]> {
  const peers = [await createNumpy(workload, 1)]
  if (load !== null && workload.name === 'seed')
    peers.push(createBrain(load, workload), createConvNet(load, workload))
  if (load !== null) peers.push(await createTensorFlow(load, workload))
  return peers.filter((peer) => peer !== null)
}

it('compares', async () => {
  if (!existsSync(assistantFile)) {
    execFileSync('npm', ['run', 'build'], { cwd: fileURLToPath(new URL('../../', import.meta.url)) })
  }
  const load = installPeers()
  const peak = measurePeak(1000)
  const lines = [
    `${cpus()[0]!.model}, ${cpus().length} cores, Node ${process.version}; one core's peak in 128-bit vectors ${(peak / 1e9).toFixed(1)} GFLOP/s`,
    '',
    '| workload | with | updates/s | one core of ours |',
    '| --- | --- | --- | --- |',
  ]
  for (const workload of workloads) lines.push(...(await compare(workload, load, peak)))
  console.log(lines.join('\n'))
  expect(lines.length).toBeGreaterThan(workloads.length)
})

async function compare(
  workload: Workload,
  load: ReturnType<typeof installPeers>,
  peak: number,
): Promise<string[]> {
  const engine = createWorkloadEngine(workload, null)
  const team = createWorkloadEngine(workload, createNodeAssistants(assistantFile))
  await setTimeout(400)
  const ours: Peer = {
    name: 'one core',
    measure: async (milliseconds) => measureRate(engine, milliseconds),
    close: () => engine.close(),
  }
  const all: Peer = {
    name: `${team.threads} cores`,
    measure: async (milliseconds) => measureRate(team, milliseconds),
    close: () => team.close(),
  }
  const others = [...(team.threads > 1 ? [all] : []), ...(await createPeers(workload, load))]
  for (const one of [ours, ...others]) await one.measure(roundMs)
  const rates = new Map<Peer, number[]>()
  const ratios = new Map<Peer, number[]>()
  for (let round = 0; round < rounds; round++) {
    for (const peer of others) {
      const own = await ours.measure(roundMs)
      const rate = await peer.measure(roundMs)
      const after = await ours.measure(roundMs)
      rates.set(ours, [...(rates.get(ours) ?? []), own, after])
      rates.set(peer, [...(rates.get(peer) ?? []), rate])
      ratios.set(peer, [...(ratios.get(peer) ?? []), (own + after) / 2 / rate])
    }
  }
  for (const one of [ours, ...others]) one.close()
  const own = takeMedian(rates.get(ours)!)
  const flops = own * countWorkload(workload)
  return [
    `| ${workload.name}: ${describeWorkload(workload)} | Chainrule, one core | ${own.toFixed(0)} | ${(flops / 1e9).toFixed(1)} GFLOP/s, ${((100 * flops) / peak).toFixed(0)} % of the peak |`,
    ...others.map((peer) => {
      const ratio = takeMedian(ratios.get(peer)!)
      const text = peer === all ? `${(1 / ratio).toFixed(2)} × one core` : `${ratio.toFixed(2)} ×`
      return `| | ${peer === all ? `Chainrule, ${peer.name}` : peer.name} | ${takeMedian(rates.get(peer)!).toFixed(0)} | ${text} |`
    }),
  ]
}
