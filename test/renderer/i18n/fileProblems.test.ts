// @vitest-environment happy-dom
/** What a person reads in the strip when a file is wrong: in a Chinese window no English but names. */
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { createI18n } from 'vue-i18n'
import { readExperimentFile } from '../../../src-renderer/src/files/readExperimentFile'
import { useProblemWords } from '../../../src-renderer/src/i18n/useProblemWords'
import ErrorStrip from '../../../src-renderer/src/ui/ErrorStrip.vue'
import { readIdx } from '../../../src-worker/data/idx'
import { readTable } from '../../../src-worker/data/readTable'
import { finishWork } from '../../../src-worker/data/work'
import { encodeText, type Bytes } from '../../../src-worker/files/bytes'
import { readCertificate } from '../../../src-worker/files/certificateFile'
import { column, writeNpz } from '../../../src-worker/files/npz'
import { readSafetensors, writeSafetensors } from '../../../src-worker/files/safetensors'
import { readSession } from '../../../src-worker/files/sessionReader'
import { writeSession } from '../../../src-worker/files/sessionWriter'
import { readWeightsJson } from '../../../src-worker/files/weightsJson'
import type { LabError } from '../../../src-worker/protocol/errors'
import { appVersion, createSession } from '../../worker/files/sampleSession'
import { messages } from './readMessages'

type Answer = { ok: true } | { ok: false; error: LabError }

const Strip = defineComponent({
  props: { error: { type: Object, required: true } },
  setup(props) {
    const { sayDetails } = useProblemWords()
    return () => h(ErrorStrip, { title: '', details: sayDetails(props.error as LabError) })
  },
})

function readStrip(answer: Answer, locale: 'en' | 'zh-CN' = 'zh-CN'): string[] {
  if (answer.ok) throw new Error('expected a refusal')
  const plugins = [createI18n({ legacy: false, locale, messages })]
  const strip = mount(Strip, { props: { error: answer.error }, global: { plugins } })
  const lines = strip.findAll('li').map((line) => line.text())
  strip.unmount()
  return lines
}

const flip = (bytes: Bytes, at: number): Bytes => {
  const changed = bytes.slice()
  changed[at]! ^= 0xff
  return changed
}
const read = (bytes: Uint8Array) => finishWork(readTable(bytes, 'a.npz', {}))

let session: Bytes
const npz = writeNpz(new Map([['x', column(new Float64Array([1, 2]))]]))
const tensors = writeSafetensors({
  tensors: new Map([['w', { shape: [2], values: new Float32Array([1, 2]) }]]),
  metadata: new Map(),
})
beforeAll(async () => {
  session = await writeSession(createSession(), appVersion)
})

describe('a wrong file in a Chinese window', () => {
  it('a session: a byte flipped, the end cut off', async () => {
    const text = new TextDecoder('latin1').decode(session)
    const inWeights = await readSession(flip(session, text.indexOf('initial.0.weight')), 'a.chainrule')
    expect(readStrip(inWeights)).toEqual([
      'weights.safetensors：应为 校验和为 3286f89a 的字节，实为 70738018',
    ])
    expect(readStrip(inWeights, 'en')).toEqual([
      'weights.safetensors: expected bytes with the checksum 3286f89a, found 70738018',
    ])
    const count = session.length - 1
    expect(readStrip(await readSession(session.slice(0, -1), 'a.chainrule'))).toEqual([
      `应为 以目录结尾的 zip 文件，实为 ${count} 字节，但没有目录`,
    ])
  })

  it('an NPZ of data: cut off, a byte of its numbers flipped', () => {
    expect(readStrip(read(npz.slice(0, 100)))).toEqual([
      '应为 以目录结尾的 zip 文件，实为 100 字节，但没有目录',
    ])
    expect(readStrip(read(flip(npz, npz.indexOf(0x93) + 130)))).toEqual([
      'x：应为 与校验和一致的内容，实为 其他内容',
    ])
  })

  it('safetensors: cut off in the numbers, in the header', () => {
    expect(readStrip(readSafetensors(tensors.slice(0, -3), 'a'))).toEqual([
      'w: data_offsets：应为 止于 0 到 5 之间，实为 8',
    ])
    expect(readStrip(readSafetensors(tensors.slice(0, 20), 'a'))).toEqual([
      '文件头：应为 最多 4194304 字节，且在文件之内，实为 72 字节',
    ])
  })

  it('JSON: of weights, of an experiment, of a certificate', async () => {
    expect(readStrip(readWeightsJson(encodeText('{"a": [1, }'), 'a'))).toEqual([
      String.raw`应为 有效的 JSON，实为 "{\"a\": [1, }"`,
    ])
    expect(readStrip(readExperimentFile('a', encodeText('{\n"name": "x",\n}')))).toEqual([
      '第 3 行：应为 有效的 JSON，实为 "}"',
    ])
    expect(readStrip(readExperimentFile('a', new Uint8Array([0x7b, 0xff])))).toEqual([
      '应为 UTF-8 编码的 JSON，实为 并非 UTF-8 的字节',
    ])
    const certificate = readStrip(await readCertificate(encodeText('{"format":"x"}'), 'a'))
    expect(certificate).toHaveLength(11)
    expect(certificate.slice(0, 2)).toEqual([
      'format：应为 "chainrule-certificate"，实为 "x"',
      'version：应为 此字段，实为 空',
    ])
  })

  it('IDX: another kind of file', () => {
    expect(readStrip(readIdx(encodeText('not IDX at all'), 'a', 3))).toEqual([
      '魔数：应为 IDX 图像的 2051，实为 1852797984',
    ])
  })
})

/** Names of files, formats and fields, checksums and values: what is the same in every language. */
const names =
  /"[^"]*"|[\w.-]+\.(?:json|npz|npy|md|safetensors|chainrule)\b|[0-9a-f]{8}|SHA-256|UTF-8|JSON|NPY|NumPy|zip|deflate/g

describe('any byte of a session flipped', () => {
  it('is told in Chinese: 200 places, no English but names', async () => {
    const english: string[] = []
    let refused = 0
    for (let k = 0; k < 200; k++) {
      const answer = await readSession(flip(session, Math.floor((k * session.length) / 200)), 'a.chainrule')
      if (answer.ok) continue
      refused++
      english.push(...readStrip(answer).filter((line) => /[a-z]{2,}/i.test(line.replace(names, ''))))
    }
    expect(refused).toBeGreaterThan(190)
    expect(english).toEqual([])
  })
})
