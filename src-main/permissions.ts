/** Deny by table. The table names every permission of the installed Electron: a new one does not compile until decided. */
import type { Session } from 'electron'
import { isOwnUrl, type PageSource } from './origin'

type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
export type PermissionName = Parameters<CheckHandler>[1]

export const permissions: Readonly<Record<PermissionName, boolean>> = Object.freeze({
  'clipboard-sanitized-write': true,
  fullscreen: true,
  ar: false,
  'automatic-fullscreen': false,
  'background-fetch': false,
  'background-sync': false,
  'captured-surface-control': false,
  'clipboard-read': false,
  'deprecated-sync-clipboard-read': false,
  'display-capture': false,
  fileSystem: false,
  geolocation: false,
  'geolocation-approximate': false,
  'hand-tracking': false,
  hid: false,
  'idle-detection': false,
  keyboardLock: false,
  'local-fonts': false,
  'local-network': false,
  'local-network-access': false,
  'loopback-network': false,
  media: false,
  mediaKeySystem: false,
  midi: false,
  midiSysex: false,
  nfc: false,
  notifications: false,
  openExternal: false,
  'payment-handler': false,
  'periodic-background-sync': false,
  'persistent-storage': false,
  pointerLock: false,
  'screen-wake-lock': false,
  sensors: false,
  serial: false,
  'smart-card': false,
  'speaker-selection': false,
  'storage-access': false,
  'system-wake-lock': false,
  'top-level-storage-access': false,
  usb: false,
  vr: false,
  'web-app-installation': false,
  'web-printing': false,
  'window-management': false,
  unknown: false,
})

export const isPermitted = (name: string): boolean =>
  Object.hasOwn(permissions, name) && permissions[name as PermissionName]

/**
 * Request, check, device and screen capture: Electron grants what has no handler. What the table grants, it grants to the
 * application's own page alone.
 */
export function setupPermissions(session: Session, source: PageSource): void {
  session.setPermissionRequestHandler((_contents, name, answer, { requestingUrl }) =>
    answer(isPermitted(name) && isOwnUrl(requestingUrl, source)),
  )
  session.setPermissionCheckHandler(
    (_contents, name, origin) => isPermitted(name) && isOwnUrl(origin, source),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
}
