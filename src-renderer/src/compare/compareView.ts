/** Which view of Compare is shown; kept while another stage is looked at, and shared by stage and rail. */
import { ref } from 'vue'

export const compareViews = ['runs', 'sides', 'sweep', 'surface'] as const
export type CompareView = (typeof compareViews)[number]

export const compareView = ref<CompareView>('runs')
