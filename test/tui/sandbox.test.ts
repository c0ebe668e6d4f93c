import { expect, test } from 'vitest'
import type { AttackReport, AttackResult } from '../../src/core/grading/sandbox-report.ts'
import { textWidth } from '../../src/tui/plain/layout.ts'
import { attackProgress, renderAttacks } from '../../src/tui/plain/sandbox-attack.ts'
import { renderSandboxDoctor } from '../../src/tui/plain/sandbox-doctor.ts'
import { makeStyle } from '../../src/tui/plain/style.ts'

const result = (more: Partial<AttackResult>): AttackResult => ({
  id: 'python/33-fork-bomb',
  language: 'python',
  title: 'processes that start processes',
  promise: 'processes',
  tier: 'namespaces',
  expected: 'refused',
  verdict: 'refused',
  faults: [],
  seconds: 0.1,
  ...more,
})
const report: AttackReport = {
  results: [
    result({}),
    result({ tier: 'kernel', verdict: 'reached', faults: ["it reached fork '200 processes'"] }),
    result({ tier: 'isolate', verdict: 'outOfMemory' }),
    result({ id: 'python/34-survivor' }),
  ],
  missing: [
    {
      language: 'sql',
      tier: 'kernel',
      why: 'Perl is not installed.',
      remedy: 'sudo apt install perl',
    },
  ],
  wallSeconds: 0.5,
  memoryGrowthBytes: 0,
  faults: [],
  passed: false,
}
const widest = (text: string) => Math.max(...text.split('\n').map(textWidth))

test.each([80, 40])('attacks, verdicts and faults fit %d columns', (width) => {
  const text = renderAttacks(report, makeStyle({ width, color: false }))
  expect(widest(text)).toBeLessThanOrEqual(width)
  for (const words of ['33-fork-bomb', '✓ refused', '✗ reached', '✓ memory full', '34-survivor'])
    expect(text).toContain(words)
  const words = text.replaceAll(/\s+/g, ' ')
  expect(words).toContain("it reached fork '200 processes'")
  expect(words).toContain('Not attacked: SQL in kernel. Perl is not installed.')
  expect(words).toContain('4 attacks, 1 with something wrong')
})

test('the progress says how much is left, on one line', () => {
  const text = attackProgress({ done: 30, total: 120, id: 'python/33-fork-bomb', seconds: 20 }, 80)
  expect(text).toBe('█████░░░░░░░░░░░░░░░  30 of 120, about 1 min left  python/33-fork-bomb')
  const narrow = attackProgress({ done: 0, total: 9, id: 'x'.repeat(90), seconds: 0 }, 40)
  expect(textWidth(narrow)).toBeLessThanOrEqual(39)
})

test.each([80, 40])(
  'the doctor fits %d columns and says what is broken and what to do',
  (width) => {
    const promise = { promise: 'network' as const, how: 'a namespace with nothing in it' }
    const text = renderSandboxDoctor(
      {
        machine: [{ name: 'bubblewrap', version: null }],
        tiers: [
          {
            language: 'python',
            tier: 'namespaces',
            available: false,
            detail: 'not safe here: connect: "opened a socket of family 2"',
            engine: 'f00d',
            inWebAssembly: false,
            remedy: null,
            promises: [
              { ...promise, held: false, found: 'connect: "opened a socket of family 2"' },
            ],
          },
          {
            language: 'python',
            tier: 'kernel',
            available: false,
            detail: 'Perl is not installed.',
            engine: null,
            inWebAssembly: false,
            remedy: 'sudo apt install perl',
            promises: [],
          },
        ],
        choices: [{ language: 'python', own: null, others: null }],
        safe: false,
      },
      makeStyle({ width, color: false }),
    )
    expect(widest(text)).toBeLessThanOrEqual(width)
    expect(text).toContain('✗ not safe')
    expect(text).toContain('✗ broken')
    expect(text).toContain('Next: sudo apt install perl')
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'No tier keeps what is promised: no code will be run.',
    )
  },
)
