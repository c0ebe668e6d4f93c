import type { Question, QuestionType } from '../../../src/core/course/model.ts'

type Of<T extends QuestionType> = Extract<Question, { type: T }>
type Base = 'id' | 'prompt' | 'body' | 'skills' | 'points' | 'partial' | 'hints' | 'explanation'
type Rest<T extends QuestionType> = Omit<Of<T>, Base | 'type' | 'wrong' | 'revision' | 'line'>

/** A question of a type, with defaults for all that does not matter to the test. */
export function question<T extends QuestionType>(type: T, rest: Rest<T> & Partial<Of<T>>): Of<T> {
  return {
    id: 'q',
    prompt: 'What?',
    body: '',
    skills: ['text'],
    points: 1,
    partial: false,
    hints: [],
    explanation: 'Because.',
    wrong: [],
    revision: { major: 1, minor: 0, scoring: 'a', text: 'b' },
    line: 1,
    type,
    ...rest,
  } as unknown as Of<T>
}

export function choice(
  id: string,
  correct: boolean,
  feedback = '',
): { id: string; text: string; correct: boolean; feedback: string } {
  return { id, text: `the ${id}`, correct, feedback }
}

export function fence(code: string, output: string) {
  return { language: 'python' as const, code, input: '', output, error: null, line: 1 }
}
