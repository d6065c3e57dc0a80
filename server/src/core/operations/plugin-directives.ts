import { optionalFlag } from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { textClause } from '../sqlalchemy/expressions/text-clause.ts';
import { SYNC_ENUM_VALUES, syncEnumTexts } from '../sqlalchemy/third-party/alembic-postgresql-enum.ts';
import { EntityObject } from '../sqlalchemy/third-party/alembic-utils.ts';
import { requireKnown, unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import type { Directive, DirectiveOutcome } from './directive.ts';

/** What widespread packages add to `op`. */
export const PLUGIN_DIRECTIVES: readonly Directive[] = [
  { signature: SYNC_ENUM_VALUES, build: (bound) => executed(syncEnumTexts(bound), bound) },
  { signature: 'create_entity(target)', build: (bound) => executed([entityOf(bound).sql.create()], bound) },
  {
    signature: 'drop_entity(target, cascade=False)',
    build: (bound) => executed([entityOf(bound).sql.drop(optionalFlag(bound, 'cascade') ?? false)], bound),
  },
  { signature: 'replace_entity(target)', build: (bound) => executed(entityOf(bound).sql.replace(), bound) },
];

function entityOf(bound: BoundArguments): EntityObject {
  const target = bound.values.get('target');
  if (target !== undefined) requireKnown(target.value);
  if (target?.value instanceof EntityObject) return target.value;
  throw unsupportedArgument('an entity of alembic_utils is expected here', bound.span);
}

function executed(texts: readonly string[], { span }: BoundArguments): DirectiveOutcome {
  return {
    operations: texts.map((text) => ({
      kind: 'execute',
      statement: { kind: 'text-statement', text: textClause(text, span) },
      parameters: [],
      span,
    })),
  };
}
