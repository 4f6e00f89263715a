/** A certificate that somebody gave, read from its JSON; and two of them part by part. */
import * as v from 'valibot'
import {
  certificateParts,
  type CertificateComparison,
  type CertificatePart,
  type RunCertificate,
} from '../protocol/certificate'
import type { LabError } from '../protocol/errors'
import type { Result } from '../spec/problem'
import { say } from '../spec/fields'
import { decodeText, type Bytes } from './bytes'
import { certificateFormat, certificateVersion, completeCertificate, readCode } from './certificate'
import { catchFaultLater, refuseFile } from './fileFault'
import { decodeShape, wholeNumber } from './jsonShape'
import { decodeJson } from './safeJson'

/** Of a code written with spaces and line ends, bytes. */
const longestCode = 200

const sha256 = v.pipe(v.string(say('digest')), v.regex(/^[0-9a-f]{64}$/, say('digestOf', { count: 64 })))
const certificateSchema = v.strictObject(
  {
    format: v.literal(certificateFormat, `"${certificateFormat}"`),
    version: v.literal(certificateVersion, say('versionNumber', { number: certificateVersion })),
    app: v.pipe(v.string(say('version')), v.regex(/^[\w.+-]{1,40}$/, say('version'))),
    experiment: sha256,
    data: sha256,
    initialWeights: sha256,
    order: sha256,
    updates: wholeNumber,
    finalWeights: sha256,
    digest: sha256,
    code: v.pipe(v.string(say('code')), v.maxLength(40, say('code'))),
  },
  say('certificate'),
)

/** What somebody gave to compare with: a whole certificate, or a code alone. */
export type GivenCertificate = RunCertificate | { code: string }

/** @returns the certificate, of which digest and code follow from the parts; or what is wrong with the file. */
export const readCertificate = (
  bytes: Bytes,
  fileName: string,
): Promise<Result<GivenCertificate, LabError>> =>
  catchFaultLater(fileName, async () => {
    const code = bytes.length > longestCode ? null : readCode(decodeText(bytes) ?? '')
    if (code !== null) return { code }
    const given = decodeShape(certificateSchema, decodeJson(bytes))
    const completed = await completeCertificate(given)
    if (completed.digest !== given.digest) refuseFile('digest', completed.digest, given.digest)
    if (completed.code !== given.code) refuseFile('code', completed.code, given.code)
    return completed
  })

export function compareCertificates(own: RunCertificate, given: GivenCertificate): CertificateComparison {
  const other = 'digest' in given ? given : null
  return {
    own,
    other,
    otherCode: given.code,
    same: own.code === given.code && (other === null || own.digest === other.digest),
    differing: other === null ? [] : findDiffering(own, other),
  }
}

const findDiffering = (own: RunCertificate, other: RunCertificate): CertificatePart[] =>
  certificateParts.filter((part) => own[part] !== other[part])
