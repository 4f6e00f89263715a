/** Simplified Chinese in one piece, fetched when it is spoken; the guide's texts come with the guide. */
import { collectMessages } from './collectMessages'

const modules = import.meta.glob<Record<string, unknown>>(
  ['./locales/zh-CN/*.ts', '!./locales/zh-CN/help*.ts'],
  { eager: true },
)

export const messages = collectMessages(modules)['zh-CN']!
