interface CachedCommand {
  id: string
  summary?: string
  hidden?: boolean
  aliases?: string[]
  flags: Record<string, { char?: string; summary?: string; hidden?: boolean }>
}

/** Completion of commands and flags, made from oclif's manifest. Item ids come from `mastery list --ids`. */
export function completionScript(
  shell: 'bash' | 'zsh' | 'fish',
  commands: Record<string, CachedCommand>,
): string {
  const known = Object.values(commands)
    .filter((command) => !command.hidden && command.id !== 'index')
    .flatMap((command) =>
      [command.id, ...(command.aliases ?? [])].map((id) => ({ ...command, id })),
    )
  return shell === 'fish'
    ? fish(known)
    : shell === 'zsh'
      ? `${ZSH_PRELUDE}${bash(known)}`
      : bash(known)
}

const ZSH_PRELUDE = 'autoload -U +X bashcompinit && bashcompinit\n'

const TAKES_ITEM = ['learn', 'quiz', 'start', 'check', 'test', 'submit', 'hint', 'why', 'watch']

function bash(commands: CachedCommand[]): string {
  const first = [...new Set(commands.map((c) => c.id.split(':')[0]))].join(' ')
  const topics = [
    ...new Set(commands.filter((c) => c.id.includes(':')).map((c) => c.id.split(':')[0])),
  ]
  const flags = (c: CachedCommand) => Object.keys(c.flags).map((name) => `--${name}`)
  const cases = [
    ...topics.map((topic) => {
      const second = commands
        .filter((c) => c.id.startsWith(`${topic}:`))
        .map((c) => c.id.split(':')[1])
      return `    ${topic}) words="${second.join(' ')}" ;;`
    }),
    ...commands.map((c) => `    "${c.id.replace(':', ' ')}") words="${flags(c).join(' ')}" ;;`),
  ]
  return `_mastery() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  local command="\${COMP_WORDS[1]}"
  case "$command" in ${topics.join('|')})
    if [ "$COMP_CWORD" -gt 2 ]; then command="$command \${COMP_WORDS[2]}"; fi ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${first} help"; else
  case "$command" in
${cases.join('\n')}
  esac
  case "$command" in ${TAKES_ITEM.join('|')})
    case "$current" in -*) ;; *) words="$(mastery list --ids 2>/dev/null)" ;; esac ;;
  esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _mastery mastery
`
}

function fish(commands: CachedCommand[]): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
  const lines = commands.flatMap((c) => {
    const [topic, name] = c.id.split(':') as [string, string | undefined]
    const seen =
      name === undefined
        ? '__fish_use_subcommand'
        : `__fish_seen_subcommand_from ${topic}; and not __fish_seen_subcommand_from ${name}`
    const inside =
      name === undefined
        ? `__fish_seen_subcommand_from ${topic}`
        : `__fish_seen_subcommand_from ${topic}; and __fish_seen_subcommand_from ${name}`
    return [
      `complete -c mastery -f -n ${quote(seen)} -a ${name ?? topic} -d ${quote(c.summary ?? '')}`,
      ...Object.entries(c.flags)
        .filter(([, flag]) => !flag.hidden)
        .map(
          ([flag, { char, summary }]) =>
            `complete -c mastery -n ${quote(inside)} -l ${flag}${char ? ` -s ${char}` : ''} -d ${quote(summary ?? '')}`,
        ),
    ]
  })
  const items = `complete -c mastery -f -n '__fish_seen_subcommand_from ${TAKES_ITEM.join(' ')}' -a '(mastery list --ids 2>/dev/null)'`
  return `${lines.join('\n')}\n${items}\n`
}
