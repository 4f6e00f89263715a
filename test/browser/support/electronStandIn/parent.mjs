/** How the stand-in speaks with the test that started it. */
const listeners = new Map()

process.on('message', ({ kind, value }) => listeners.get(kind)?.(value))
// A test that died takes the application with it.
process.on('disconnect', () => process.exit(1))

export const onParent = (kind, listener) => listeners.set(kind, listener)
export const tellParent = (kind, value) => process.send?.({ kind, value })
export const nextFromParent = (kind) => new Promise((resolve) => onParent(kind, resolve))
export const config = JSON.parse(process.env.CHAINRULE_STAND_IN ?? '{}')
