import type { PythonNative, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument } from '../argument-readers.ts';
import { NativeClass } from '../native-class.ts';
import { DeclarativeBaseObject, metadataOf } from '../orm/declarative-base.ts';
import { unsupportedArgument, untranslatedAttribute } from '../unknown-argument.ts';

/** Names of `sqlalchemy` and `sqlalchemy.orm`, as the extension hands them on. */
export type SqlalchemyName = (name: string) => PythonValue | undefined;

/** `db = SQLAlchemy()`: names of SQLAlchemy, and a declarative base. Source: `flask_sqlalchemy.extension.SQLAlchemy`. */
class ExtensionObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'flask_sqlalchemy.extension.SQLAlchemy';
  readonly #base: PythonValue;
  readonly #nameOf: SqlalchemyName;
  readonly #replaced = new Set<string>();

  constructor(base: PythonValue, nameOf: SqlalchemyName) {
    this.#base = base;
    this.#nameOf = nameOf;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    if (!this.#replaced.has(name)) {
      if (name === 'Model') return this.#base;
      const found = OWN_NAMES.has(name) ? undefined : this.#nameOf(name);
      if (found !== undefined) return found;
    }
    return untranslatedAttribute(this.typeName, name, span);
  }

  setAttribute(name: string): void {
    this.#replaced.add(name);
  }
}

/** What the extension does itself, in any of its versions. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  'Table',
  'Query',
  'session',
  'metadata',
  'engine',
  'inspect',
  'event',
]);

/** The class `SQLAlchemy` of the package, over the names of SQLAlchemy. */
export function flaskSqlalchemy(nameOf: SqlalchemyName): ReadonlyMap<string, PythonValue> {
  const extension = new NativeClass(
    'SQLAlchemy(app=None, *, metadata=None, model_class=None, **kw)',
    (bound) => {
      if (bound.extraKeywords.has('disable_autonaming'))
        throw unsupportedArgument('this is not translated', bound.span);
      const model = givenArgument(bound, 'model_class');
      const own =
        model?.value ??
        new DeclarativeBaseObject(metadataOf(bound.values.get('metadata')?.value, bound.span));
      return new ExtensionObject(own, nameOf);
    },
  );
  return new Map([['SQLAlchemy', extension]]);
}
