import { MasteryError } from '../errors.ts'

/** An answer as it was given, before it is read against its question. */
export interface GivenAnswer {
  question: string
  answer: unknown
}

/**
 * Answers of `--answer QUESTION=ANSWER` and of a JSON document: `{"question": answer, …}` or
 * `[{"question": …, "answer": …}, …]`.
 * @throws MasteryError `usage` for another form, or two answers to one question
 */
export function givenAnswers(flags: readonly string[], document: string | null): GivenAnswer[] {
  const given = [...flags.map(ofFlag), ...(document === null ? [] : ofDocument(document))]
  const twice = given.find(
    ({ question }, at) => given.findIndex((one) => one.question === question) !== at,
  )
  if (twice !== undefined) throw wrong(`There are two answers to ${twice.question}.`)
  return given
}

function ofFlag(flag: string): GivenAnswer {
  const at = flag.indexOf('=')
  if (at < 1) throw wrong(`"${flag}" does not say which question it answers.`)
  return { question: flag.slice(0, at).trim(), answer: flag.slice(at + 1) }
}

function ofDocument(document: string): GivenAnswer[] {
  const value = parsed(document)
  if (!Array.isArray(value)) {
    if (typeof value !== 'object' || value === null) throw wrong('The answers are no JSON object.')
    return Object.entries(value).map(([question, answer]) => ({ question, answer }))
  }
  return value.map((entry: unknown) => {
    const { question, answer } = (entry ?? {}) as Record<string, unknown>
    if (typeof question !== 'string') throw wrong('An entry of the answers names no question.')
    return { question, answer }
  })
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new MasteryError('usage', `The answers are no JSON: ${(cause as Error).message}`, {
      next: HOW,
      cause,
    })
  }
}

const HOW = 'Give them as --answer ID=ANSWER, or as JSON: {"first-question": "answer", …}'

function wrong(message: string): MasteryError {
  return new MasteryError('usage', message, { next: HOW })
}
