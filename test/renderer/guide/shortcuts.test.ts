/** One table says every shortcut: the window binds it, the sheet shows it, and no key is bound beside it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  bindShortcuts,
  partShortcuts,
  shortcutGroups,
  splitKey,
  windowShortcuts,
  type WindowAction,
} from '../../../src-renderer/src/guide/shortcuts'
import { accelerators } from '../../../src-main/menuTemplate'

const source = join(import.meta.dirname, '../../../src-renderer/src')
const read = (path: string): string => readFileSync(join(source, path), 'utf8')
const windowKeys = Object.values(windowShortcuts).flat() as string[]
const partKeys = Object.values(partShortcuts).flat() as string[]

describe('shortcuts', () => {
  it('the window binds the table and nothing else', () => {
    const calls = [...read('App.vue').matchAll(/useShortcuts\((?!\))\s*(\w*)/g)].map((match) => match[1])
    expect(calls).toEqual(['bindShortcuts'])
    const pressed: string[] = []
    const actions = Object.fromEntries(
      Object.keys(windowShortcuts).map((name) => [name, () => void pressed.push(name)]),
    ) as Record<WindowAction, () => void>
    const bound = bindShortcuts(actions)
    expect(Object.keys(bound).sort()).toEqual([...windowKeys].sort())
    bound['Mod+Y']!()
    bound['F10']!()
    expect(pressed).toEqual(['redo', 'step'])
  })

  it('no key of the window does two things', () => {
    expect(new Set(windowKeys).size).toBe(windowKeys.length)
  })

  it('the sheet shows every row of the table once', () => {
    const shown = Object.values(shortcutGroups).flat() as string[]
    expect([...shown].sort()).toEqual([...Object.keys(windowShortcuts), ...Object.keys(partShortcuts)].sort())
  })

  it('every part that binds keys of its own is known, with keys of the table', () => {
    const bindings: Record<string, RegExp> = {
      'ui/useRegions.ts': /useShortcuts\((\{[\s\S]*?\})\)/,
      'ui/FrameLayout.vue': /useShortcuts\((\{[\s\S]*?\})\)/,
      'files/DocumentName.vue': /useShortcuts\((\{[\s\S]*?\})\)/,
      'backprop/BackpropStage.vue': /shortcuts: Shortcuts = (\{[\s\S]*?\n\})/,
    }
    const callers = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.(vue|ts)$/.test(path) && path !== 'ui/useShortcuts.ts' && path !== 'App.vue')
      .filter((path) => /\buseShortcuts\(/.test(read(path)))
    expect(callers.sort()).toEqual(Object.keys(bindings).sort())
    const keys = callers.flatMap((path) => {
      const [, body] = bindings[path]!.exec(read(path))!
      return [...body!.matchAll(/(?:^|[{,\n])\s*(?:'([^']+)'|(\w+)):/g)].map((match) => match[1] ?? match[2]!)
    })
    expect(keys.length).toBeGreaterThanOrEqual(11)
    expect(keys.filter((key) => !partKeys.includes(key))).toEqual([])
  })

  it('the desktop’s menu has the same keys for the same commands', () => {
    const different = Object.entries(accelerators).filter(([command, accelerator]) => {
      const key = accelerator.replace('CmdOrCtrl', 'Mod')
      return !(windowShortcuts as Record<string, readonly string[]>)[command]?.includes(key)
    })
    expect(different).toEqual([])
  })

  it('sets the keys of a shortcut one by one, a mark as it is typed', () => {
    expect(['Mod+Shift+Z', 'Shift+>', 'Shift+?', '+', 'Mod+.'].map(splitKey)).toEqual([
      ['Mod', 'Shift', 'Z'],
      ['>'],
      ['?'],
      ['+'],
      ['Mod', '.'],
    ])
  })
})
