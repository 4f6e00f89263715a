/**
 * Lets waiting messages in, then comes back, in a browser's worker: a message to oneself is not slowed to four
 * milliseconds as nested timers are. Node's threads need another way: there it would starve the other ports.
 */
export function createYield(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    })
}
