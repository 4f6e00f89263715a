/**
 * The lab as a screen reader has it: the browser's accessibility tree and nothing else. Things are found by role and
 * name, pressed by their default action, typed into, and read by name, state and value. What live regions say is kept.
 */
import { expect } from 'vitest'
import type { CDPSession, Page } from 'playwright-core'
import { listen } from './liveRegions'

export interface Heard {
  role: string
  name: string
  value: string
  /** `checked`, `selected`, `expanded`, `disabled`, `invalid` and the like. */
  states: Record<string, unknown>
  /** Roles with names of what it is in, outermost first. */
  within: string[]
  domId: number
}

interface AxNode {
  nodeId: string
  ignored: boolean
  parentId?: string
  childIds?: string[]
  backendDOMNodeId?: number
  role?: { value: string }
  name?: { value: string }
  value?: { value: unknown }
  properties?: { name: string; value: { value: unknown } }[]
}

type Name = string | RegExp

export interface ScreenReader {
  /** Waits until exactly one has the role and the name, inside of what `within` names if given. */
  find(role: string, name: Name, within?: string): Promise<Heard>
  findAll(role: string, name?: Name): Promise<Heard[]>
  press(role: string, name: Name, within?: string): Promise<void>
  type(role: string, name: Name, text: string): Promise<void>
  /** Goes through the options of a combobox by arrow keys. */
  choose(name: Name, option: string): Promise<void>
  /** What a term of a list of readouts is defined as. */
  define(term: string): Promise<string>
  /** Everything said so far. */
  said(): Promise<string[]>
}

export async function createScreenReader(page: Page): Promise<ScreenReader> {
  const session = await page.context().newCDPSession(page)
  // A chooser that comes while it is first being asked for would be lost.
  page.on('filechooser', () => undefined)
  await page.addInitScript(listen)
  await page.evaluate(listen)
  const readTree = async (): Promise<Heard[]> => {
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    return listHeard(nodes as AxNode[])
  }

  async function findAll(role: string, name: Name = /(?:)/, within?: string): Promise<Heard[]> {
    const tree = await readTree()
    return tree.filter(
      (one) =>
        one.role === role && matches(one.name, name) && (within === undefined || one.within.includes(within)),
    )
  }
  async function find(role: string, name: Name, within?: string): Promise<Heard> {
    let found: Heard[] = []
    const read = async (): Promise<number> => (found = await findAll(role, name, within)).length
    await expect.poll(read, { timeout: 20_000, message: `one ${role} “${name}”` }).toBe(1)
    return found[0]!
  }
  async function press(role: string, name: Name, within?: string): Promise<void> {
    const { domId, states } = await find(role, name, within)
    expect([role, name, states['disabled'] ?? false]).toEqual([role, name, false])
    await callOn(session, domId, 'function () { this.focus(); this.click() }')
  }
  async function type(role: string, name: Name, text: string): Promise<void> {
    const { domId } = await find(role, name)
    await callOn(session, domId, 'function () { this.focus(); this.select() }')
    await page.keyboard.insertText(text)
    await page.keyboard.press('Enter')
  }
  async function choose(name: Name, option: string): Promise<void> {
    const { domId } = await find('combobox', name)
    await callOn(session, domId, 'function () { this.focus() }')
    await page.keyboard.press('Home')
    for (let k = 0; k < 20 && (await find('combobox', name)).value !== option; k++)
      await page.keyboard.press('ArrowDown')
    expect((await find('combobox', name)).value).toBe(option)
  }
  async function define(term: string): Promise<string> {
    const tree = await readTree()
    const at = tree.findIndex(({ role, name }) => role === 'term' && name === term)
    const next = tree.findIndex(({ role }, k) => k > at && role === 'definition')
    const end = tree.findIndex(({ role }, k) => k > next && ['term', 'slider'].includes(role))
    const texts = tree.slice(next, end).filter(({ role }) => role === 'StaticText')
    return texts.map(({ name }) => name).join(' ')
  }
  const said = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'announcements') as string[])
  return { find, findAll, press, type, choose, define, said }
}

const matches = (text: string, name: Name): boolean =>
  typeof name === 'string' ? text === name : name.test(text)

async function callOn(session: CDPSession, domId: number, functionDeclaration: string): Promise<void> {
  const { object } = await session.send('DOM.resolveNode', { backendNodeId: domId })
  // As of a person: pickers open for nobody else.
  await session.send('Runtime.callFunctionOn', {
    objectId: object.objectId!,
    functionDeclaration,
    userGesture: true,
  })
}

/** In reading order, without what the tree leaves out. */
function listHeard(nodes: AxNode[]): Heard[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const heard: Heard[] = []
  const walk = (node: AxNode, within: string[]): void => {
    const role = node.role?.value ?? ''
    const name = node.name?.value ?? ''
    if (!node.ignored)
      heard.push({
        role,
        name: role === 'term' ? textOf(node, byId) : name,
        value: String(node.value?.value ?? ''),
        states: Object.fromEntries((node.properties ?? []).map(({ name: key, value }) => [key, value.value])),
        within,
        domId: node.backendDOMNodeId ?? 0,
      })
    const inside = node.ignored || name === '' ? within : [...within, `${role} ${name}`]
    for (const id of node.childIds ?? []) {
      const child = byId.get(id)
      if (child) walk(child, inside)
    }
  }
  if (nodes[0]) walk(nodes[0], [])
  return heard
}

function textOf(node: AxNode, byId: Map<string, AxNode>): string {
  if (node.role?.value === 'StaticText') return node.name?.value ?? ''
  return (node.childIds ?? []).map((id) => textOf(byId.get(id)!, byId)).join('')
}
