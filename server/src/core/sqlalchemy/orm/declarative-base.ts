import { foreignBases } from '../../python/interpreter/class-members.ts';
import type { PythonClass, PythonNative, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { NativeClass, nativeFunction } from '../native-class.ts';
import { MetaDataObject } from '../schema/table-class.ts';
import { requireKnown, unsupportedArgument, untranslatedAttribute } from '../unknown-argument.ts';
import { mapClass, unmapped } from './mapped-class.ts';

/** `Base`: a class that derives from it is mapped to a table. */
export class DeclarativeBaseObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.orm.decl_api.DeclarativeMeta';
  readonly pure = true;
  readonly #metadata: MetaDataObject;

  constructor(metadata: MetaDataObject) {
    this.#metadata = metadata;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return name === 'metadata' ? this.#metadata : untranslatedAttribute(this.typeName, name, span);
  }

  subclass(definition: PythonClass, span: Span): PythonValue {
    if (definition.attributes.get('__abstract__')?.kind !== 'bool')
      return mapClass(definition, this.#metadata, span);
    return isBare(definition) ? this : unmapped(definition, span);
  }
}

/** True for a class that only passes its base on. */
function isBare(definition: PythonClass): boolean {
  return (
    definition.bases.length === 1 &&
    definition.hasBareAnnotations !== true &&
    [...definition.attributes].every(([name, value]) => BASE_NAMES.has(name) || value.kind === 'function')
  );
}

const BASE_NAMES: ReadonlySet<string> = new Set([
  '__abstract__',
  '__doc__',
  'metadata',
  'type_annotation_map',
]);

/** The `MetaData` of an argument or attribute; a new one where there is none. */
export function metadataOf(value: PythonValue | undefined, span: Span): MetaDataObject {
  if (value === undefined || value.kind === 'none') return new MetaDataObject(null);
  requireKnown(value);
  if (value instanceof MetaDataObject) return value;
  throw unsupportedArgument('a MetaData is expected here', span);
}

function refuse(bound: BoundArguments, ...names: readonly string[]): void {
  for (const name of names) {
    const argument = givenArgument(bound, name);
    if (argument !== undefined)
      throw unsupportedArgument(`${name} of a declarative base is not translated`, argument.span);
  }
}

/** Source: `sqlalchemy.orm.declarative_base`. */
export const DECLARATIVE_BASE = nativeFunction(
  'declarative_base(*, metadata=None, mapper=None, cls=None, name=None, class_registry=None, type_annotation_map=None, ' +
    'constructor=None, metaclass=None, bind=None)',
  (bound) => {
    refuse(bound, 'mapper', 'cls', 'constructor', 'metaclass', 'bind');
    const metadata = bound.values.get('metadata');
    return new DeclarativeBaseObject(metadataOf(metadata?.value, bound.span));
  },
);

/** `class Base(DeclarativeBase)`: the class itself is the base. */
class DeclarativeBaseClass extends NativeClass {
  override subclass(definition: PythonClass, span: Span): PythonValue {
    const metadata = definition.attributes.get('metadata');
    const isOwn = isBare(definition) && foreignBases(definition).every((base) => base === this);
    if (!isOwn || (metadata !== undefined && !(metadata instanceof MetaDataObject)))
      return unmapped(definition, span);
    return new DeclarativeBaseObject(metadataOf(metadata, span));
  }
}

export const DECLARATIVE_BASE_CLASS = new DeclarativeBaseClass('DeclarativeBase(**kw)', (bound) => {
  throw unsupportedArgument('DeclarativeBase is no class by itself', bound.span);
});
