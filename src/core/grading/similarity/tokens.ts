import type { Language } from '../../course/model.ts'

/**
 * A program as a row of tokens that a plain disguise leaves as they are: no comments, no layout, names that the program
 * itself chose and the values of literals gone.
 */
export interface Tokens {
  /** `if`, `(`, `name` for a name of its own, `=print` for one it did not make, `literal`. */
  kinds: string[]
  /** As they are written; literals without their value. By these given code is known, whatever names it is put among. */
  written: string[]
  /** Line of each token's beginning and end, from 1. */
  from: number[]
  to: number[]
}

/** Reads programs of one language without running them. `src/sandbox/lint/` makes it. */
export interface Tokenizer {
  /** The tokens, or in words why there are none: `is longer than 100,000 characters`. */
  read(text: string): Tokens | string
  /** Gives its memory back. */
  close(): void
}

export type OpenTokenizer = (language: Language) => Promise<Tokenizer>

/** Longer texts are not read: no exercise asks for so much, and a hostile one could keep a parser busy. */
export const MAX_CHARACTERS = 100_000
/** Nor is what has more tokens than about 2,500 lines. */
export const MAX_TOKENS = 20_000
