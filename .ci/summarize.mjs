/** Adds up what the test runs left behind, and prints the one line: N passed, N failed, N skipped. */
import { existsSync, readFileSync } from 'node:fs'

const totals = { passed: 0, failed: 0, skipped: 0 }
let complete = true
for (const project of ['unit', 'browser']) {
  const file = `node_modules/.cache/results/${project}.json`
  if (!existsSync(file)) {
    process.stderr.write(`The ${project} tests did not run to their end.\n`)
    complete = false
    continue
  }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  totals.passed += report.numPassedTests
  // A file that cannot be loaded holds no test that could fail.
  totals.failed += Math.max(report.numFailedTests, report.success ? 0 : 1)
  totals.skipped += report.numPendingTests + report.numTodoTests
  const skipped = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'pending' || status === 'skipped'),
  )
  for (const { fullName } of skipped) process.stdout.write(`skipped: ${fullName}\n`)
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`)
process.exitCode = complete && totals.failed === 0 ? 0 : 1
