/**
 * Electron's fuses: switches in its executable that are set once, when a package is made. Plain JavaScript, for it runs
 * inside the packager. The wire in the executable: a sentinel, the version, the count, one letter a fuse.
 */
import { open } from 'node:fs/promises'

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const states = { off: 0x30, on: 0x31, removed: 0x72 }

/** Every fuse in the order of the wire: a new one in Electron is not set in silence but refused. */
export const fuses = [
  // The executable is no Node: neither by ELECTRON_RUN_AS_NODE nor by NODE_OPTIONS nor by --inspect.
  { name: 'runAsNode', on: false },
  { name: 'cookieEncryption', on: true },
  { name: 'nodeOptions', on: false },
  { name: 'nodeCliInspect', on: false },
  // Only the archive that was packed is run, and only as it was packed.
  { name: 'embeddedAsarIntegrityValidation', on: true },
  { name: 'onlyLoadAppFromAsar', on: true },
  // There is no snapshot of our own to load.
  { name: 'loadBrowserProcessSpecificV8Snapshot', on: false },
  // Nothing is loaded from file:.
  { name: 'grantFileProtocolExtraPrivileges', on: false },
  // Bounds of WebAssembly memory by traps; the engine's speed hangs on it.
  { name: 'wasmTrapHandlers', on: true },
]

/** Where the wires begin: one, or one for each half of a universal executable of macOS. */
function findWires(bytes) {
  const places = []
  for (let at = bytes.indexOf(sentinel); at !== -1; at = bytes.indexOf(sentinel, at + 1))
    places.push(at + sentinel.length)
  if (places.length === 0 || places.length > 2)
    throw new Error(`fuses: expected 1 or 2 wires in the executable, found ${places.length}`)
  return places
}

/** Sets every fuse of the list in the bytes of an executable. Throws before anything is changed. */
export function setFuses(bytes, list = fuses) {
  const wires = findWires(bytes)
  for (const at of wires) {
    const [version, count] = [bytes[at], bytes[at + 1]]
    if (version !== 1) throw new Error(`fuses: expected version 1, found ${version}`)
    if (count !== list.length) throw new Error(`fuses: expected ${list.length}, found ${count}`)
    const removed = list.find((_, k) => bytes[at + 2 + k] === states.removed)
    if (removed !== undefined) throw new Error(`fuses: Electron has no ${removed.name} any more`)
  }
  for (const at of wires) list.forEach(({ on }, k) => (bytes[at + 2 + k] = on ? states.on : states.off))
}

/** Name → whether it is on, of each wire in the bytes of an executable. */
export const readFuses = (bytes, list = fuses) =>
  findWires(bytes).map((at) =>
    Object.fromEntries(list.map(({ name }, k) => [name, bytes[at + 2 + k] === states.on])),
  )

/** Sets the fuses of a file and reads them back. */
export async function setFusesOfFile(path) {
  const handle = await open(path, 'r+')
  try {
    const bytes = await handle.readFile()
    setFuses(bytes)
    await handle.write(bytes, 0, bytes.length, 0)
    await handle.sync()
    const written = Buffer.alloc(bytes.length)
    await handle.read(written, 0, bytes.length, 0)
    const wrong = readFuses(written).flatMap((wire) => fuses.filter(({ name, on }) => wire[name] !== on))
    if (wrong.length > 0) throw new Error(`fuses: ${wrong[0].name} was not set`)
  } finally {
    await handle.close()
  }
}
