/** Views of the guide, loaded with their texts when they are first asked for. */
import { defineAsyncComponent, type Component } from 'vue'
import { loadGuideTexts } from '../i18n/loadGuideTexts'

const late = <View extends Component>(load: () => Promise<{ default: View }>) =>
  defineAsyncComponent(async () => {
    const [view] = await Promise.all([load(), loadGuideTexts()])
    return view.default
  })

export const lateViews = {
  gallery: late(() => import('./GalleryDialog.vue')),
  help: late(() => import('./help/HelpDialog.vue')),
  shortcuts: late(() => import('./ShortcutSheet.vue')),
  commands: late(() => import('./commands/CommandList.vue')),
  preferences: late(() => import('../settings/PreferencesDialog.vue')),
  about: late(() => import('./AboutDialog.vue')),
  tour: late(() => import('./tour/TourCard.vue')),
}

export type GuideView = 'gallery' | 'help' | 'shortcuts' | 'about' | 'commands' | 'preferences'
