/**
 * A command needs oclif's parser and `Command`, not its plug-in loader, help and spinners. Those cost half of
 * start-up, so the command bundles get these stand-ins; `mastery help` loads the whole of oclif instead.
 * Keys are files below `@oclif/core/lib/`.
 */
export const LEAN_OCLIF: Readonly<Record<string, string>> = {
  'config/index.js': 'exports.Config = class Config {}',
  'help/index.js': '',
  'help/util.js': '',
  'logger.js': `
    exports.makeDebug = () => () => {}
    exports.getLogger = () => ({ debug() {} })
    exports.setLogger = () => {}`,
  'errors/handle.js': '',
  'errors/errors/pretty-print.js': 'exports.applyPrettyPrintOptions = (error) => error',
  'ux/index.js': `
    exports.colorize = (_, text) => text
    exports.ux = { colorize: exports.colorize, action: { stop() {} } }`,
  // Only flags of a file or folder that must exist use it, and it loads `fs/promises`.
  'util/fs.js': '',
  'ux/theme.js': 'exports.colorize = (_, text) => text',
  // Imported as a default: without the mark, a missing argument would end in "not a function".
  'ux/list.js': `
    exports.__esModule = true
    exports.default = (rows) =>
      rows.map(([name, text]) => (text ? name + '  ' + text : name)).join('\\n')`,
}

/**
 * oclif reads standard input for every argument that is not given, within 10 ms: piped text would become the
 * name of an exercise. It also loads readline for that.
 */
export function leanParser(source: string): string {
  const changes: [string, string][] = [
    ['require("node:readline")', '{}'],
    ['require("node:os")', '{}'],
    ['const readStdin = async () => {', 'const readStdin = async () => {\n    return undefined;'],
  ]
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`oclif's parser changed: no ${from}`)
    return text.replace(from, to)
  }, source)
}

/** What commands import as `@oclif/core`. */
export const LEAN_ENTRY = `
  export { Command } from '@oclif/core/command'
  export * as Flags from '@oclif/core/flags'
  export * as Args from '@oclif/core/args'
`
