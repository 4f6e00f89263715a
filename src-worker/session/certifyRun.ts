/** Certificates of the open run, and of runs that others send. */
import { createCertificate } from '../files/certificate'
import { compareCertificates, readCertificate, type GivenCertificate } from '../files/certificateFile'
import { readSessionFile } from '../files/sessionReader'
import type { CertificateComparison, RunCertificate } from '../protocol/certificate'
import { LabFailure } from '../protocol/errors'
import { prepareRun } from './prepareRun'
import type { TrainingRun } from './trainingRun'
import { unwrap } from './answer'

type Pause = () => Promise<void>

/** Of the newest moment, whichever is shown. */
export const certifyRun = (run: TrainingRun, app: string, pause: Pause): Promise<RunCertificate> =>
  createCertificate(run.toDocument(), run.prepared, app, pause)

/** @param bytes a certificate as JSON, a session file, or a code as text */
export async function compareRun(
  run: TrainingRun,
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  app: string,
  pause: Pause,
): Promise<CertificateComparison> {
  const given = isZip(bytes)
    ? await certifySession(bytes, fileName, app, pause)
    : unwrap(await readCertificate(bytes, fileName))
  return compareCertificates(await certifyRun(run, app, pause), given)
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Of the open run of a session; no engine is made for it. */
async function certifySession(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  app: string,
  pause: Pause,
): Promise<GivenCertificate> {
  const { document } = unwrap(await readSessionFile(bytes, fileName))
  const parts = prepareRun(document.experiment, [], document.dataset)
  if (!parts.ok) throw new LabFailure({ ...parts.error, code: 'invalidFile', file: fileName })
  return createCertificate(document, parts.value.prepared, app, pause)
}
