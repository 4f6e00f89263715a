/** Makes the icons of the packages from `chainrule.svg`, by the same Chromium as the tests: `npm run pictures`. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { iconSizes, writeIcns, writeIco, type IconPicture } from '../../src-main/build/iconFiles'
import { launchChromium } from '../browser/support/chromium'

const folder = join(import.meta.dirname, '../../resources/icons')

it('draws the icon in every size, and puts them into the files of Windows and macOS', async () => {
  const svg = readFileSync(join(folder, 'chainrule.svg'), 'utf8')
  const browser = await launchChromium()
  const page = await browser.newPage()
  const pictures: IconPicture[] = []
  mkdirSync(join(folder, 'png'), { recursive: true })
  for (const size of iconSizes) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    )
    const png = await page.screenshot({ omitBackground: true })
    writeFileSync(join(folder, `png/${size}x${size}.png`), png)
    pictures.push({ size, png })
  }
  await browser.close()
  writeFileSync(join(folder, 'chainrule.ico'), writeIco(pictures))
  writeFileSync(join(folder, 'chainrule.icns'), writeIcns(pictures))
  const sha256 = createHash('sha256').update(svg).digest('hex')
  writeFileSync(
    join(folder, 'source.json'),
    `${JSON.stringify({ file: 'chainrule.svg', sha256 }, null, 2)}\n`,
  )
})
