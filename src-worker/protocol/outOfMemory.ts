/**
 * What V8 says when memory cannot be had: buffers, WebAssembly, strings and tables. There is no class of its own for it,
 * and an uncaught one crosses to the window as text alone.
 */
const sayings = [
  /array buffer allocation failed/i,
  /invalid array buffer length/i,
  // A length that no memory holds; a negative one is a fault of ours.
  /invalid typed array length: \d{9,}/i,
  /could not allocate memory/i,
  /unable to grow instance memory/i,
  /maximum memory size exceeded/i,
  /invalid string length/i,
  /(map|set) maximum size exceeded/i,
  /out of memory/i,
]

/** @param message of what was thrown */
export const isOutOfMemory = (message: string): boolean => sayings.some((saying) => saying.test(message))
