/** What was thrown, in words, with the names that the compiler gave to imports taken out. It is not trusted: reading it may run code, and throw. */
import { JestAssertionError } from 'expect'

export interface ThrownWords {
  isAssertion: boolean
  /** Name of its class, or what it is when it is no Error. */
  type: string
  message: string
  stack: string
}

const MOST_MESSAGE = 4000
const MOST_STACK = 20_000

export function wordsOf(error: unknown): ThrownWords {
  const isAssertion = error instanceof JestAssertionError
  if ((typeof error !== 'object' && typeof error !== 'function') || error === null)
    return {
      isAssertion,
      type: typeof error,
      message: `It threw ${textOf(error)}`.slice(0, MOST_MESSAGE),
      stack: '',
    }
  const name = read(error, 'name')
  const said = read(error, 'message')
  const plain = said.replace(
    /\(0 , __vite_ssr_import_\d+__\.([\w$]+)\)|__vite_ssr_import_\d+__\./g,
    '$1',
  )
  const message = isAssertion ? plain : [name, plain].filter((part) => part !== '').join(': ')
  return {
    isAssertion,
    type: name === '' ? 'object' : name.slice(0, 200),
    message: (message === '' ? 'It threw something that is no Error' : message).slice(
      0,
      MOST_MESSAGE,
    ),
    stack: read(error, 'stack').slice(0, MOST_STACK),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function read(holder: object, key: 'name' | 'message' | 'stack'): string {
  try {
    const value: unknown = (holder as Record<string, unknown>)[key]
    return typeof value === 'string' ? value : ''
  } catch {
    return ''
  }
}
