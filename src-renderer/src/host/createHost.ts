import type { LabBridge } from '../../../src-main/contract/ipc'
import { createBrowserHost } from './browserHost'
import { createElectronHost } from './electronHost'
import type { Host } from './Host'

/** Electron's where the preload left `window.lab`, else the browser's. */
export function createHost(): Host {
  const { lab } = window as Window & { lab?: LabBridge }
  return lab === undefined ? createBrowserHost() : createElectronHost(lab)
}
