/** The page's one Trusted Types policy for addresses of workers: it takes the own origin only. */

interface ScriptUrlPolicy {
  createScriptURL(url: string): string
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy
}

/** Origins of custom schemes are `null` in places: protocol and host are compared. */
export function isOwnAddress(url: string, page: string): boolean {
  const [target, own] = [new URL(url, page), new URL(page)]
  return target.protocol === own.protocol && target.host === own.host
}

let policy: ScriptUrlPolicy | null = null

/** Made once: a second policy of its name would be refused. */
export function getScriptPolicy(): ScriptUrlPolicy {
  if (policy !== null) return policy
  const rules: ScriptUrlPolicy = {
    createScriptURL(url) {
      if (!isOwnAddress(url, location.href)) throw new TypeError(`${url}: not an address of this application`)
      return url
    },
  }
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  return (policy = factory?.createPolicy('chainrule-worker', rules) ?? rules)
}
