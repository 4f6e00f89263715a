/** A small JSON file of the application's own folder: checked when read, written durably, never a reason not to start. */
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'
import { writeDurably } from './durableWrite'
import { createWorkQueue } from './workQueue'

export interface StoredJson<Value> {
  get(): Value
  set(value: Value): Promise<void>
}

/** What is missing or does not fit the schema is replaced by `fallback`. */
export function loadStoredJson<Value>(
  path: string,
  schema: v.GenericSchema<unknown, Value>,
  fallback: Value,
): StoredJson<Value> {
  const queue = createWorkQueue()
  let current = readChecked(path, schema, fallback)
  return {
    get: () => current,
    set: (value) => {
      current = value
      return queue(async () => {
        await mkdir(dirname(path), { recursive: true })
        const bytes = Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
        await writeDurably(path, bytes, { expected: null, keepPrevious: false })
      })
    },
  }
}

function readChecked<Value>(path: string, schema: v.GenericSchema<unknown, Value>, fallback: Value): Value {
  try {
    return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return fallback
  }
}
