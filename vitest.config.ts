import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { assembly } from './src-main/build/compileAssembly.ts'
import { licences } from './src-main/build/licences.ts'

/** Tests that listen in on a module, which is theirs alone. */
const spied = ['test/worker/session/distributionReader.test.ts']

export default defineConfig({
  plugins: [vue(), assembly(), licences(import.meta.dirname)],
  test: {
    // Most tests wait for a process or a page: every core may take one.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{main,renderer}/**/*.test.ts', ...spied],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/{spec,worker,lint}/**/*.test.ts'],
          exclude: spied,
          environment: 'node',
          // What they test has no state of its own: files share the modules they load.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/{built,browser}/**/*.test.ts'],
          environment: 'node',
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'oracles',
          include: ['test/oracles/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: ['test/bench/**/*.test.ts'],
          environment: 'node',
          testTimeout: 600_000,
          disableConsoleIntercept: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'pictures',
          include: ['test/pictures/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
    ],
  },
})
