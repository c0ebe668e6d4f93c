import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

interface Node {
  type: string
  value?: string
  children?: Node[]
}

/** All nodes of the Markdown, as GitHub's flavour is parsed. */
export function nodesOf(text: string): Node[] {
  const all: Node[] = []
  const walk = (node: Node): void => {
    all.push(node)
    node.children?.forEach(walk)
  }
  walk(unified().use(remarkParse).use(remarkGfm).parse(text) as Node)
  return all
}

/** HTML that the summary itself writes, with text in which nothing is a tag. */
export const OURS =
  /^(<details><summary><code>[^<>]*<\/code><\/summary>|<pre>[^<>]*<\/pre>|<\/details>)$/
