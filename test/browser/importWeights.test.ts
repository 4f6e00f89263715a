/** Start weights from a file, in the window: both languages, by keyboard from the menu on, without a violation. */
import { expect, it } from 'vitest'
import { torch, writeNpzByHand, writeSafetensorsByHand } from '../worker/session/weightFiles'
import { expectNoViolations } from './support/actions'
import { findViolations } from './support/axe'
import { openLab } from './support/lab'

const words = {
  'en-US': {
    file: 'File',
    menu: 'Import weights…',
    use: 'Use as start weights',
    unfit: '1 thing does not fit.',
  },
  'zh-CN': { file: '文件', menu: '导入权重…', use: '用作初始权重', unfit: '有 1 处不符。' },
}
const toFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})

it.each([
  ['en-US', 'light'],
  ['zh-CN', 'dark'],
] as const)('in %s, %s', async (locale, colorScheme) => {
  const lab = await openLab({ locale, colorScheme })
  const { page } = lab
  const { file, menu, use, unfit } = words[locale]
  const opener = page.getByRole('button', { name: file, exact: true })
  const choose = async (name: string, bytes: Uint8Array) => {
    await opener.focus()
    await page.keyboard.press('ArrowDown')
    const item = page.getByRole('menuitem', { name: menu })
    // Only when a run is open.
    await expect.poll(() => item.isEnabled()).toBe(true)
    const asked = page.waitForEvent('filechooser')
    await item.focus()
    await page.keyboard.press('Enter')
    await (await asked).setFiles(toFile(name, bytes))
    await page.getByRole('dialog').locator('tbody tr').nth(1).waitFor()
    expect(await findViolations(page)).toEqual([])
  }
  const isBack = () => opener.evaluate((button) => button === document.activeElement)

  await choose('wrong.npz', writeNpzByHand({ ...torch, '4.weight': [[1]] }))
  expect(await page.getByRole('dialog').getByRole('status').textContent()).toBe(unfit)
  expect(await page.getByRole('button', { name: use }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await isBack()).toBe(true)

  await choose('net.safetensors', writeSafetensorsByHand(torch))
  await page.getByRole('button', { name: use }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await isBack()).toBe(true)
  expectNoViolations(lab)
  await lab.close()
})
