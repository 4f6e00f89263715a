/** What a person can send when something went wrong: versions, machine, the last lines of the log. No data, no paths. */
import { arch, cpus, release, totalmem } from 'node:os'
import { reducePaths, type Log } from './log'

export interface DiagnosticParts {
  version: string
  language: string
  log: Pick<Log, 'readLast'>
  versions?: NodeJS.ProcessVersions
  platform?: string
}

export const diagnosticLines = 50

/** @param report what the page says of itself and of the engine */
export async function writeDiagnostics(parts: DiagnosticParts, report: string): Promise<string> {
  const { version, language, log, versions = process.versions, platform = process.platform } = parts
  const lines = await log.readLast(diagnosticLines)
  return [
    `Chainrule ${version}`,
    `Electron ${versions['electron'] ?? '-'}, Chromium ${versions['chrome'] ?? '-'}, Node ${versions.node}`,
    `${platform} ${release()} ${arch()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `language ${language}`,
    reducePaths(report).trim(),
    `last ${lines.length} lines of the log:`,
    ...lines,
    '',
  ].join('\n')
}
