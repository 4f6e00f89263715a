/** Whether shortcuts are those of a Mac, in a browser and on the desktop alike. */
export const isMac = (): boolean => /mac/i.test(navigator.platform)
