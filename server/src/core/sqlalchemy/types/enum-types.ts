import { type CallArguments, PythonRaise, type PythonValue } from '../../python/values.ts';
import {
  givenArgument,
  optionalFlag,
  optionalInteger,
  optionalText,
  requireText,
} from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { quoteOf } from '../quoted-name.ts';
import { requireKnown, UnknownArgument, unsupportedArgument } from '../unknown-argument.ts';
import { enumMembers } from './enum-members.ts';
import type { EnumLabel, EnumType } from './sql-type.ts';
import { TypeClass } from './type-class.ts';

const SIGNATURE =
  'Enum(*enums, name=None, schema=None, metadata=None, inherit_schema=False, create_type=True, native_enum=True, ' +
  'create_constraint=False, values_callable=None, length=None, sort_key_function=None, omit_aliases=True, ' +
  'validate_strings=False, quote=None, **kw)';

/** `sqlalchemy.Enum`. Source: `Enum._enum_init` in `sqlalchemy.sql.sqltypes`. */
export const ENUM_CLASS = new TypeClass(SIGNATURE, (bound, args) => buildEnum(bound, false, args.callBack));

/** `sqlalchemy.dialects.postgresql.ENUM`: always a type of the database. */
export const POSTGRESQL_ENUM_CLASS = new TypeClass(SIGNATURE.replace('Enum', 'ENUM'), (bound, args) =>
  buildEnum(bound, true, args.callBack),
);

type CallBack = CallArguments['callBack'];

function buildEnum(bound: BoundArguments, dialectClass: boolean, callBack: CallBack): EnumType {
  if (givenArgument(bound, 'quote') !== undefined) {
    throw unsupportedArgument('the argument quote of an enum type is not translated', bound.span, 'quote');
  }
  const { labels, className } = readLabels(bound, callBack);
  const longest = Math.max(0, ...labels.map(({ label }) => Array.from(label).length));
  const given = optionalInteger(bound, 'length');
  if (given !== null && given < longest) {
    throw new PythonRaise(
      'ValueError',
      `When provided, length must be larger or equal than the length of the longest enum value. ${given} < ${longest}`,
      bound.span,
    );
  }
  const metadata = givenArgument(bound, 'metadata');
  const metadataSchema = metadata === undefined ? null : schemaOf(metadata.value);
  refuseQuotes(bound);
  return {
    kind: 'enum',
    name: bound.values.has('name') ? optionalText(bound, 'name') : (className ?? null),
    schema: optionalText(bound, 'schema') ?? metadataSchema,
    labels,
    native: dialectClass || (optionalFlag(bound, 'native_enum') ?? true),
    createType: optionalFlag(bound, 'create_type') ?? true,
    createConstraint: optionalFlag(bound, 'create_constraint') ?? false,
    length: given ?? longest,
    inheritSchema: optionalFlag(bound, 'inherit_schema') ?? false,
    dialectClass,
  };
}

function refuseQuotes(bound: BoundArguments): void {
  for (const name of ['name', 'schema']) {
    if (quoteOf(optionalText(bound, name) ?? '') === null) continue;
    throw unsupportedArgument(
      'a choice of quotes for the name of a type is not translated',
      bound.span,
      name,
    );
  }
}

/** The default schema of a MetaData that owns the type. */
function schemaOf(metadata: PythonValue): string | null {
  if (metadata.kind !== 'native') return null;
  const schema = metadata.getAttribute?.('schema', { start: 0, end: 0 });
  return schema?.kind === 'str' ? schema.value : null;
}

function readLabels(
  bound: BoundArguments,
  callBack: CallBack,
): { labels: readonly EnumLabel[]; className: string | undefined } {
  const [first] = bound.extraPositional;
  for (const argument of bound.extraPositional) requireKnown(argument.value);
  const members =
    first !== undefined && bound.extraPositional.length === 1 ? enumMembers(first.value) : undefined;
  if (first?.value.kind === 'class' && members !== undefined) {
    const labels =
      labelsFromCallable(bound, first.value, callBack) ?? members.map((member) => member.enumName);
    return {
      labels: labels.map((label, index) => ({ label, member: members[index] })),
      className: first.value.name.toLowerCase(),
    };
  }
  const labels = bound.extraPositional.map((argument) => ({
    label: requireText(argument, 'enums'),
    member: undefined,
  }));
  return { labels, className: undefined };
}

/** What `values_callable` answers for the enum class; undefined where none was given. */
function labelsFromCallable(
  bound: BoundArguments,
  enumClass: PythonValue,
  callBack: CallBack,
): readonly string[] | undefined {
  const callable = givenArgument(bound, 'values_callable');
  if (callable === undefined) return undefined;
  const answer = callBack?.(callable.value, [enumClass], callable.span);
  if (answer === undefined) {
    throw unsupportedArgument('the labels come from a values_callable that is not translated', callable.span);
  }
  requireKnown(answer);
  if (answer.kind !== 'list' && answer.kind !== 'tuple') {
    throw new UnknownArgument({
      kind: 'unknown',
      span: callable.span,
      reason: { kind: 'unsupported-operation', message: 'values_callable does not return a list' },
    });
  }
  return answer.items.map((value) => requireText({ value, span: callable.span }, 'values_callable'));
}
