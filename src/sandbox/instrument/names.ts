import type { AnyNode, Class, Expression, Function as FunctionNode, Pattern } from 'acorn'
import { ancestor } from 'acorn-walk'

const NAMELESS = '(anonymous)'

/** Names of the functions of a program as a learner would say them: `add`, `Point.move`, `new Point`. */
export function nameFunctions(program: AnyNode): ReadonlyMap<FunctionNode, string> {
  const names = new Map<FunctionNode, string>()
  ancestor(program, {
    Function(node, _, ancestors) {
      const around = [...new Set(ancestors)].filter((one) => one !== (node as AnyNode))
      names.set(node, nameOf(node, around))
    },
  })
  return names
}

/** `around`: what it stands in, outermost first. */
function nameOf(node: FunctionNode, around: readonly AnyNode[]): string {
  if (node.id != null) return node.id.name
  const parent = around.at(-1)
  switch (parent?.type) {
    case 'MethodDefinition': {
      const owner = classNameOf(around.slice(0, -2))
      if (parent.kind === 'constructor') return `new ${owner ?? 'class'}`
      const prefix = parent.kind === 'method' ? '' : `${parent.kind} `
      return prefix + member(owner, keyText(parent.key, parent.computed))
    }
    case 'PropertyDefinition':
      return member(classNameOf(around.slice(0, -2)), keyText(parent.key, parent.computed))
    case 'Property': {
      const prefix = parent.kind === 'init' ? '' : `${parent.kind} `
      const holder = assignedName(around.at(-2), around.at(-3))
      return prefix + member(holder, keyText(parent.key, parent.computed))
    }
    case 'ExportDefaultDeclaration':
      return 'default'
    default:
      return assignedName(node as AnyNode, parent) ?? NAMELESS
  }
}

/** Name of the class whose body is the last of these. */
function classNameOf(around: readonly AnyNode[]): string | null {
  const node = around.at(-1) as (AnyNode & Partial<Class>) | undefined
  if (node?.id != null) return node.id.name
  return node === undefined ? null : assignedName(node, around.at(-2))
}

/** What a value is assigned to where it is made. */
function assignedName(value: AnyNode | undefined, parent: AnyNode | undefined): string | null {
  if (value === undefined || parent === undefined) return null
  if (parent.type === 'VariableDeclarator' && parent.init === value) return targetText(parent.id)
  if (
    (parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern') &&
    parent.right === value
  )
    return targetText(parent.left)
  return null
}

function targetText(target: Pattern | Expression): string | null {
  if (target.type === 'Identifier') return target.name
  if (target.type !== 'MemberExpression' || target.computed) return null
  const key = target.property.type === 'Identifier' ? target.property.name : null
  if (key === null) return null
  const object = target.object
  if (object.type === 'ThisExpression') return `this.${key}`
  const holder = object.type === 'Super' ? null : targetText(object as Expression)
  return member(holder, key)
}

function keyText(key: AnyNode, computed: boolean): string {
  if (key.type === 'Literal') return String(key.value)
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed && key.type === 'Identifier') return key.name
  return '[computed]'
}

function member(owner: string | null, name: string): string {
  return owner === null ? name : `${owner}.${name}`
}
