/** The five stages by the names of their tabs, and the way to them. */
import type { Page } from 'playwright-core'

export const stages = ['Data', 'Network', 'Backprop', 'Weights', 'Compare'] as const
export type Stage = (typeof stages)[number]

/** Goes there by key and waits until it is drawn. */
export async function showStage(page: Page, stage: Stage): Promise<void> {
  await page.keyboard.press(`Control+${stages.indexOf(stage) + 1}`)
  await page.getByRole('tabpanel', { name: stage }).waitFor()
  await page.locator('#stage :is(canvas, table, [role=grid], p):visible').first().waitFor()
}
