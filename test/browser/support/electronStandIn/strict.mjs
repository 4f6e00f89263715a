/** A member that the stand-in lacks throws: a test never passes because something did nothing. */
const silent = new Set(['then', 'toJSON', 'domain', '_events', '_eventsCount', '_maxListeners'])

export function strict(name, target) {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'symbol' || key in object || silent.has(key)) {
        const value = Reflect.get(object, key)
        return typeof value === 'function' && !/^class /.test(String(value)) ? value.bind(object) : value
      }
      throw new Error(`the stand-in for Electron has no ${name}.${key}`)
    },
  })
}
