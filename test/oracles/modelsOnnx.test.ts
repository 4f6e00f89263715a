/** The ONNX file, checked by onnx and run by onnxruntime. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createModel } from '../../src-worker/files/models/model'
import { writeModel } from '../../src-worker/files/models/modelFormats'
import { createReference } from '../../src-worker/files/models/readBack'
import { activationNames } from '../../src-worker/spec/names'
import { createModelSource, listModelCases } from '../worker/files/models/sampleModels'
import { findPython, runWell } from './runPython'

const python = findPython('onnx', 'onnxruntime')
const root = mkdtempSync(join(tmpdir(), 'chainrule-onnx-'))
afterAll(() => rmSync(root, { recursive: true }))

const program = `import json, sys, numpy as np, onnx, onnxruntime
onnxruntime.set_default_logger_severity(3)
for folder in sys.argv[1:]:
    model = onnx.load(folder + "/model.onnx")
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(folder + "/model.onnx", providers=["CPUExecutionProvider"])
    types = {"tensor(double)": np.float64, "tensor(float)": np.float32}
    x = np.array(json.load(open(folder + "/x.json")), dtype=types[session.get_inputs()[0].type])
    metadata = session.get_modelmeta()
    print(json.dumps({
        "outputs": session.run(None, {"input": x})[0].ravel().tolist(),
        "type": session.get_inputs()[0].type,
        "shape": session.get_inputs()[0].shape,
        "versions": [model.ir_version, model.opset_import[0].version],
        "producer": metadata.producer_name,
        "metadata": metadata.custom_metadata_map,
    }))
`

describe.skipIf(python === null)(
  'onnxruntime (skipped where no python3 with onnx and onnxruntime is found)',
  () => {
    it('gives the outputs of core to 1e-6 in all 72 cases, and knows the columns', async () => {
      const cases = listModelCases(activationNames)
      const models = cases.map((of, n) => {
        const source = createModelSource(of)
        const folder = join(root, String(n))
        mkdirSync(folder)
        const model = createModel(source.document, source.prepared, '')
        const reference = createReference(model, source.prepared)
        const rows = Array.from({ length: of.rows }, (_, r) =>
          Array.from(reference.x.subarray(3 * r, 3 * r + 3)),
        )
        writeFileSync(join(folder, 'model.onnx'), writeModel('model-onnx', source).bytes)
        writeFileSync(join(folder, 'x.json'), JSON.stringify(rows))
        return { folder, reference }
      })
      const out = await runWell(python!, ['-c', program, ...models.map(({ folder }) => folder)], root)
      const lines = out.trimEnd().split('\n')
      expect(lines).toHaveLength(72)
      models.forEach(({ reference: { outputs } }, n) => {
        const found = JSON.parse(lines[n]!)
        expect(found).toMatchObject({
          type: cases[n]!.scaled ? 'tensor(double)' : 'tensor(float)',
          shape: ['batch', 3],
          versions: [8, 17],
          producer: 'Chainrule',
          metadata: {
            orientation: '[in, out]',
            inputs: '["height","width","colour=red"]',
            outputs: '["no","yes"]',
            classes: '["no","yes"]',
          },
        })
        expect(found.outputs).toHaveLength(outputs.length)
        outputs.forEach((value, p) => expect(Math.abs(value - found.outputs[p])).toBeLessThan(1e-6))
      })
    })
  },
)
