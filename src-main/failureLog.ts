/** What goes wrong outside of any call is written down: processes that end, promises that nobody awaited. */
import type { App } from 'electron'
import { describeError, type Log } from './log'

type Processes = Pick<App, 'on'>
type Node = Pick<NodeJS.Process, 'on'>

export function logFailures(app: Processes, node: Node, log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'process', 'gone', { type, reason, exitCode })
  })
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'window', 'gone', { reason, exitCode })
  })
  node.on('unhandledRejection', (error) =>
    log.write('error', 'main', 'unhandledRejection', describeError(error)),
  )
  // Only listened to: what is uncaught still ends the process as it would without a log.
  node.on('uncaughtExceptionMonitor', (error) =>
    log.write('error', 'main', 'uncaughtException', describeError(error)),
  )
}
