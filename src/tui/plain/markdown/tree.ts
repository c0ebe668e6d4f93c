/** What the small Markdown reader makes of a text: CommonMark with GitHub's tables, tasks and strikes. */
export type Block =
  | { type: 'heading'; level: number; inlines: Inline[] }
  | { type: 'paragraph'; inlines: Inline[] }
  | { type: 'code'; language: string; text: string }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'list'; ordered: boolean; start: number; tight: boolean; items: ListItem[] }
  | { type: 'table'; align: Align[]; header: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' }
  | { type: 'html'; text: string }

export type Align = 'left' | 'center' | 'right' | null

export interface ListItem {
  /** Null: no task. */
  checked: boolean | null
  blocks: Block[]
}

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'emphasis'; children: Inline[] }
  | { type: 'strong'; children: Inline[] }
  | { type: 'strike'; children: Inline[] }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'image'; url: string; alt: string }
  | { type: 'html'; text: string }
  | { type: 'break' }

/** Targets of `[text][label]`, by lower-case label. */
export type Definitions = Map<string, string>
