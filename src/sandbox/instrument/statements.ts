import type { AnyNode, Statement } from 'acorn'
import type { RecursiveVisitors, WalkerCallback } from 'acorn-walk'
import { visit } from './scopes.ts'
import { lastOf, type Place, type Weaver } from './weaver.ts'

type Walk = WalkerCallback<Place>
type Item = AnyNode & { directive?: string | undefined }

/** Statements of a block or a body in their order, each with a step before it. */
export function weaveList(weaver: Weaver, list: readonly Item[], place: Place, walk: Walk): void {
  const inside = { ...place, labels: [], headLine: null }
  for (const statement of list) {
    if (hasStep(statement) && weaver.lineAt(statement.start) !== place.headLine)
      weaver.edits.open(
        statement.start,
        `${weaver.step(statement.start, statement.start, place.scope)};`,
      )
    visit(statement, inside, walk, 'Statement')
  }
}

/** Whether something happens when a statement is reached, before anything inside it. */
function hasStep(statement: Item): boolean {
  switch (statement.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'BlockStatement':
    case 'TryStatement':
    // Their step comes each time before the test.
    case 'WhileStatement':
    case 'DoWhileStatement':
      return false
    case 'LabeledStatement':
      return hasStep(statement.body)
    case 'ExportNamedDeclaration':
      return statement.declaration != null && hasStep(statement.declaration)
    case 'ExportDefaultDeclaration':
      return statement.declaration.type !== 'FunctionDeclaration'
    case 'VariableDeclaration':
      return statement.kind !== 'var' || statement.declarations.some(({ init }) => init != null)
    default:
      return statement.directive === undefined
  }
}

/** Hooks for the steps of statements and for loops. */
export function statementVisitors(weaver: Weaver): RecursiveVisitors<Place> {
  const { edits, marks } = weaver

  /** A statement that stands alone gets a block, so that a step fits before it. */
  function weaveBody(
    { start }: AnyNode,
    body: Statement,
    place: Place,
    walk: Walk,
    head = '',
    tail = '',
  ): void {
    const inside = { ...place, labels: [], headLine: weaver.lineAt(start) }
    if (body.type === 'BlockStatement') {
      const isEmpty = body.start + 2 === body.end
      edits.open(body.start + 1, isEmpty ? head + tail : head)
      visit(body, inside, walk, 'Statement')
      if (!isEmpty) edits.close(body.end - 1, tail)
      return
    }
    // `if (x) function f() {}` of old scripts already stands in a scope of its own.
    if (body.type === 'FunctionDeclaration') {
      visit(body, inside, walk, 'Statement')
      return
    }
    edits.open(body.start, `{${head}`)
    weaveList(weaver, [body], inside, walk)
    edits.close(body.end, `${tail}}`)
  }

  function weaveEach(
    node: Extract<AnyNode, { type: 'ForInStatement' | 'ForOfStatement' }>,
    place: Place,
    walk: Walk,
  ): void {
    const scope = weaver.scope(node)
    const waits = node.type === 'ForOfStatement' && node.await
    const label = weaver.newLabel()
    const inner = { ...place, scope, labels: [] }
    if (node.left.type === 'VariableDeclaration') walk(node.left, inner)
    else visit(node.left, inner, walk, 'Pattern')
    if (waits) edits.open(node.right.start, `${marks.recorder}.w(${marks.frame},(`)
    visit(node.right, inner, walk, 'Expression')
    if (waits) edits.close(node.right.end, '))')
    // A block of its own for each turn: to `continue` is to leave it, so that the header's step comes next.
    const again = weaver.step(node.start, node.body.end, scope)
    const head = `${waits ? `${weaver.hook('r', marks.frame)};` : ''}${label}:{`
    const tail = `}${again}${waits ? `;${weaver.hook('w', marks.frame)}` : ''}`
    const loops = [...place.loops, { labels: place.labels, body: label }]
    weaveBody(node, node.body, { ...inner, loops }, walk, head, tail)
  }

  /** For loops in which `continue` leads to a hook by itself. */
  function looping(place: Place): Place {
    return { ...place, labels: [], loops: [...place.loops, { labels: place.labels, body: null }] }
  }

  function weaveTest(
    node: Extract<AnyNode, { type: 'WhileStatement' | 'DoWhileStatement' }>,
    place: Place,
    walk: Walk,
  ): void {
    const inner = looping(place)
    const test = () => {
      const at = node.type === 'WhileStatement' ? node.start : node.test.start
      edits.open(node.test.start, `${weaver.step(at, node.test.start, place.scope)},`)
      visit(node.test, inner, walk, 'Expression')
    }
    if (node.type === 'WhileStatement') test()
    weaveBody(node, node.body, inner, walk)
    if (node.type === 'DoWhileStatement') test()
  }

  return {
    BlockStatement: (node, place, walk) =>
      weaveList(weaver, node.body, { ...place, scope: weaver.scope(node) }, walk),
    StaticBlock: (node, place, walk) =>
      weaveList(weaver, node.body, { ...place, scope: weaver.scope(node), loops: [] }, walk),
    IfStatement(node, place, walk) {
      visit(node.test, place, walk, 'Expression')
      weaveBody(node, node.consequent, place, walk)
      if (node.alternate != null) weaveBody(node, node.alternate, place, walk)
    },
    SwitchStatement(node, place, walk) {
      visit(node.discriminant, place, walk, 'Expression')
      const inner = { ...place, scope: weaver.scope(node) }
      for (const { test, consequent } of node.cases) {
        if (test != null) visit(test, inner, walk, 'Expression')
        weaveList(weaver, consequent, inner, walk)
      }
    },
    LabeledStatement: (node, place, walk) =>
      visit(node.body, { ...place, labels: [...place.labels, node.label.name] }, walk, 'Statement'),
    ForStatement(node, place, walk) {
      const scope = weaver.scope(node)
      const inner = { ...looping(place), scope }
      if (node.init?.type === 'VariableDeclaration') walk(node.init, inner)
      else if (node.init != null) visit(node.init, inner, walk, 'Expression')
      if (node.test != null) visit(node.test, inner, walk, 'Expression')
      const again = weaver.step(node.start, node.body.start, scope)
      if (node.update == null) {
        const from = (node.test ?? node.init)?.end ?? node.start + 3
        edits.open(lastOf(')', weaver.text, from, node.body.start), again)
      } else {
        edits.open(node.update.start, `${again},`)
        visit(node.update, inner, walk, 'Expression')
      }
      weaveBody(node, node.body, inner, walk)
    },
    ForInStatement: weaveEach,
    ForOfStatement: weaveEach,
    WhileStatement: weaveTest,
    DoWhileStatement: weaveTest,
    ContinueStatement(node, { loops }) {
      const name = node.label?.name
      const target = loops.findLast(({ labels }) => name === undefined || labels.includes(name))
      if (target?.body == null) return
      edits.replace(node.start, node.start + 'continue'.length, 'break')
      if (node.label == null) edits.close(node.start + 'continue'.length, ` ${target.body}`)
      else edits.replace(node.label.start, node.label.end, target.body)
    },
    // Each name in its body is asked of an object first, the recorder's too: that could be seen.
    WithStatement: (node, place, walk) => visit(node.object, place, walk, 'Expression'),
  }
}
