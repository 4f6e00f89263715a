/** Views of Compare that are loaded when they are first looked at. */
import { defineAsyncComponent } from 'vue'

export const lateParts = {
  sides: defineAsyncComponent(() => import('./sides/SideBySide.vue')),
  sweep: defineAsyncComponent(() => import('./sweep/SweepView.vue')),
  sweepSetup: defineAsyncComponent(() => import('./sweep/SweepSetup.vue')),
  surface: defineAsyncComponent(() => import('./surface/SurfaceView.vue')),
}
