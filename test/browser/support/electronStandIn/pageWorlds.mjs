/**
 * The preload in a true isolated world. Two scripts run before the page's own: `mainWorld` stands for what
 * `contextBridge` leaves in the page, `wrapPreload` gives the built preload its `electron`.
 * They speak through events of the document, which the browser clones from world to world; functions go as numbers.
 */

/** Runs in the page's world. */
function mainWorld() {
  const functions = []
  const resolvers = new Map()
  let next = 0
  const pack = (value) =>
    typeof value === 'function' ? { standInFunction: functions.push(value) - 1 } : value
  const callBridge = (target, args) => {
    const id = next++
    let direct
    resolvers.set(id, (answer) => (direct = answer))
    const detail = { id, target, args: args.map(pack) }
    document.dispatchEvent(new CustomEvent('stand-in-call', { detail }))
    if (direct !== undefined)
      return direct.kind === 'function' ? (...more) => callBridge(direct.value, more) : direct.value
    return new Promise((resolve) => resolvers.set(id, ({ value }) => resolve(value)))
  }
  document.addEventListener('stand-in-answer', ({ detail }) => {
    resolvers.get(detail.id)?.(detail)
    resolvers.delete(detail.id)
  })
  document.addEventListener('stand-in-callback', ({ detail }) => functions[detail.id](...detail.args))
  document.addEventListener('stand-in-expose', ({ detail }) => {
    const entries = detail.members.map(({ name, value, isFunction }) => [
      name,
      isFunction ? (...args) => callBridge(name, args) : value,
    ])
    if (!(detail.name in window))
      Object.defineProperty(window, detail.name, { value: Object.freeze(Object.fromEntries(entries)) })
  })
  document.dispatchEvent(new CustomEvent('stand-in-ready'))
}

/** Runs in the preload's world before the preload; `standInPost` is the binding to the stand-in's process. */
function isolatedWorld() {
  const listeners = new Map()
  const pending = new Map()
  const kept = []
  let next = 0
  const encode = (value) =>
    JSON.stringify(value, (_key, part) =>
      part instanceof Uint8Array
        ? { $bytes: btoa(Array.from(part, (byte) => String.fromCharCode(byte)).join('')) }
        : part,
    )
  const decode = (text) =>
    JSON.parse(text, (_key, part) =>
      typeof part?.$bytes === 'string'
        ? Uint8Array.from(atob(part.$bytes), (char) => char.charCodeAt(0))
        : part,
    )
  const ipcRenderer = {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = next++
        pending.set(id, { resolve, reject })
        globalThis.standInPost(encode({ id, channel, args }))
      }),
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    removeListener: (channel, listener) =>
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((each) => each !== listener),
      ),
  }
  globalThis.standInAnswer = (text) => {
    const { id, value, error } = decode(text)
    if (error === undefined) pending.get(id)?.resolve(value)
    else pending.get(id)?.reject(new Error(error))
    pending.delete(id)
  }
  globalThis.standInNotice = (text) => {
    const { channel, value } = decode(text)
    for (const listener of listeners.get(channel) ?? []) listener({ sender: 'not for the page' }, value)
  }
  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }))
  const unpack = (value) =>
    typeof value?.standInFunction === 'number'
      ? (...args) => emit('stand-in-callback', { id: value.standInFunction, args })
      : value
  const contextBridge = {
    exposeInMainWorld: (name, bridge) => {
      document.addEventListener('stand-in-call', ({ detail: { id, target, args } }) => {
        const call = typeof target === 'number' ? kept[target] : bridge[target]
        const result = call(...args.map(unpack))
        if (typeof result === 'function')
          emit('stand-in-answer', { id, kind: 'function', value: kept.push(result) - 1 })
        else if (result instanceof Promise) result.then((value) => emit('stand-in-answer', { id, value }))
        else emit('stand-in-answer', { id, value: result })
      })
      const members = Object.entries(bridge).map(([member, value]) =>
        typeof value === 'function' ? { name: member, isFunction: true } : { name: member, value },
      )
      // Which of the two worlds runs first is not said.
      emit('stand-in-expose', { name, members })
      document.addEventListener('stand-in-ready', () => emit('stand-in-expose', { name, members }))
    },
  }
  return { contextBridge, ipcRenderer }
}

export const mainWorldScript = `(${mainWorld})()`

/** As CommonJS wraps a module. */
export const wrapPreload = (source, platform) => `(() => {
  const standIn = (${isolatedWorld})()
  const require = (name) => {
    if (name === 'electron') return standIn
    throw new Error('a sandboxed preload has no ' + name)
  }
  const run = function (require, module, exports, process) {
    ${source}
  }
  run(require, { exports: {} }, {}, { platform: ${JSON.stringify(platform)} })
})()`

export const encodeMessage = (value) =>
  JSON.stringify(value, (_key, part) => {
    // A Buffer has become its JSON by the time it is seen here.
    if (part?.type === 'Buffer' && Array.isArray(part.data))
      return { $bytes: Buffer.from(part.data).toString('base64') }
    return part instanceof Uint8Array ? { $bytes: Buffer.from(part).toString('base64') } : part
  })

export const decodeMessage = (text) =>
  JSON.parse(text, (_key, part) =>
    typeof part?.$bytes === 'string' ? new Uint8Array(Buffer.from(part.$bytes, 'base64')) : part,
  )
