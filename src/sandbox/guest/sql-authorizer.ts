import { constants } from 'node:sqlite'

/**
 * What SQL may do, asked by SQLite for each statement that it compiles: all that concerns the one database in memory,
 * functions that only compute, and pragmas that only tell. Whatever is not listed is refused.
 */
export class Authorizer {
  /** What was refused last, in words; null: nothing since it was emptied. */
  refused: string | null = null

  private readonly closed: ReadonlySet<string>

  /** @param closed names of virtual tables that nobody may read */
  constructor(closed: ReadonlySet<string>) {
    this.closed = closed
  }

  readonly decide = (
    action: number,
    first: string | null,
    second: string | null,
    database: string | null,
  ): number => {
    const why =
      action === constants.SQLITE_READ && this.closed.has((first ?? '').toLowerCase())
        ? `The table ${first} is not available here.`
        : refusal(action, first, second, database)
    if (why === null) return constants.SQLITE_OK
    this.refused ??= why
    return constants.SQLITE_DENY
  }
}

const OWN_DATABASE = new Set<number>([
  constants.SQLITE_CREATE_INDEX,
  constants.SQLITE_CREATE_TABLE,
  constants.SQLITE_CREATE_TEMP_INDEX,
  constants.SQLITE_CREATE_TEMP_TABLE,
  constants.SQLITE_CREATE_TEMP_TRIGGER,
  constants.SQLITE_CREATE_TEMP_VIEW,
  constants.SQLITE_CREATE_TRIGGER,
  constants.SQLITE_CREATE_VIEW,
  constants.SQLITE_DROP_INDEX,
  constants.SQLITE_DROP_TABLE,
  constants.SQLITE_DROP_TEMP_INDEX,
  constants.SQLITE_DROP_TEMP_TABLE,
  constants.SQLITE_DROP_TEMP_TRIGGER,
  constants.SQLITE_DROP_TEMP_VIEW,
  constants.SQLITE_DROP_TRIGGER,
  constants.SQLITE_DROP_VIEW,
  constants.SQLITE_REINDEX,
  constants.SQLITE_ANALYZE,
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_INSERT,
  constants.SQLITE_UPDATE,
  constants.SQLITE_DELETE,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
  constants.SQLITE_RECURSIVE,
])

/** They tell of the schema or check it; `foreign_keys` and `defer_foreign_keys` change what is checked. */
const PRAGMAS = new Set(
  `table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check
foreign_keys defer_foreign_keys integrity_check quick_check collation_list`.split(/\s+/),
)

/** Each computes its result from its arguments, the rows, the clock or chance, and from nothing else. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  `-> ->> abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling changes char coalesce concat concat_ws cos cosh
count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor format
glob group_concat hex if ifnull iif instr json json_array json_array_insert json_array_length json_each
json_error_position json_extract json_group_array json_group_object json_insert json_object json_patch json_pretty
json_quote json_remove json_replace json_set json_tree json_type json_valid jsonb jsonb_array jsonb_array_insert
jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace
jsonb_set julianday lag last_insert_rowid last_value lead length like likelihood likely ln log log10 log2 lower ltrim max
median min mod nth_value ntile nullif octet_length percent_rank percentile percentile_cont percentile_disc pi pow power
printf quote radians raise random randomblob rank replace round row_number rtrim sign sin sinh soundex
sqlite_compileoption_used sqlite_source_id sqlite_version sqrt strftime string_agg substr substring subtype sum tan tanh
time timediff total total_changes trim trunc typeof unhex unicode unistr unistr_quote unixepoch unlikely upper zeroblob`.split(
    /\s+/,
  ),
)

/** ALTER TABLE calls them; nobody else can, SQLite sees to that. */
const OF_ALTER_TABLE = /^sqlite_(rename|drop|add|find)_[a-z_]+$|^sqlite_fail$/

function elsewhere(database: string | null): string | null {
  return database === null || database === 'main' || database === 'temp'
    ? null
    : `The database ${database} is not available here: there is only your own, in memory.`
}

function refusal(
  action: number,
  first: string | null,
  second: string | null,
  database: string | null,
): string | null {
  if (OWN_DATABASE.has(action)) return elsewhere(database)
  switch (action) {
    case constants.SQLITE_ALTER_TABLE:
      return elsewhere(first)
    case constants.SQLITE_FUNCTION: {
      const name = (second ?? '').toLowerCase()
      if (FUNCTIONS.has(name) || OF_ALTER_TABLE.test(name)) return null
      return `The function ${second}() is not available here.`
    }
    case constants.SQLITE_PRAGMA:
      return PRAGMAS.has((first ?? '').toLowerCase())
        ? null
        : `PRAGMA ${first} is not available here: the settings of the database are fixed.`
    // VACUUM copies the database to another one, which SQLite attaches for it.
    case constants.SQLITE_ATTACH:
      return 'ATTACH and VACUUM are not available here: there is only one database, in memory, and no files.'
    case constants.SQLITE_DETACH:
      return 'DETACH is not available here: there is only one database, in memory.'
    case constants.SQLITE_CREATE_VTABLE:
    case constants.SQLITE_DROP_VTABLE:
      return `Virtual tables${second === null ? '' : ` (${second})`} are not available here.`
    default:
      return 'This is not available here.'
  }
}
