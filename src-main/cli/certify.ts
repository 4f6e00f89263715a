import { basename } from 'node:path'
import {
  certificateParts,
  type CertificateComparison,
  type RunCertificate,
} from '../../src-worker/protocol/certificate'
import type { Command } from './context'
import { exitCodes } from './failure'
import { openInput } from './openInput'
import { readBytes } from './readInput'

/** Prints the certificate of a saved run, or how it compares with another one; exit 1 when they differ. */
export const certify: Command = async (context) => {
  const { connection, line, print } = context
  const { opened, input } = await openInput(context)
  const { trainer } = connection
  if (line.compare === null) {
    const certificate = await connection.ask(trainer.certify(opened.runId), input.name)
    print(line.json ? JSON.stringify(certificate) : writeTable(certificate))
    return exitCodes.done
  }
  const bytes = await readBytes(line.compare, line.compare)
  const name = basename(line.compare)
  const comparison = await connection.ask(trainer.compareCertificate(opened.runId, bytes, name), input.name)
  print(line.json ? writeJson(comparison) : writeComparison(comparison))
  return comparison.same ? exitCodes.done : exitCodes.failed
}

const writeJson = ({ own, other, otherCode, same, differing }: CertificateComparison): string =>
  JSON.stringify({
    same,
    first: differing[0] ?? null,
    differing,
    otherCode,
    own,
    other,
  })

const writeTable = (certificate: RunCertificate): string =>
  ['code', ...certificateParts, 'digest']
    .map((part) => `${part.padEnd(15)} ${certificate[part as keyof RunCertificate]}`)
    .join('\n')

function writeComparison({ own, other, otherCode, same, differing }: CertificateComparison): string {
  const codes = `${own.code}\n${otherCode}\n`
  if (same) return `${codes}the same run`
  if (other === null) return `${codes}another run; a code does not say in what`
  const lines = differing.map((part) => `${part.padEnd(15)} ${own[part]}\n${''.padEnd(15)} ${other[part]}`)
  return `${codes}another run: first in ${differing[0]}\n${lines.join('\n')}`
}
