import { onScopeDispose, ref, type Ref } from 'vue'
import type { IncomingFile } from './hostTypes'

/** Takes a file dropped anywhere on the window. */
export function useFileDrop(take: (file: IncomingFile) => void): Readonly<Ref<boolean>> {
  const over = ref(false)
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

  const onOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    over.value = true
  }
  const onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) over.value = false
  }
  // Before any view sees it: one that takes the file by itself may keep it from the window.
  const onDropAnywhere = (): void => {
    over.value = false
  }
  const onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0]
    // A view that takes files by itself has handled it already.
    if (file === undefined || event.defaultPrevented) return
    event.preventDefault()
    void file
      .arrayBuffer()
      .then((buffer) => take({ id: null, name: file.name, bytes: new Uint8Array(buffer) }))
  }

  const listeners = [
    ['dragover', onOver],
    ['dragleave', onLeave],
    ['drop', onDrop],
  ] as const
  window.addEventListener('drop', onDropAnywhere, true)
  for (const [name, listener] of listeners) window.addEventListener(name, listener)
  onScopeDispose(() => {
    window.removeEventListener('drop', onDropAnywhere, true)
    for (const [name, listener] of listeners) window.removeEventListener(name, listener)
  })
  return over
}
