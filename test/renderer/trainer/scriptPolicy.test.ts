import { describe, expect, it } from 'vitest'
import { isOwnAddress } from '../../../src-renderer/src/trainer/scriptPolicy'

describe('the worker policy', () => {
  it.each([
    ['lab://app/assets/worker.js', 'lab://app/index.html', true],
    ['/assets/worker.js', 'http://127.0.0.1:5000/', true],
    ['http://127.0.0.1:5001/worker.js', 'http://127.0.0.1:5000/', false],
    ['https://127.0.0.1:5000/worker.js', 'http://127.0.0.1:5000/', false],
    ['lab://other/worker.js', 'lab://app/index.html', false],
    ['data:text/javascript,1', 'lab://app/index.html', false],
  ])('%s on %s: %s', (url, page, own) => {
    expect(isOwnAddress(url, page)).toBe(own)
  })
})
