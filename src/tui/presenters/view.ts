import type { Line } from '../plain/spans.ts'

/** What a screen shows, before it is cut to the terminal. Rows are already wrapped to the width given. */
export interface View {
  title: Line
  /** At the right of the title. */
  status: Line
  body: Line[]
  /** For a screen of panes: draws the body, for as many rows as it has. */
  fill: ((rows: number) => Pick<View, 'body' | 'anchors'>) | null
  /** First row of the body wanted on top; null: wherever `focus` is in view. */
  scroll: number | null
  /** Rows [from, to) of the body to keep in view, the first before the last. */
  focus: readonly [number, number] | null
  /** Where the terminal's cursor stands, in the body; null: hidden. */
  cursor: { row: number; column: number } | null
  /** Rows that stay at the bottom, above the keys. */
  pinned: Line[]
  /** Rows of the body that the reducer wants to know of, such as where sections begin. */
  anchors: Readonly<Record<string, readonly number[]>>
}

export function makeView(view: Partial<View> & Pick<View, 'title' | 'body'>): View {
  return {
    status: [],
    fill: null,
    scroll: null,
    focus: null,
    cursor: null,
    pinned: [],
    anchors: {},
    ...view,
  }
}

export interface Size {
  columns: number
  rows: number
}

/** Columns that a presenter may fill: wider terminals get a margin at both sides. */
export function innerWidth({ columns }: Size): number {
  return columns >= 40 ? columns - 2 : columns
}
