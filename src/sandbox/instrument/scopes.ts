import type { AnyNode, Class, Function as FunctionNode, Pattern, Program } from 'acorn'
import { base, type RecursiveVisitors, recursive, type WalkerCallback } from 'acorn-walk'

/** What has a frame of its own: the module, or a function. */
interface Unit {
  node: Program | FunctionNode
  parent: Unit | null
  /** Variables of functions and blocks around it, used in it or in a function inside it. */
  captured: Set<Binding>
  /** Whether `this` stands in it, or in an arrow function inside it. */
  usesThis: boolean
}

/** `self`: the name of a function expression or class within itself. */
type Kind = 'var' | 'function' | 'parameter' | 'lexical' | 'import' | 'self'

export interface Binding {
  name: string
  kind: Kind
  scope: Scope
  /** From this place on it has a value, in the scope's own function: before it there is none yet (`let`, `class`). */
  from: number
  /** Units that give it a value. */
  writers: Set<Unit>
}

export interface Scope {
  parent: Scope | null
  unit: Unit
  bindings: Map<string, Binding>
  /** What `var` belongs to. */
  holdsVars: boolean
  /** A jump may pass over a declaration: the cases of a `switch`. */
  isSwitch: boolean
  /** `this` has a meaning of its own: fields and static blocks of a class. */
  ownThis: boolean
  /** A function declared here shares its name with another variable: inside one more block it would mean another. */
  clashes: boolean
}

/** The scopes of a program, by the node that makes each. */
export interface Scopes {
  of: ReadonlyMap<AnyNode, Scope>
  /** Text given to `eval` may change any variable. */
  hasEval: boolean
}

interface Reference {
  name: string
  scope: Scope
  writes: boolean
}

/** Finds all scopes and variables of a program, and who uses which (ECMA-262, sections 8.2 and 14 to 16). */
export function findScopes(program: Program): Scopes {
  const of = new Map<AnyNode, Scope>()
  const references: Reference[] = []
  const inBlocks: [Scope, string][] = []
  let hasEval = false

  const refer = (name: string, scope: Scope, writes: boolean) =>
    references.push({ name, scope, writes })
  const inside = (node: AnyNode, parent: Scope, more: Partial<Scope> = {}): Scope => {
    const scope = makeScope(parent.unit, parent, more)
    of.set(node, scope)
    return scope
  }
  const function_ = (node: FunctionNode, outer: Scope, walk: WalkerCallback<Scope>): void => {
    const unit = makeUnit(node, outer.unit)
    const scope = makeScope(unit, outer, { holdsVars: true })
    of.set(node as AnyNode, scope)
    if (node.type === 'FunctionExpression' && node.id != null)
      declare(scope, node.id.name, 'self', 0)
    for (const param of node.params) {
      for (const name of namesIn(param)) declare(scope, name, 'parameter', 0)
      visit(param, scope, walk, 'Pattern')
    }
    if (node.body.type === 'BlockStatement')
      for (const statement of node.body.body) visit(statement, scope, walk, 'Statement')
    else visit(node.body, scope, walk, 'Expression')
  }
  const class_ = (node: Class, outer: Scope, walk: WalkerCallback<Scope>): void => {
    const scope = inside(node as AnyNode, outer)
    if (node.id != null) declare(scope, node.id.name, 'self', 0)
    if (node.superClass != null) visit(node.superClass, scope, walk, 'Expression')
    walk(node.body, scope)
  }
  const markThis = (from: Scope): void => {
    for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
      if (scope.ownThis) return
      if (scope.parent?.unit === scope.unit || scope.unit.node.type === 'Program') continue
      scope.unit.usesThis = true
      if (scope.unit.node.type !== 'ArrowFunctionExpression') return
    }
  }

  const visitors: RecursiveVisitors<Scope> = {
    FunctionDeclaration(node, scope, walk) {
      if (node.id !== null) {
        declare(scope, node.id.name, 'function', 0)
        // Outside strict code it is a `var` of the function too (ECMA-262, B.3.2).
        if (!scope.holdsVars) inBlocks.push([varScope(scope), node.id.name])
      }
      function_(node, scope, walk)
    },
    FunctionExpression: function_,
    ArrowFunctionExpression: function_,
    ClassDeclaration(node, scope, walk) {
      if (node.id !== null) declare(scope, node.id.name, 'lexical', node.end)
      class_(node, scope, walk)
    },
    ClassExpression: class_,
    PropertyDefinition(node, scope, walk) {
      if (node.computed) visit(node.key, scope, walk, 'Expression')
      if (node.value != null)
        visit(node.value, inside(node, scope, { ownThis: true }), walk, 'Expression')
    },
    StaticBlock(node, scope, walk) {
      const own = inside(node, scope, { ownThis: true, holdsVars: true })
      for (const statement of node.body) visit(statement, own, walk, 'Statement')
    },
    BlockStatement(node, scope, walk) {
      const own = inside(node, scope)
      for (const statement of node.body) visit(statement, own, walk, 'Statement')
    },
    SwitchStatement(node, scope, walk) {
      visit(node.discriminant, scope, walk, 'Expression')
      const own = inside(node, scope, { isSwitch: true })
      for (const one of node.cases) walk(one, own)
    },
    CatchClause(node, scope, walk) {
      const own = inside(node, scope)
      if (node.param != null) {
        for (const name of namesIn(node.param)) declare(own, name, 'lexical', node.param.end)
        visit(node.param, own, walk, 'Pattern')
      }
      visit(node.body, own, walk, 'Statement')
    },
    ForStatement: (node, scope, walk) => base.ForStatement?.(node, inside(node, scope), walk),
    ForInStatement: eachStatement,
    ForOfStatement: eachStatement,
    VariableDeclaration(node, scope, walk) {
      for (const one of node.declarations) {
        for (const name of namesIn(one.id))
          if (node.kind === 'var') declare(varScope(scope), name, 'var', 0)
          else declare(scope, name, 'lexical', one.end)
        walk(one, scope)
      }
    },
    ImportDeclaration(node, scope) {
      for (const { local } of node.specifiers) declare(scope, local.name, 'import', 0)
    },
    CallExpression(node, scope, walk) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'eval') hasEval = true
      base.CallExpression?.(node, scope, walk)
    },
    Identifier: (node, scope) => void refer(node.name, scope, false),
    UpdateExpression(node, scope, walk) {
      if (node.argument.type === 'Identifier') refer(node.argument.name, scope, true)
      visit(node.argument, scope, walk, 'Expression')
    },
    ThisExpression: (_, scope) => markThis(scope),
  }
  function eachStatement(
    node: Extract<AnyNode, { type: 'ForInStatement' | 'ForOfStatement' }>,
    scope: Scope,
    walk: WalkerCallback<Scope>,
  ): void {
    const own = inside(node, scope)
    if (node.left.type === 'VariableDeclaration') walk(node.left, own)
    else visit(node.left, own, walk, 'Pattern')
    visit(node.right, own, walk, 'Expression')
    visit(node.body, own, walk, 'Statement')
  }
  // Names in patterns: acorn-walk knows the kind, its types do not.
  const all = Object.assign(visitors, {
    VariablePattern: (node: Extract<AnyNode, { type: 'Identifier' }>, scope: Scope) =>
      void refer(node.name, scope, true),
  })

  const top = makeScope(makeUnit(program, null), null, { holdsVars: true })
  of.set(program, top)
  recursive(program, top, all)
  for (const reference of references) resolve(reference, top)
  for (const [scope, name] of inBlocks)
    if (scope.bindings.get(name)?.kind === 'function') scope.clashes = true
  return { of, hasEval }
}

