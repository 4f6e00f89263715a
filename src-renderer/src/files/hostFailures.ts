import type { HostErrorCode } from './hostTypes'

/** What a strip offers beside being closed. */
export const hostFailures: Record<HostErrorCode, 'saveAs' | 'none'> = {
  refused: 'none',
  badRequest: 'none',
  tooLarge: 'none',
  unknownDocument: 'saveAs',
  missing: 'saveAs',
  notAFile: 'none',
  changedOnDisk: 'saveAs',
  noSpace: 'saveAs',
  noAccess: 'saveAs',
  readOnly: 'saveAs',
  inUse: 'saveAs',
  internal: 'saveAs',
}
