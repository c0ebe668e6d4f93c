import type { Language } from '../../core/course/model.ts'

/** What the nodes of one language's grammar mean for comparing programs. */
export interface TokenGrammar {
  /** Left out with all that is in them: they can be added or changed without changing what is done. */
  skipped: ReadonlySet<string>
  /** Become `literal`, whatever their value; only code inside them (`${…}`) is read. */
  literals: ReadonlySet<string>
  /** Pieces of literals that hold no code. */
  literalPieces: ReadonlySet<string>
  /** Code inside a literal. */
  interpolations: ReadonlySet<string>
  /** Lists of literals are one literal: a table of data says nothing, however long it is. */
  collections: ReadonlySet<string>
  names: ReadonlySet<string>
  /** `parent.field`: the names in it are the program's own. */
  binds: ReadonlySet<string>
  /** The same for all that is in such a node. */
  bindingNodes: ReadonlySet<string>
  /** `parent.field` in those that makes no name: the default of a parameter. */
  free: ReadonlySet<string>
  /** `parent token`: tokens that may be there or not. */
  optional: ReadonlySet<string>
  /** Tokens that are another way to write one. */
  same: Readonly<Record<string, string>>
}

const set = (words: string) => new Set(words.trim().split(/\s+/))

const PYTHON: TokenGrammar = {
  skipped: set('comment type pass_statement'),
  literals: set('integer float string concatenated_string'),
  literalPieces: set('string_start string_content string_end escape_sequence'),
  interpolations: set('interpolation'),
  collections: set('list tuple set expression_list'),
  names: set('identifier'),
  binds: set(`function_definition.name class_definition.name aliased_import.alias assignment.left
    for_statement.left for_in_clause.left named_expression.name`),
  bindingNodes: set('as_pattern_target case_pattern parameters lambda_parameters'),
  free: set('default_parameter.value typed_default_parameter.value'),
  optional: set('parenthesized_expression( parenthesized_expression)'),
  same: {},
}

const BLOCKS =
  'if_statement else_clause for_statement for_in_statement while_statement do_statement'

const JAVASCRIPT: TokenGrammar = {
  skipped:
    set(`comment html_comment empty_statement debugger_statement type_annotation type_parameters type_arguments
    type_predicate_annotation accessibility_modifier`),
  literals: set('number string template_string regex'),
  literalPieces: set(
    'string_fragment escape_sequence regex_pattern regex_flags " \' ` / html_character_reference',
  ),
  interpolations: set('template_substitution'),
  collections: set('array'),
  names:
    set(`identifier property_identifier shorthand_property_identifier shorthand_property_identifier_pattern
    private_property_identifier type_identifier statement_identifier`),
  binds: set(`variable_declarator.name function_declaration.name generator_function_declaration.name
    function_expression.name generator_function.name class_declaration.name class.name method_definition.name
    assignment_expression.left augmented_assignment_expression.left for_in_statement.left catch_clause.parameter
    arrow_function.parameter field_definition.property public_field_definition.name pair.key pair_pattern.key
    enum_body.name enum_assignment.name property_signature.name interface_declaration.name
    type_alias_declaration.name enum_declaration.name import_specifier.alias labeled_statement.label`),
  bindingNodes: set(
    'formal_parameters shorthand_property_identifier shorthand_property_identifier_pattern',
  ),
  free: set('assignment_pattern.right required_parameter.value optional_parameter.value'),
  optional: set(
    `parenthesized_expression( parenthesized_expression) ${BLOCKS.split(' ')
      .flatMap((block) => [`${block}>{`, `${block}>}`])
      .join(' ')}`,
  ),
  same: { const: 'let', var: 'let', '===': '==', '!==': '!=' },
}

export const TOKEN_GRAMMARS: Readonly<Record<Exclude<Language, 'sql'>, TokenGrammar>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
}
