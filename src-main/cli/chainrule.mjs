#!/usr/bin/env node
/** The `chainrule` command: builds the lab when it has not been built yet, then runs the command line. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cli = new URL('../../out/main/cli.js', import.meta.url)

if (!existsSync(cli)) {
  process.stderr.write('chainrule: not built yet, building once…\n')
  const build = spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (build.status !== 0) {
    process.stderr.write('chainrule: the build failed; run npm ci and npm run build\n')
    process.exit(2)
  }
}
await import(cli.href)
