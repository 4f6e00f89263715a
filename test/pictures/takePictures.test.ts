/** Makes the README's picture from the running application: `npm run pictures`. Not a check, so not part of `npm test`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { openLab } from '../browser/support/lab'

const folder = join(import.meta.dirname, '../../resources/pictures')

it('takes the picture of the example, one cell chosen', async () => {
  mkdirSync(folder, { recursive: true })
  const lab = await openLab({ size: { width: 1440, height: 900 } })
  await lab.page.keyboard.press('Control+3')
  const cell = lab.page.getByRole('gridcell', { name: /ΔW1 row 1 column 2/ })
  await cell.click()
  await lab.page.waitForTimeout(500)
  await lab.page.screenshot({ path: join(folder, 'backprop.png') })
  await lab.close()
})
