import type { HeapObject, TraceValue } from '../../core/trace/model.ts'
import { stepTo } from '../../core/trace/names.ts'
import { cutLine, padLine, textWidth } from '../plain/layout.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import type { Moment } from '../plain/trace/moment.ts'
import { placedName } from '../plain/trace/names.ts'
import { oneLine, sizeOf, typeWord, valueText } from '../plain/trace/values.ts'
import type { Drawn } from './trace-variables.ts'

/** More entries, and more rows of items, are not drawn. */
const MOST_ENTRIES = 12
const MOST_ROWS = 3
/** Longer values are cut inside an object. */
const MOST_VALUE = 24

/** All objects that variables lead to, each a small table below its number and names. */
export function objectLines(moment: Moment, width: number): Drawn {
  const lines: Line[] = []
  const changed: [number, number][] = []
  for (const [id] of moment.names) {
    const object = moment.state.heap.get(id)
    if (object === undefined || object.shape === 'text') continue
    const change = moment.changes.objects.find((one) => one.id === id)
    const from = lines.length
    lines.push(headingOf(moment, id, object, change?.before ?? null, change !== undefined, width))
    const old = change === undefined ? object : change.before
    lines.push(...tableOf(moment, object, old, width))
    if (change !== undefined) changed.push([from, lines.length])
  }
  const [first = [0, 1]] = changed
  return { lines, focus: [first[0], changed.at(-1)?.[1] ?? first[1]] }
}

/** `#1 list: cities, backup ‹ changed` */
function headingOf(
  moment: Moment,
  id: number,
  object: HeapObject,
  before: HeapObject | null,
  isChanged: boolean,
  width: number,
): Line {
  const names = (moment.names.get(id) ?? []).map((name) => placedName(name, moment.here))
  const size = sizeOf(object) === 0 ? ', empty' : ''
  const mark = !isChanged ? '' : before === null ? ' ‹ new' : ' ‹ changed'
  const head = line(
    span(`#${id} `, { ...LOOKS.accent, ...LOOKS.strong }),
    span(`${typeWord(object)}${size}`, LOOKS.strong),
    span(`: ${names.join(', ')}`, LOOKS.quiet),
  )
  return [
    ...cutLine(head, width - mark.length),
    ...line(span(mark, { ...LOOKS.warning, ...LOOKS.strong })),
  ]
}

function tableOf(
  moment: Moment,
  object: HeapObject,
  old: HeapObject | null,
  width: number,
): Line[] {
  return object.entries === undefined
    ? itemLines(moment, object, old, width)
    : entryLines(moment, object, old, width)
}

interface Cell {
  label: string
  text: string
  isChanged: boolean
}

/** Items in a row below their indexes, in as many rows as they need; of long ones the first, and what changed. */
function itemLines(
  moment: Moment,
  object: HeapObject,
  old: HeapObject | null,
  width: number,
): Line[] {
  const isSet = object.shape === 'set'
  const cells = (object.items ?? []).map((item, index): Cell => {
    const same = isSet ? old?.items?.includes(item) : old?.items?.[index] === item
    const isChanged = old !== null && !same
    return {
      label: isSet ? '' : String(index),
      text: `${isChanged ? '*' : ''}${partText(moment, item)}`,
      isChanged,
    }
  })
  const rows = inRows(cells, width - 2)
  const shown = new Set(rows.slice(0, MOST_ROWS - 1))
  const rest = rows.filter((row) => !shown.has(row))
  const last = rest.find((row) => row.some(({ isChanged }) => isChanged)) ?? rest[0]
  if (last !== undefined) shown.add(last)
  const lines = [...shown].flatMap((row) => rowLines(row, isSet))
  const left = sizeOf(object) - [...shown].reduce((sum, row) => sum + row.length, 0)
  if (left > 0) lines.push(line(span(`  … ${left} more`, LOOKS.quiet)))
  return lines
}

const cellWidth = ({ label, text }: Cell) => Math.max(textWidth(label), textWidth(text))

function inRows(cells: readonly Cell[], width: number): Cell[][] {
  const rows: Cell[][] = []
  let used = 0
  for (const cell of cells) {
    const needed = cellWidth(cell) + 3
    if (rows.length === 0 || used + needed > width + 3) {
      rows.push([])
      used = 0
    }
    rows.at(-1)?.push(cell)
    used += needed
  }
  return rows
}

function rowLines(cells: readonly Cell[], isSet: boolean): Line[] {
  const row = (text: (cell: Cell) => string, look: (cell: Cell) => object | undefined): Line => [
    span('  '),
    ...cells.flatMap((cell, index) => [
      ...(index === 0 ? [] : [span(' │ ', LOOKS.quiet)]),
      ...padLine([span(text(cell), look(cell))], cellWidth(cell)),
    ]),
  ]
  const values = row(
    ({ text }) => text,
    ({ isChanged }) => (isChanged ? { ...LOOKS.warning, ...LOOKS.strong } : undefined),
  )
  return isSet
    ? [values]
    : [
        row(
          ({ label }) => label,
          () => LOOKS.quiet,
        ),
        values,
      ]
}

/** An entry a row; of many the first, and those that changed. */
function entryLines(
  moment: Moment,
  object: HeapObject,
  old: HeapObject | null,
  width: number,
): Line[] {
  const was = new Map(old?.entries)
  const rows = (object.entries ?? []).map(([key, value]) => {
    const text = object.shape === 'object' ? stepTo(object, key) : partText(moment, key)
    const before = was.get(key)
    const isChanged = old !== null && before !== value
    const mark = before === undefined ? ' ‹ new' : ` ‹ was ${partText(moment, before)}`
    return { text, value: partText(moment, value), mark: isChanged ? mark : '' }
  })
  const shown = rows.filter((row, index) => index < MOST_ENTRIES || row.mark !== '')
  const column = Math.min(MOST_VALUE, Math.max(0, ...shown.map(({ text }) => textWidth(text))))
  const lines = shown.map(({ text, value, mark }) =>
    cutLine(
      line(
        '  ',
        ...padLine([span(text)], column),
        span(' │ ', LOOKS.quiet),
        span(value, mark === '' ? undefined : LOOKS.strong),
        span(mark, { ...LOOKS.warning, ...LOOKS.strong }),
      ),
      width,
    ),
  )
  const left = sizeOf(object) - shown.length
  if (left > 0) lines.push(line(span(`  … ${left} more`, LOOKS.quiet)))
  return lines
}

/** A value inside an object: another object by its number. */
function partText({ state, language }: Moment, value: TraceValue): string {
  const object = typeof value === 'number' ? state.heap.get(value) : undefined
  if (object === undefined || object.shape === 'text')
    return valueText(value, state.heap, language, MOST_VALUE)
  return `#${value} ${oneLine(object.type)}`
}
