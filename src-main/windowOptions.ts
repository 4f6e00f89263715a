import type { BrowserWindowConstructorOptions } from 'electron'

/** The theme's `--chrome`. */
export const groundColor = (dark: boolean): string => (dark ? '#1a1e22' : '#f4f5f6')

/** Electron's defaults are good; they are spelled out so that a test holds them. */
export function createWindowOptions(
  preloadPath: string,
  dark: boolean,
  development: boolean,
): BrowserWindowConstructorOptions {
  return {
    name: 'main',
    windowStatePersistence: true,
    title: 'Chainrule',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    // Shown when painted, on a ground of the theme's colour: no flash.
    show: false,
    backgroundColor: groundColor(dark),
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      // Dictionaries would be fetched from the network.
      spellcheck: false,
      devTools: development,
      // A training run goes on behind other windows.
      backgroundThrottling: false,
    },
  }
}