/** Notes who uses a variable; of the module's own nobody needs to, they are shown in its frame. */
function resolve({ name, scope, writes }: Reference, top: Scope): void {
  let binding: Binding | undefined
  for (let at: Scope | null = scope; at !== null && binding === undefined; at = at.parent)
    binding = at.bindings.get(name)
  if (binding === undefined) return
  if (writes) binding.writers.add(scope.unit)
  if (binding.scope === top || binding.kind === 'self') return
  for (let unit: Unit | null = scope.unit; unit !== null; unit = unit.parent) {
    if (unit === binding.scope.unit) break
    unit.captured.add(binding)
  }
}

/** Names that a pattern binds. */
function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    default:
      return []
  }
}

function makeUnit(node: Unit['node'], parent: Unit | null): Unit {
  return { node, parent, captured: new Set(), usesThis: false }
}

function makeScope(unit: Unit, parent: Scope | null, more: Partial<Scope>): Scope {
  const scope = { parent, unit, bindings: new Map(), holdsVars: false, isSwitch: false }
  return { ...scope, ownThis: false, clashes: false, ...more }
}

function varScope(scope: Scope): Scope {
  return scope.holdsVars || scope.parent === null ? scope : varScope(scope.parent)
}

function declare(scope: Scope, name: string, kind: Kind, from: number): void {
  const known = scope.bindings.get(name)
  if (known !== undefined && known.kind !== 'self') {
    // `var x` beside a parameter or function `x` is the same variable.
    if (known.kind === 'function' || kind === 'function') scope.clashes = true
    return
  }
  scope.bindings.set(name, { name, kind, scope, from, writers: new Set() })
}

/** Visits a node as what it is there; acorn-walk's types leave the third argument out. */
export function visit<State>(
  node: AnyNode | Pattern,
  state: State,
  walk: WalkerCallback<State>,
  as: 'Expression' | 'Pattern' | 'Statement',
): void {
  ;(walk as (node: AnyNode, state: State, as: string) => void)(node as AnyNode, state, as)
}
