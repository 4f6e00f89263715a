/**
 * Runs before anything is painted: the ground of the theme that was set, where the system has the other one. Served as it
 * is; the rest of the settings wait for the window's own script. The key is that of `settings/storedSettings.ts`.
 */
try {
  const { theme } = JSON.parse(localStorage.getItem('chainrule.settings') ?? '{}')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Without storage, or with one that is broken, the system's theme is the ground.
}
