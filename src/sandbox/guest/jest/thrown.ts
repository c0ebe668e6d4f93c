/** What was thrown, in words, with the names that the compiler gave to imports taken out. It is not trusted: reading it may run code, and throw. */
import { JestAssertionError } from 'expect'

export interface ThrownWords {
  isAssertion: boolean
  /** Name of its class, or what it is when it is no Error. */
  type: string
  message: string
  /** Its own message alone, without the name of its class. */
  said: string
  stack: string
}

const MOST_MESSAGE = 4000
const MOST_STACK = 20_000
const IMPORTED = /\(0 , __vite_ssr_import_\d+__\.([\w$]+)\)|__vite_ssr_import_\d+__\./g

export function wordsOf(error: unknown): ThrownWords {
  const isAssertion = isOfExpect(error)
  if ((typeof error !== 'object' && typeof error !== 'function') || error === null) {
    const said = `It threw ${textOf(error)}`.slice(0, MOST_MESSAGE)
    return { isAssertion, type: typeof error, message: said, said, stack: '' }
  }
  const name = read(error, 'name').slice(0, 200)
  const own = read(error, 'message').replace(IMPORTED, '$1').slice(0, MOST_MESSAGE)
  const said = own === '' && name === '' ? 'It threw something that is no Error' : own
  const message = isAssertion ? said : [name, said].filter((part) => part !== '').join(': ')
  const stack = read(error, 'stack').slice(0, MOST_STACK)
  return { isAssertion, type: name === '' ? 'object' : name, message, said, stack }
}

/** A proxy may throw when it is asked what it is. */
function isOfExpect(error: unknown): boolean {
  try {
    return error instanceof JestAssertionError
  } catch {
    return false
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
