/** axe over the page as it stands: every violated rule of WCAG 2.2 AA with the first element at fault. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** The size of targets is the one rule of 2.2, and off by itself. */
const rules = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}

/** It comes in beside the page's own policy, once a document. */
export async function findViolations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    return result.value
  }
  if ((await evaluate('typeof axe')) === 'undefined') await evaluate(`${axe}; undefined`)
  // A colour on its way to another one is neither.
  await evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => 0)')
  const found = await evaluate(
    `axe.run(document, ${JSON.stringify(rules)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  )
  await session.detach()
  return found as string[]
}
