/** One workflow command as the runner reads it. */
export interface Command {
  name: string
  properties: Record<string, string>
  data: string
}

const unescapedData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
const unescapedProperty = (text: string) =>
  unescapedData(text.replaceAll('%3A', ':').replaceAll('%2C', ','))

/**
 * What GitHub's runner obeys in a log, by its own source (actions/runner, ActionCommand.cs and ActionCommandManager.cs):
 * a command stands at the beginning of a line, blanks aside, as `::name k=v::data` or, from older days, `##[name k=v]data`.
 * After `stop-commands` only the line `::token::` is one.
 */
export function commandsOf(log: string): { commands: Command[]; text: string[] } {
  const commands: Command[] = []
  const text: string[] = []
  let stopped: string | null = null
  for (const line of log.split(/\r\n|\r|\n/)) {
    const command = readCommand(line)
    if (stopped !== null) {
      if (command?.name === stopped) stopped = null
      else text.push(line)
    } else if (command === null) text.push(line)
    else if (command.name === 'stop-commands') stopped = command.data
    else commands.push(command)
  }
  if (stopped !== null) throw new Error('commands are still switched off at the end')
  return { commands, text }
}

function readCommand(line: string): Command | null {
  const modern = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/s.exec(line)
  const old = /##\[([^\s\]]+)(?:\s+(.*?))?\](.*)$/s.exec(line)
  const found = modern ?? old
  if (found === null) return null
  const [, name = '', pairs = '', data = ''] = found
  const properties = pairs
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), unescapedProperty(pair.slice(at + 1))]
    })
  return { name, properties: Object.fromEntries(properties), data: unescapedData(data) }
}
