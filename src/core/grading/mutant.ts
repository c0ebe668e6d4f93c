import type { Language, SourceFile } from '../course/model.ts'

/** What goes wrong in a wrong solution, and what a case needs to notice it. */
export const MUTATION_OPERATORS = {
  boundary: 'a case in which both sides are equal',
  comparison: 'a case for equal values and one for different ones',
  arithmetic: 'a case in which the two operators give different results',
  division: 'a case that does not divide evenly',
  operands: 'a case in which the order of the two matters',
  logic: 'a case in which only one of the two conditions holds',
  negation: 'a case for each of the two branches',
  literal: 'a case just at this number',
  boolean: 'a case in which this value decides the result',
  format: 'a case in which the width or the digits show',
  range: 'a case in which the first or the last round matters',
  index: 'a case with different items side by side',
  slice: 'a case in which something lies before and after the slice',
  'return-lost': 'a case that reaches this return and compares the value',
  'statement-lost': 'a case whose result depends on this statement',
  arguments: 'a case in which the two arguments differ',
  'argument-lost': 'a case in which this argument changes the result',
  accumulation: 'a case that comes here twice',
  'shared-default': 'a case with steps that calls it twice without this argument',
  'wrong-variable': 'a case in which the two variables differ',
  assignment: 'a case in which the two sides differ',
  'inside-loop': 'a case in which the loop runs more than once',
  'outside-loop': 'a case in which the loop runs more than once',
  jump: 'a case in which something comes after this round of the loop',
  method: 'a case in which the two methods give different results',
  'method-lost': 'a case whose value this call changes',
  'letter-case': 'a case with this text, written exactly so',
  'await-lost': 'a case that waits for this value',
  equality: 'a case with values that are only loosely equal, such as "1" and 1',
  falsy: 'a case with 0, an empty text or an empty list',
  'loop-lost': 'a case in which the loop runs more than once',
  'branch-joined': 'a case in which both conditions hold',
  conversion: 'a case whose text is not written as the number is, such as "007"',
  'filter-lost': 'a case with an item that is left out',
  swap: 'a case in which the values differ',
  exception: 'a case that raises here and names the class of the exception',
  'copy-lost': 'a case with steps that looks at the argument afterwards',
  'array-loop': 'a case with items that differ from their places',
  join: 'rows without a partner in the other table',
  aggregate: 'rows in which the two aggregates differ, and some with NULL',
  'clause-lost': 'data in which this clause leaves something out or puts it in another order',
  order: 'rows that come in another order, and `ordered: true`',
  distinct: 'data with equal rows',
  null: 'data with NULL in this column',
} as const satisfies Record<string, string>

export type MutationOperator = keyof typeof MUTATION_OPERATORS

/** A wrong solution made from a right one by one small change. */
export interface Mutant {
  operator: MutationOperator
  file: string
  /** Of the change, from 1. */
  line: number
  column: number
  before: string
  after: string
  /** The whole solution with the change in it. */
  files: SourceFile[]
}

/**
 * Makes wrong solutions from a right one, as beginners write them: at most `most`, spread over the text and over kinds
 * of mistakes; the same ones every time. Each parses. `src/sandbox/mutation` implements it.
 */
export type MakeMutants = (
  language: Language,
  solution: readonly SourceFile[],
  most: number,
) => Promise<Mutant[]>
