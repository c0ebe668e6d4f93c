import { Chalk, type ChalkInstance } from 'chalk'

/** What a renderer may assume of the terminal. */
export interface Style {
  /** Columns to fill, at least 20. */
  width: number
  color: boolean
  /** Never colours when `color` is false. */
  chalk: ChalkInstance
}

/** Sixteen colours at most, so that text is readable on light and dark backgrounds. */
export function makeStyle(options: { width: number; color: boolean }): Style {
  const { width, color } = options
  return { width: Math.max(20, width), color, chalk: new Chalk({ level: color ? 1 : 0 }) }
}
