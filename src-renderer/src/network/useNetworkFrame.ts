/** What the graph and the map draw: the newest weights, surface and responses. A frame may leave each out. */
import { onBeforeUnmount, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { DataRows } from '../../../src-worker/protocol/tables'
import type { Frame, LayerValues, SurfaceMap } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from '../trainer/trainer'

export interface Plane {
  inputX: number
  inputY: number
}

export interface NetworkFrame {
  weights: ShallowRef<LayerValues[] | null>
  surface: ShallowRef<SurfaceMap | null>
  responses: ShallowRef<Frame['responses']>
  rows: ShallowRef<DataRows | null>
}

const surfaceResolution = 100
const curveResolution = 200
const wideNetwork = 64
export const mostPoints = 2000

/** @param showsSurface whether the surface is on the screen */
export function useNetworkFrame(
  trainer: Trainer,
  plane: Ref<Plane>,
  showsSurface: Readonly<Ref<boolean>>,
): NetworkFrame {
  const weights = shallowRef<LayerValues[] | null>(null)
  const surface = shallowRef<SurfaceMap | null>(null)
  const responses = shallowRef<Frame['responses']>(null)
  const rows = shallowRef<DataRows | null>(null)

  watch(
    trainer.frame,
    (frame) => {
      if (!frame) return
      weights.value = frame.weights ?? weights.value
      surface.value = frame.surface ?? surface.value
      responses.value = frame.responses ?? responses.value
    },
    { immediate: true },
  )
  const asked = () => {
    const run = trainer.run.value
    return run ? `${run.runId} ${plane.value.inputX} ${plane.value.inputY} ${showsSurface.value}` : ''
  }
  watch(asked, (now) => now !== '' && void ask(), { immediate: true })
  watch(
    () => trainer.run.value?.runId,
    async (runId) => {
      weights.value = surface.value = responses.value = rows.value = null
      if (runId === undefined) return
      const reply = await trainer.readRows(mostPoints)
      if (trainer.run.value?.runId === runId && reply.ok) rows.value = reply.value
    },
    { immediate: true },
  )

  async function ask(): Promise<void> {
    const run = trainer.run.value!
    const widest = Math.max(run.data.inputs, ...run.experiment.network.layers.map((layer) => layer.units))
    const resolution = run.data.inputs === 1 ? curveResolution : surfaceResolution
    await trainer.setInterest({
      weights: true,
      surface: showsSurface.value ? { resolution, ...plane.value } : null,
      responses: { resolution: widest > wideNetwork ? 16 : 28, ...plane.value },
    })
  }

  onBeforeUnmount(() => void trainer.setInterest({ weights: false, surface: null, responses: null }))
  return { weights, surface, responses, rows }
}
