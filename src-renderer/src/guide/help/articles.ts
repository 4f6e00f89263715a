import { text, type Article } from './article'
import { commandArticles } from './commandArticles'
import { fileArticles } from './fileArticles'
import { mathArticles } from './mathArticles'
import type { HelpTopic } from './topics'

export const articles: Record<HelpTopic, Article> = {
  ...mathArticles,
  ...fileArticles,
  ...commandArticles,
  keys: {
    title: 'helpKeys.title',
    blocks: [text('helpKeys.note'), text('helpKeys.undoNote'), { kind: 'shortcuts' }],
  },
}
