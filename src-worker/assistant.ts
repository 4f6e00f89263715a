/** Composition root of a helper thread in the browser. */
import { assist } from './engine/assistant'
import type { AssistantOrder } from './engine/threadTeam'

addEventListener(
  'message',
  ({ data }: MessageEvent<AssistantOrder>) => assist(data, () => postMessage('ready')),
  {
    once: true,
  },
)
