import type { Exercise, Language, SourceFile } from '../course/model.ts'
import type { QualityFinding, QualityReport } from './verdict.ts'

/** Looks at code without running it. Implemented outside the core; loads its tools when it is first asked. */
export interface Linter {
  inspect(language: Language, files: readonly SourceFile[]): Promise<Inspection>
}

export interface Inspection {
  problems: LintProblem[]
  /** One for each function, and one named `''` for the code outside all functions of each file. */
  functions: FunctionMeasure[]
}

export interface LintProblem {
  file: string
  /** From 1. */
  line: number
  /** The tool's own name for the rule: `F841`, `no-var`. */
  rule: string
  message: string
}

export interface FunctionMeasure {
  file: string
  line: number
  name: string
  /** McCabe's cyclomatic complexity: 1, and 1 for each decision. */
  complexity: number
  /** Lines with code: no blank ones, no comments. */
  lines: number
  parameters: number
  /** How deep loops and conditions stand in one another. */
  nesting: number
}

/**
 * What costs how much. A rule is found by its longest beginning that stands here; one that has none costs
 * `other`. `most` is the most that all findings of one entry cost together: the same habit ten times is one
 * habit.
 */
export const WEIGHTS = {
  rules: {
    // Python (ruff)
    F: { cost: 5, most: 15 },
    E7: { cost: 4, most: 12 },
    E70: { cost: 2, most: 6 },
    A: { cost: 4, most: 8 },
    B: { cost: 5, most: 15 },
    C4: { cost: 2, most: 6 },
    N8: { cost: 3, most: 9 },
    SIM: { cost: 2, most: 6 },
    PIE: { cost: 2, most: 6 },
    RET: { cost: 1, most: 3 },
    PL: { cost: 2, most: 6 },
    W: { cost: 1, most: 3 },
    // JavaScript and TypeScript (oxlint)
    'no-unused-vars': { cost: 5, most: 15 },
    'no-var': { cost: 4, most: 12 },
    eqeqeq: { cost: 4, most: 12 },
    'prefer-const': { cost: 2, most: 6 },
    'no-empty': { cost: 3, most: 9 },
    'no-shadow': { cost: 3, most: 6 },
    'no-else-return': { cost: 1, most: 3 },
    'prefer-template': { cost: 1, most: 3 },
    'object-shorthand': { cost: 1, most: 2 },
    'no-lonely-if': { cost: 2, most: 6 },
    'no-nested-ternary': { cost: 3, most: 6 },
  } as Readonly<Record<string, Weight>>,
  other: { cost: 4, most: 12 },
  /** For each step over `over`; lines count in steps of 5. */
  complexity: { over: 8, cost: 2, most: 20 },
  /** The same for the code outside functions: who has not met functions yet cannot split it. */
  script: { over: 16, cost: 1, most: 6 },
  lines: { over: 30, step: 5, cost: 1, most: 10 },
  parameters: { over: 5, cost: 2, most: 6 },
  nesting: { over: 3, cost: 4, most: 12 },
  /** A program longer than this many times its reference solution, and 15 lines more. */
  program: { times: 2.5, slack: 15, step: 10, cost: 2, most: 10 },
} as const

interface Weight {
  cost: number
  most: number
}

/**
 * Code quality of an accepted submission: 100 less what each finding costs, at least 0.
 * @param ctx.linter looks at the code; what it throws is passed on
 */
export async function assessQuality(
  ctx: { linter: Linter },
  input: { exercise: Exercise; files: readonly SourceFile[] },
): Promise<QualityReport> {
  const { exercise } = input
  const own = input.files.filter(({ path }) => exercise.edit.includes(path))
  const inspection = await ctx.linter.inspect(exercise.runner, own)
  const reference = exercise.solution.filter(({ path }) => exercise.edit.includes(path))
  return scoreQuality(inspection, own, reference)
}

