/** The window on this machine: how soon it can be used, and what it costs while nothing goes on. Build first. */
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { takeMedian } from '../../src-worker/engine/benchmark'
import { openLab, type OpenLab } from '../browser/support/lab'

const starts = 7
const idleSeconds = 20

/** Milliseconds from the navigation to the first paint, and to Run that can be pressed over a drawn stage. */
const readStart = (page: Page): Promise<{ paint: number; usable: number }> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const look = (): void => {
          const run = document.querySelector<HTMLButtonElement>('button[aria-label^="Run"]')
          if (run === null || run.disabled || document.querySelector('canvas') === null)
            return void requestAnimationFrame(look)
          const [paint] = performance.getEntriesByName('first-contentful-paint')
          resolve({ paint: paint?.startTime ?? NaN, usable: performance.now() })
        }
        look()
      }),
  )

/** Processor time of all processes of the browser, in seconds. */
async function readProcessorTime({ page }: OpenLab): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

it('starts, and rests', async () => {
  const [paints, usables]: number[][] = [[], []]
  let idle = NaN
  for (let k = 0; k < starts; k++) {
    const lab = await openLab()
    const { paint, usable } = await readStart(lab.page)
    paints!.push(paint)
    usables!.push(usable)
    if (k === starts - 1) {
      await setTimeout(3000)
      const before = await readProcessorTime(lab)
      await setTimeout(idleSeconds * 1000)
      idle = (await readProcessorTime(lab)) - before
    }
    await lab.close()
  }
  const say = (times: number[]): string =>
    `${takeMedian(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`
  console.log(
    [
      `first paint ${say(paints!)}, usable ${say(usables!)}, ${starts} starts in a fresh browser`,
      `idle: ${((100 * idle) / idleSeconds).toFixed(2)} % of one core over ${idleSeconds} s, all processes`,
    ].join('\n'),
  )
  expect(usables).toHaveLength(starts)
})
