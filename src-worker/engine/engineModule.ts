/** The compiled engine, and the memory it works on. */
import sharedBytes from './assembly/index.ts?assembly'

export interface EngineExports {
  run(updates: number): number
  evaluate(at: number, rows: number): void
  getLearningRate(): number
  assist(thread: number, generation: number): number
  getGeneration(): number
  dismiss(): void
  applyFunction(code: number, at: number, length: number): void
  measurePeak(rounds: number): number
  getPlanSize(): number
  getLayerSize(): number
}

const pageBytes = 65536

/** Whether memory can be shared between threads here. */
export const sharesMemory = typeof SharedArrayBuffer !== 'undefined'

let compiled: WebAssembly.Module | null = null

/** The module, compiled once a thread. Where memory cannot be shared another build of it must have been prepared. */
export function getEngineModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(sharedBytes)
  return compiled
}

/** Where memory cannot be shared: the same engine without threads. To be awaited before the first run. */
export async function prepareEngine(): Promise<void> {
  if (sharesMemory) getEngineModule()
  else compiled = new WebAssembly.Module((await import('./assembly/index.ts?assembly&alone')).default)
}

/** Memory of fixed size: nothing in it grows while an engine lives. */
export function createMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / pageBytes)
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: sharesMemory })
}

/** What the first thread asks of the host: to wake the others, and to leave the core to them. */
export interface ThreadHost {
  ring(): void
  rest(): void
}

const noHost: ThreadHost = { ring: () => undefined, rest: () => undefined }

export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  { ring, rest }: ThreadHost = noHost,
): EngineExports {
  const { exports } = new WebAssembly.Instance(module, {
    env: { memory, abort: () => undefined },
    threads: { ring, rest },
  })
  return exports as unknown as EngineExports
}
