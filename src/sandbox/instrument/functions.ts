import type { AnyNode, Function as FunctionNode } from 'acorn'
import type { RecursiveVisitors, WalkerCallback } from 'acorn-walk'
import { visit } from './scopes.ts'
import { weaveList } from './statements.ts'
import { lastOf, type Place, type Weaver } from './weaver.ts'

/** Hooks for entering and leaving functions, for exceptions on their way, and for what a class hides. */
export function functionVisitors(weaver: Weaver): RecursiveVisitors<Place> {
  const { edits, marks } = weaver
  const { recorder: r, frame, thrown } = marks
  const passing = `catch(${thrown}){throw ${weaver.hook('c', `${frame},${thrown}`)}}`

  function weaveFunction(node: FunctionNode, _: Place, walk: WalkerCallback<Place>): void {
    if (weaver.isEnum(node)) return
    const scope = weaver.scope(node)
    const { body } = node
    const isBlock = body.type === 'BlockStatement'
    // What is declared here gets into one more block. That must not make it another variable.
    const declares = isBlock && body.body.some(({ type }) => type === 'FunctionDeclaration')
    const guarded = !scope.clashes && !(declares && weaver.scopes.hasEval)
    const headLine = weaver.lineAt(node.start)
    const place: Place = { scope, loops: [], labels: [], guarded, headLine }
    for (const param of node.params) visit(param, place, walk, 'Pattern')
    const enter = `const ${frame}=${weaver.hook('e', weaver.functionIndex(node, body.start, scope))};`
    const start = enter + (guarded ? 'try{' : '')
    const end = guarded ? `}${passing}finally{${weaver.hook('l', frame)}}` : ''
    if (!isBlock) {
      const from = node.params.at(-1)?.end ?? node.start
      const arrow = lastOf('=>', weaver.text, from, body.start) + '=>'.length
      const isOnLine = weaver.lineAt(body.start) === headLine
      const step = isOnLine ? '' : `${weaver.step(body.start, body.start, scope)};`
      edits.open(arrow, `{${start}${step}return ${r}.${guarded ? 'v' : 'o'}(${frame},`)
      visit(body, place, walk, 'Expression')
      edits.close(node.end, `)${end}}`)
      return
    }
    const directive = body.body.findLast((one) => 'directive' in one && one.directive !== undefined)
    const top = directive === undefined ? body.start + 1 : directive.end
    const head = directive === undefined ? start : `;${start}`
    const tail = `;${weaver.hook(guarded ? 'z' : 'o', frame)}${end}`
    if (top === body.end - 1) edits.open(top, head + tail)
    else {
      edits.open(top, head)
      weaveList(weaver, body.body, place, walk)
      edits.close(body.end - 1, tail)
    }
  }

  return {
    FunctionDeclaration: weaveFunction,
    FunctionExpression: weaveFunction,
    ArrowFunctionExpression: weaveFunction,
    ReturnStatement(node, place, walk) {
      if (node.argument == null) {
        // With a value an async generator would wait for it.
        edits.open(node.start, `${weaver.hook(place.guarded ? 'z' : 'o', frame)};`)
        return
      }
      edits.open(node.argument.start, `${r}.${place.guarded ? 'v' : 'o'}(${frame},(`)
      visit(node.argument, place, walk, 'Expression')
      edits.close(node.argument.end, '))')
    },
    TryStatement(node, place, walk) {
      visit(node.block, place, walk, 'Statement')
      if (node.handler != null) walk(node.handler, place)
      else edits.close(node.block.end, passing)
      if (node.finalizer != null) visit(node.finalizer, place, walk, 'Statement')
    },
    CatchClause(node, place, walk) {
      const inner = { ...place, scope: weaver.scope(node) }
      const { param, body } = node
      const caught = (name: string) => weaver.hook('k', `${frame},${name}`)
      if (param == null) {
        edits.close(node.start + 'catch'.length, `(${thrown})`)
        edits.open(body.start + 1, `${caught(thrown)};`)
      } else if (param.type === 'Identifier') edits.open(body.start + 1, `${caught(param.name)};`)
      else {
        edits.open(param.start, `${thrown}){let `)
        visit(param, inner, walk, 'Pattern')
        edits.replace(param.end, body.start + 1, `=${caught(thrown)};{`)
      }
      visit(body, inner, walk, 'Statement')
      if (param != null && param.type !== 'Identifier') edits.close(body.end, '}')
    },
    AwaitExpression(node, place, walk) {
      edits.open(node.start, `${r}.r(${frame},`)
      edits.open(node.argument.start, `${r}.w(${frame},(`)
      visit(node.argument, place, walk, 'Expression')
      edits.close(node.argument.end, '))')
      edits.close(node.end, ')')
    },
    YieldExpression(node, place, walk) {
      edits.open(node.start, `${r}.r(${frame},`)
      if (node.argument == null) {
        edits.close(node.end, ` ${r}.y(${frame}))`)
        return
      }
      edits.open(node.argument.start, `${r}.${node.delegate ? 'd' : 'y'}(${frame},(`)
      visit(node.argument, place, walk, 'Expression')
      edits.close(node.argument.end, '))')
      edits.close(node.end, ')')
    },
    ClassBody(node, place, walk) {
      const hidden = node.body.flatMap((one) =>
        one.type === 'PropertyDefinition' && !one.static && one.key.type === 'PrivateIdentifier'
          ? [`#${one.key.name}`]
          : [],
      )
      if (hidden.length > 0) {
        const fields = hidden.map((name) => `${r}.t(()=>${marks.object}.${name})`)
        const read = `${marks.object}=>[${fields.join()}]`
        edits.open(node.start + 1, `static{${r}.p(this,${weaver.nameIndex(hidden)},${read})}`)
      }
      for (const one of node.body) walk(one as AnyNode, place)
    },
    PropertyDefinition(node, place, walk) {
      if (node.computed) visit(node.key, place, walk, 'Expression')
      if (node.value != null)
        visit(node.value, { ...place, scope: weaver.scope(node) }, walk, 'Expression')
    },
  }
}
