/** Runs in the packager after the files are put together and before anything is signed. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setFusesOfFile } from './fuses.mjs'

/** The file that carries the fuses. */
export function findExecutable({ platform, folder, product, executable }) {
  if (platform === 'win32') return join(folder, `${product}.exe`)
  if (platform !== 'darwin') return join(folder, executable)
  const framework = 'Electron Framework.framework/Electron Framework'
  return join(folder, `${product}.app/Contents/Frameworks`, framework)
}

export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const product = packager.appInfo.productFilename
  const place = {
    platform: electronPlatformName,
    folder: appOutDir,
    product,
    executable: packager.executableName,
  }
  await setFusesOfFile(findExecutable(place))
  if (electronPlatformName === 'darwin') signAgain(join(appOutDir, `${product}.app`))
}

/** On Apple silicon a changed executable does not start before it is signed, if only by nobody. */
function signAgain(app) {
  const preserve = '--preserve-metadata=entitlements,requirements,flags,runtime'
  const { status, error } = spawnSync('codesign', ['--sign', '-', '--force', preserve, '--deep', app])
  if (status !== 0) throw new Error(`codesign ended with ${error?.message ?? status}`)
}
