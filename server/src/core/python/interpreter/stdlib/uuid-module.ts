import { type PythonNative, PythonRaise, type PythonValue } from '../../values.ts';
import { firstUnknown, textArgument } from '../arguments.ts';
import { bool, nativeFunction, str, unknown } from '../objects.ts';
import { typeObject } from '../type-objects.ts';
import { runtimeValue } from './runtime-modules.ts';

/** `uuid.UUID('…')`. */
export class UuidValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'UUID';
  readonly pure = true;
  readonly hex: string;

  /** Takes 32 hexadecimal digits in lower case. */
  constructor(hex: string) {
    this.hex = hex;
  }

  toText(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  getAttribute(name: string): PythonValue | undefined {
    return name === 'hex' ? str(this.hex) : undefined;
  }

  binary(operator: string, other: PythonValue): PythonValue | undefined {
    if (operator !== '==' && operator !== '!=') return undefined;
    return bool((other instanceof UuidValue && other.hex === this.hex) === (operator === '=='));
  }
}

export function uuidNames(): ReadonlyMap<string, PythonValue> {
  const names = new Map<string, PythonValue>();
  names.set(
    'UUID',
    typeObject(
      'UUID',
      (value) => value instanceof UuidValue,
      (args) => {
        const unknownArgument = firstUnknown(args);
        if (unknownArgument !== undefined) return unknownArgument;
        if (args.positional[0] === undefined && !args.keywords.has('hex')) {
          return unknown('unsupported-operation', 'this way of making a UUID is not followed', args.span);
        }
        const hex = textArgument(args, 0, 'hex')
          .replace(/urn:|uuid:|^[{}]+|[{}]+$|-/g, '')
          .toLowerCase();
        if (!/^[0-9a-f]{32}$/.test(hex))
          throw new PythonRaise('ValueError', 'badly formed hexadecimal UUID string', args.span);
        return new UuidValue(hex);
      },
    ),
  );
  for (const name of ['uuid1', 'uuid4', 'uuid7', 'getnode']) {
    names.set(
      name,
      nativeFunction(name, (args) =>
        runtimeValue(`uuid.${name}`, 'a generated id is known only when it runs', args.span),
      ),
    );
  }
  return names;
}
