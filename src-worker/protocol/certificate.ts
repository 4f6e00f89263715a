/** What a run is known by: two that made the same one say the same letters to each other. Types and plain data. */
import type { Reply } from './errors'

/** In the order in which they are compared: each is a cause of those after it. */
export const certificateParts = [
  'app',
  'experiment',
  'data',
  'initialWeights',
  'order',
  'updates',
  'finalWeights',
] as const

export type CertificatePart = (typeof certificateParts)[number]

/** As JSON it is the file that is handed round. */
export interface RunCertificate {
  format: 'chainrule-certificate'
  version: 1
  /** Version of the application that issued it. */
  app: string
  /**
   * SHA-256, as all digests here, over what the updates were made with: network, cost, optimizer, schedule, penalties and
   * precision, with every change and every weight set by hand. Without the name, the stop rules and what the other parts say.
   */
  experiment: string
  /** Over the values as they were trained on, after scaling, and the rows of each part. */
  data: string
  /** Over W and b of each layer before the first update. */
  initialWeights: string
  /** Over what decides which sample comes when: shuffling, its seed, and the batch size with its changes. */
  order: string
  /** Updates made. */
  updates: number
  /** Over W and b of each layer after the last update. */
  finalWeights: string
  /** Over all parts. */
  digest: string
  /** The first hundred bits of `digest` as five groups of four letters, to be read aloud. */
  code: string
}

export interface CertificateComparison {
  own: RunCertificate
  /** Null where only a code was given. */
  other: RunCertificate | null
  otherCode: string
  same: boolean
  /** Parts that differ, in their order; empty where only a code was given. */
  differing: CertificatePart[]
}

export interface CertificateApi {
  /** Of the newest moment of the open run. */
  certify(runId: number): Promise<Reply<RunCertificate>>
  /** Compares with a certificate as JSON, a session file, or a code as text. */
  compareCertificate(
    runId: number,
    bytes: Uint8Array<ArrayBuffer>,
    fileName: string,
  ): Promise<Reply<CertificateComparison>>
}