/** The arithmetic alone. `reference` is the author's solution; empty when it is not known. */
export function scoreQuality(
  inspection: Inspection,
  files: readonly SourceFile[],
  reference: readonly SourceFile[],
): QualityReport {
  const budget = new Map<string, number>()
  const findings: QualityFinding[] = []
  /** Adds a finding with what is left of its entry's budget. */
  const charge = (entry: string, { cost, most }: Weight, finding: Omit<QualityFinding, 'cost'>) => {
    const left = budget.get(entry) ?? most
    const charged = Math.min(cost, left)
    budget.set(entry, left - charged)
    if (charged > 0) findings.push({ ...finding, cost: charged })
  }
  for (const { file, line, rule, message } of inspection.problems) {
    const [entry, weight] = weightOf(rule)
    charge(entry, weight, { file, line, rule, message })
  }
  for (const measure of inspection.functions) chargeMeasure(measure, charge)
  chargeLength(files, reference, charge)
  const total = findings.reduce((sum, { cost }) => sum + cost, 0)
  const order = (a: QualityFinding, b: QualityFinding) =>
    b.cost - a.cost || a.file.localeCompare(b.file) || a.line - b.line
  return { score: Math.max(0, 100 - total), findings: findings.toSorted(order) }
}

type Charge = (entry: string, weight: Weight, finding: Omit<QualityFinding, 'cost'>) => void

function weightOf(rule: string): [string, Weight] {
  const entries = Object.entries(WEIGHTS.rules).filter(([name]) => rule.startsWith(name))
  const found = entries.toSorted(([a], [b]) => b.length - a.length)[0]
  return found ?? ['other', WEIGHTS.other]
}

function chargeMeasure(measure: FunctionMeasure, charge: Charge): void {
  const { file, line, name, complexity, lines, parameters, nesting } = measure
  const what = name === '' ? 'The program outside its functions' : `The function ${name}`
  const at = { file, line }
  const over = (weight: { over: number; cost: number; most: number }, value: number, step = 1) => {
    const steps = Math.ceil((value - weight.over) / step)
    return steps > 0
      ? { cost: Math.min(weight.most, steps * weight.cost), most: 2 * weight.most }
      : null
  }
  const tooComplex = over(name === '' ? WEIGHTS.script : WEIGHTS.complexity, complexity)
  if (tooComplex !== null) {
    const advice =
      name === '' ? 'can some of them be made once?' : 'split it into smaller functions.'
    const message = `${what} makes ${complexity - 1} decisions; ${advice}`
    charge('complexity', tooComplex, { ...at, rule: 'complexity', message })
  }
  const tooLong = name === '' ? null : over(WEIGHTS.lines, lines, WEIGHTS.lines.step)
  if (tooLong !== null) {
    const message = `${what} has ${lines} lines; up to ${WEIGHTS.lines.over} are easy to take in.`
    charge('lines', tooLong, { ...at, rule: 'function-length', message })
  }
  const tooMany = over(WEIGHTS.parameters, parameters)
  if (tooMany !== null) {
    const message = `${what} takes ${parameters} parameters; up to ${WEIGHTS.parameters.over} can be remembered.`
    charge('parameters', tooMany, { ...at, rule: 'parameters', message })
  }
  const tooDeep = over(WEIGHTS.nesting, nesting)
  if (tooDeep !== null) {
    const message = `${what} nests loops and conditions ${nesting} deep.`
    charge('nesting', tooDeep, { ...at, rule: 'nesting', message })
  }
}

function chargeLength(
  files: readonly SourceFile[],
  reference: readonly SourceFile[],
  charge: Charge,
): void {
  const { times, slack, step, cost, most } = WEIGHTS.program
  const lines = countLines(files)
  const expected = countLines(reference)
  const over = lines - Math.max(times * expected, expected + slack)
  const file = files[0]?.path
  if (expected === 0 || over <= 0 || file === undefined) return
  const message = `${lines} lines; the author's solution has ${expected}. Is something said more than once?`
  charge(
    'program',
    { cost: Math.min(most, Math.ceil(over / step) * cost), most },
    { file, line: 1, rule: 'program-length', message },
  )
}

/** Lines that are neither blank nor only a comment. */
export function countLines(files: readonly SourceFile[]): number {
  const isCode = (row: string) => !/^\s*(#.*|\/\/.*)?$/.test(row)
  return files.reduce((sum, { text }) => sum + text.split('\n').filter(isCode).length, 0)
}
