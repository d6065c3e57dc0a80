import { type CallArguments, PythonRaise, type PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';

type ParameterKind = 'positional-or-keyword' | 'keyword-only';

interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly required: boolean;
}

/** The parameters of a Python function, as its `def` line declares them. */
export interface CallSignature {
  readonly functionName: string;
  /** Arguments that Python counts although no caller writes them: `self` of a constructor. */
  readonly implicitArguments: 0 | 1;
  readonly parameters: readonly Parameter[];
  /** Those that take arguments by their place. */
  readonly positional: readonly Parameter[];
  readonly names: ReadonlySet<string>;
  /** Name of `*args`, if any. */
  readonly extraPositional: string | undefined;
  /** Name of `**kw`, if any. */
  readonly extraKeywords: string | undefined;
}

/**
 * Reads a signature in Python's own spelling: `add_column(table_name, column, *, schema=None, **kw)`. Text after `=` only says
 * that the parameter may be absent; readers of the arguments supply the default.
 */
export function callSignature(text: string, implicitArguments: 0 | 1 = 0): CallSignature {
  const key = `${implicitArguments}${text}`;
  const known = signatures.get(key);
  if (known !== undefined) return known;
  const read = readSignature(text, implicitArguments);
  // Names that a file makes up come here too; the library's own are far fewer.
  if (signatures.size < MOST_SIGNATURES) signatures.set(key, read);
  return read;
}

/** Every revision is read with the same functions. */
const signatures = new Map<string, CallSignature>();
const MOST_SIGNATURES = 2000;

function readSignature(text: string, implicitArguments: 0 | 1): CallSignature {
  const open = text.indexOf('(');
  const parts = text
    .slice(open + 1, text.lastIndexOf(')'))
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const parameters: Parameter[] = [];
  let extraPositional: string | undefined;
  let extraKeywords: string | undefined;
  let kind: ParameterKind = 'positional-or-keyword';
  for (const part of parts) {
    if (part.startsWith('**')) {
      extraKeywords = part.slice(2);
    } else if (part.startsWith('*')) {
      if (part.length > 1) extraPositional = part.slice(1);
      kind = 'keyword-only';
    } else {
      const [name = ''] = part.split('=');
      parameters.push({ name: name.trim(), kind, required: !part.includes('=') });
    }
  }
  const functionName = text.slice(0, open);
  const positional = parameters.filter((parameter) => parameter.kind === 'positional-or-keyword');
  const names = new Set(parameters.map(({ name }) => name));
  return { functionName, implicitArguments, parameters, positional, names, extraPositional, extraKeywords };
}

/** A value that was passed, with the place in the file where it stands. */
export interface Argument {
  readonly value: PythonValue;
  readonly span: Span;
}

/** The arguments of one call, sorted into the parameters of a signature. Parameters that were not given are absent. */
export interface BoundArguments {
  readonly values: ReadonlyMap<string, Argument>;
  readonly extraPositional: readonly Argument[];
  readonly extraKeywords: ReadonlyMap<string, Argument>;
  readonly span: Span;
}

/** Binds arguments to parameters as Python's call does; throws PythonRaise TypeError with CPython's message where they do not fit. */
export function bindArguments(signature: CallSignature, args: CallArguments): BoundArguments {
  const values = new Map<string, Argument>();
  const extraPositional: Argument[] = [];
  const extraKeywords = new Map<string, Argument>();
  const { positional } = signature;
  for (let index = 0; index < args.positional.length; index += 1) {
    const argument = {
      value: args.positional[index] as PythonValue,
      span: args.positionalSpans[index] ?? args.span,
    };
    const parameter = positional[index];
    if (parameter !== undefined) values.set(parameter.name, argument);
    else if (signature.extraPositional !== undefined) extraPositional.push(argument);
    else throw tooManyPositional(signature, args);
  }
  for (const [name, value] of args.keywords) {
    const argument = { value, span: args.keywordSpans.get(name) ?? args.span };
    const known = signature.names.has(name);
    if (known && values.has(name)) {
      throw typeError(signature, `got multiple values for argument '${name}'`, argument.span);
    } else if (known) {
      values.set(name, argument);
    } else if (signature.extraKeywords !== undefined) {
      extraKeywords.set(name, argument);
    } else {
      throw typeError(signature, `got an unexpected keyword argument '${name}'`, argument.span);
    }
  }
  checkRequired(signature, values, args.span);
  return { values, extraPositional, extraKeywords, span: args.span };
}

function checkRequired(signature: CallSignature, values: ReadonlyMap<string, Argument>, span: Span): void {
  if (signature.parameters.every(({ required, name }) => !required || values.has(name))) return;
  for (const kind of ['positional-or-keyword', 'keyword-only'] as const) {
    const missing = signature.parameters
      .filter((parameter) => parameter.kind === kind && parameter.required && !values.has(parameter.name))
      .map((parameter) => `'${parameter.name}'`);
    if (missing.length === 0) continue;
    const word = kind === 'keyword-only' ? 'keyword-only' : 'positional';
    const plural = missing.length === 1 ? '' : 's';
    throw typeError(
      signature,
      `missing ${missing.length} required ${word} argument${plural}: ${enumerate(missing)}`,
      span,
    );
  }
}

function enumerate(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  if (names.length === 2) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

function tooManyPositional(signature: CallSignature, args: CallArguments): PythonRaise {
  const { positional } = signature;
  const given = args.positional.length + signature.implicitArguments;
  const most = positional.length + signature.implicitArguments;
  const least = positional.filter((parameter) => parameter.required).length + signature.implicitArguments;
  const takes = least === most ? `${most}` : `from ${least} to ${most}`;
  const plural = most === 1 ? '' : 's';
  const verb = given === 1 ? 'was' : 'were';
  if (most === 1 && signature.functionName.endsWith('.__init__')) {
    const className = signature.functionName.slice(0, -'.__init__'.length);
    return new PythonRaise('TypeError', `${className}() takes no arguments`, args.span);
  }
  return typeError(
    signature,
    `takes ${takes} positional argument${plural} but ${given} ${verb} given`,
    args.positionalSpans[positional.length] ?? args.span,
  );
}

function typeError(signature: CallSignature, message: string, span: Span): PythonRaise {
  return new PythonRaise('TypeError', `${signature.functionName}() ${message}`, span);
}
