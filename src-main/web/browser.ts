/** Opens the person's browser where there is a display. */
import { spawn } from 'node:child_process'

export const hasDisplay = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])

const openers: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
  darwin: ['open', []],
  win32: ['cmd', ['/c', 'start', '']],
  linux: ['xdg-open', []],
}

/** Answers null when the browser was asked to open, else the reason why it was not. */
export function openBrowser(url: string): Promise<string | null> {
  const [command, args] = openers[process.platform] ?? ['xdg-open', []]
  return new Promise((resolve) => {
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(`${command} is not there`))
    child.once('spawn', () => {
      child.unref()
      resolve(null)
    })
  })
}
