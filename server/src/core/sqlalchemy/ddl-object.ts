import type { PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import { givenArgument, optionalFlag, requireText, textArgument } from './argument-readers.ts';
import type { BoundArguments } from './call-signature.ts';
import { ClauseObject } from './expressions/clause-object.ts';
import type { ExecutableStatement, SequenceDefinition } from './expressions/statement.ts';
import { literalStatement } from './expressions/text-clause.ts';
import { NativeClass } from './native-class.ts';
import { SequenceObject } from './schema/sequence.ts';
import { unsupportedArgument } from './unknown-argument.ts';

/** A statement of `sqlalchemy.schema` that is executed as it is: `CreateSchema('s')`. */
export class DdlObject extends ClauseObject {
  readonly typeName: string;
  readonly #statement: ExecutableStatement;

  constructor(className: string, statement: ExecutableStatement) {
    super();
    this.typeName = `sqlalchemy.sql.schema.${className}`;
    this.#statement = statement;
  }

  override get statement(): ExecutableStatement {
    return this.#statement;
  }

  attribute(_name: string, _span: Span): PythonValue | undefined {
    return undefined;
  }
}

export function ddlClass(
  signature: string,
  build: (bound: BoundArguments) => ExecutableStatement,
): readonly [string, PythonValue] {
  const className = signature.slice(0, signature.indexOf('('));
  return [className, new NativeClass(signature, (bound) => new DdlObject(className, build(bound)))];
}

function sequenceArgument(bound: BoundArguments): SequenceDefinition {
  const argument = givenArgument(bound, 'element');
  if (argument?.value instanceof SequenceObject) return argument.value.definition;
  throw unsupportedArgument('a Sequence is expected here', bound.span);
}

/** `%(name)s` and `%%` in the text of `DDL()`, as Python's `%` fills them. */
function ddlText(bound: BoundArguments): string {
  const statement = textArgument(bound, 'statement');
  const context = new Map<string, string>();
  const given = givenArgument(bound, 'context');
  if (given !== undefined) {
    if (given.value.kind !== 'dict') throw unsupportedArgument('a dict is expected here', given.span);
    for (const [key, value] of given.value.entries) {
      context.set(
        requireText({ value: key, span: given.span }, 'context'),
        requireText({ value, span: given.span }, 'context'),
      );
    }
  }
  return statement.replace(/%(?:%|\((\w+)\)s|.?)/g, (match, name: string | undefined) => {
    if (match === '%%') return '%';
    const value = name === undefined ? undefined : context.get(name);
    if (value === undefined) throw unsupportedArgument(`${match} in this DDL is not known`, bound.span);
    return value;
  });
}

/** Source: `sqlalchemy.sql.ddl`. */
export const DDL_CLASSES: ReadonlyArray<readonly [string, PythonValue]> = [
  ddlClass('DDL(statement, context=None)', (bound) =>
    literalStatement(ddlText(bound), bound.values.get('statement')?.value),
  ),
  ddlClass('CreateSchema(name, *, if_not_exists=False)', (bound) => ({
    kind: 'create-schema',
    name: textArgument(bound, 'name'),
    ifNotExists: optionalFlag(bound, 'if_not_exists') ?? false,
  })),
  ddlClass('DropSchema(name, *, cascade=False, if_exists=False)', (bound) => ({
    kind: 'drop-schema',
    name: textArgument(bound, 'name'),
    ifExists: optionalFlag(bound, 'if_exists') ?? false,
    cascade: optionalFlag(bound, 'cascade') ?? false,
  })),
  ddlClass('CreateSequence(element, *, if_not_exists=False)', (bound) => ({
    kind: 'create-sequence',
    sequence: sequenceArgument(bound),
    ifNotExists: optionalFlag(bound, 'if_not_exists') ?? false,
  })),
  ddlClass('DropSequence(element, *, if_exists=False)', (bound) => ({
    kind: 'drop-sequence',
    sequence: sequenceArgument(bound),
    ifExists: optionalFlag(bound, 'if_exists') ?? false,
  })),
];
