import { Text, useApp, useCursor, useInput, usePaste, useWindowSize } from 'ink'
import { useEffect, useReducer } from 'react'
import { type Paint, paint } from '../plain/spans.ts'
import type { Driver } from '../state/driver.ts'
import { strokesOf } from './strokes.ts'

export interface StageProps {
  driver: Driver
  paint: Paint
  /** Given once: how to hand the terminal to another program. */
  onReady(suspend: (use: () => Promise<void>) => Promise<void>): void
}

/** Draws whatever the driver says, and tells it the keys. Decides nothing. */
export function Stage({ driver, paint: mode, onReady }: StageProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const { suspendTerminal } = useApp()
  const { setCursorPosition } = useCursor()
  const size = useWindowSize()
  useEffect(() => driver.onChange(redraw), [driver])
  useEffect(
    () => onReady((use) => suspendTerminal(use).then(() => undefined)),
    [onReady, suspendTerminal],
  )
  useInput((input, key) => {
    for (const stroke of strokesOf(input, key)) driver.press(stroke)
  })
  usePaste((text) => driver.paste(text))
  const frame = driver.frame(size)
  setCursorPosition(frame.cursor ?? undefined)
  return <Text wrap="truncate-end">{frame.rows.map((row) => paint(row, mode)).join('\n')}</Text>
}
