/** What a person does in the lab, by roles and names alone. */
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import type { OpenLab } from './lab'

/** The readout under a label of the transport, as text. */
export async function readReadout(page: Page, label: string): Promise<string> {
  const term = page.locator('dt', { hasText: new RegExp(`^${label}$`) })
  return (await term.locator('xpath=following-sibling::dd[1]').locator('strong').innerText()).trim()
}

export const readUpdate = async (page: Page): Promise<number> =>
  Number((await readReadout(page, 'Update')).replaceAll(',', ''))

export async function waitForUpdate(page: Page, atLeast: number): Promise<number> {
  await expect.poll(() => readUpdate(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(atLeast)
  return readUpdate(page)
}

/** The update of a run that stands still, or is about to: its last picture may come a moment after the pause. */
export async function readSettledUpdate(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor({ state: 'detached' })
  let last = -1
  await expect
    .poll(
      async () => {
        const before = last
        last = await readUpdate(page)
        return last - before
      },
      { interval: 200, timeout: 20_000 },
    )
    .toBe(0)
  return last
}

export const pressRun = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Run', exact: true }).click()
export const pressPause = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Pause', exact: true }).click()

export async function setField(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true })
  await field.fill(value)
  await field.press('Enter')
}

/** Nothing went wrong that the person would not see. */
export function expectNoViolations({ violations }: OpenLab): void {
  expect(violations).toEqual({ console: [], page: [], policy: [], foreign: [] })
}
