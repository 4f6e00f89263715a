import type { CheckedLayer } from '../../src-worker/protocol/checks'
import type { GradientCheckReport } from '../../src-worker/protocol/checks'
import type { Command } from './context'
import { exitCodes } from './failure'
import { openInput } from './openInput'

/** Compares the whole gradient with central differences; exit 1 when they differ. */
export const check: Command = async (context) => {
  const { connection, line, print } = context
  const { opened } = await openInput(context)
  const report = await connection.ask(connection.trainer.checkGradient(opened.runId), opened.experiment.name)
  if (line.json) print(JSON.stringify({ ...report, layers: report.layers.map(listLayer) }))
  else printTable(report, print)
  return report.passed ? exitCodes.done : exitCodes.failed
}

/** JSON has no typed arrays: they would become objects with a key a number. */
const listLayer = ({ analytic, numeric, relativeError, verdict, ...sizes }: CheckedLayer) => ({
  ...sizes,
  analytic: [...analytic],
  numeric: [...numeric],
  relativeError: [...relativeError],
  verdict: [...verdict],
})

function printTable(report: GradientCheckReport, print: (text: string) => void): void {
  print('tensor   worst at     analytic              numeric               relative error')
  for (const { layer, kind, row, column, analytic, numeric, relativeError } of report.worst) {
    const place = kind === 'W' ? `[${row + 1}, ${column + 1}]` : `[${column + 1}]`
    const numbers = [analytic, numeric].map((value) => value.toExponential(12).padEnd(22)).join('')
    print(`Δ${kind}${layer}`.padEnd(9) + place.padEnd(13) + numbers + relativeError.toExponential(1))
  }
  const near = report.samplesNearKink > 0 ? `, ${report.samplesNearKink} left out near a kink` : ''
  print(
    `${report.checked} of ${report.parameters} parameters on ${report.samples} ${report.samples === 1 ? 'sample' : 'samples'}${near}, ε = ${report.epsilon}`,
  )
  const verdict = report.passed ? 'agrees' : 'differs'
  print(report.checked === 0 ? 'nothing could be checked: every sample lies at a kink' : verdict)
}
