import type { IconName } from '../ui/iconPaths'

export const railSections = [
  { name: 'data', icon: 'data' },
  { name: 'network', icon: 'network' },
  { name: 'training', icon: 'training' },
  { name: 'stop', icon: 'stop' },
  { name: 'start', icon: 'seed' },
] as const satisfies readonly { name: string; icon: IconName }[]

export type RailSectionName = (typeof railSections)[number]['name']
