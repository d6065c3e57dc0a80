import type { PythonNative, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, optionalFlag, optionalText, textArgument } from '../argument-readers.ts';
import { ExpressionObject } from '../expressions/expression-object.ts';
import type { SequenceDefinition } from '../expressions/statement.ts';
import { NativeClass, nativeAction, nativeFunction } from '../native-class.ts';
import { nameValue, quoteArgument, quotedName } from '../quoted-name.ts';
import { onBind } from '../types/named-type-attributes.ts';
import { INTEGER } from '../types/sql-type.ts';
import { toSqlType } from '../types/type-object.ts';
import { untranslatedAttribute } from '../unknown-argument.ts';
import { readIdentityOptions } from './default-objects.ts';

/** `Sequence(...)`. */
export class SequenceObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.schema.Sequence';
  readonly definition: SequenceDefinition;

  constructor(definition: SequenceDefinition) {
    this.definition = definition;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return this.#attribute(name) ?? untranslatedAttribute(this.typeName, name, span);
  }

  #attribute(name: string): PythonValue | undefined {
    const { definition } = this;
    switch (name) {
      case 'next_value':
        return nativeFunction(
          'next_value()',
          () =>
            new ExpressionObject({
              kind: 'next-value',
              sequenceName: definition.name,
              schema: definition.schema,
              type: INTEGER,
            }),
        );
      case 'create':
        return nativeAction('create(bind, checkfirst=True)', (bound) =>
          onBind(bound, (bind, span) => {
            bind.createSequence(definition, optionalFlag(bound, 'checkfirst') ?? true, span);
          }),
        );
      case 'drop':
        return nativeAction('drop(bind, checkfirst=True)', (bound) =>
          onBind(bound, (bind, span) => {
            bind.dropSequence(definition, optionalFlag(bound, 'checkfirst') ?? true, span);
          }),
        );
      case 'name':
        return nameValue(definition.name);
      default:
        return undefined;
    }
  }
}

export const SEQUENCE_CLASS = new NativeClass(
  'Sequence(name, start=None, increment=None, minvalue=None, maxvalue=None, nominvalue=None, nomaxvalue=None, ' +
    'cycle=None, schema=None, cache=None, order=None, data_type=None, optional=False, quote=None, metadata=None, ' +
    'quote_schema=None, for_update=False, **dialect_kw)',
  (bound) => {
    const dataType = givenArgument(bound, 'data_type');
    const schema = optionalText(bound, 'schema');
    return new SequenceObject({
      name: quotedName(textArgument(bound, 'name'), quoteArgument(bound)),
      schema: schema === null ? null : quotedName(schema, quoteArgument(bound, 'quote_schema')),
      dataType: dataType === undefined ? null : toSqlType(dataType.value, dataType.span),
      optional: optionalFlag(bound, 'optional') ?? false,
      options: readIdentityOptions(bound),
    });
  },
);
