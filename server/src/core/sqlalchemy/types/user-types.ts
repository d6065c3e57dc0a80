import { classMember, foreignBases, methodResolutionOrder } from '../../python/interpreter/class-members.ts';
import { taintOf } from '../../python/interpreter/objects.ts';
import type {
  CallArguments,
  CallBack,
  PythonClass,
  PythonInstance,
  PythonNative,
  PythonValue,
} from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { NativeClass, nativeFunction } from '../native-class.ts';
import { UnknownArgument, unsupportedArgument } from '../unknown-argument.ts';
import type { SqlType } from './sql-type.ts';
import { TypeObject, toSqlType } from './type-object.ts';

/** Where an instance of a class that derives from a SQLAlchemy type keeps that type. */
const OWN_TYPE = '<type>';

/** Members by which a class decides in its own code what stands in DDL. */
const DECIDING_MEMBERS = [
  '__new__',
  '__visit_name__',
  '__getattr__',
  '__getattribute__',
  'adapt',
  'compile',
  'copy',
  'dialect_impl',
  'type_engine',
  '_gen_dialect_impl',
  '_set_parent',
  '_set_table',
  '_variant_mapping',
];
/** Members by which a class changes the values that are sent. */
const CONVERTING_MEMBERS = [
  'process_bind_param',
  'process_literal_param',
  'bind_processor',
  'literal_processor',
  'bind_expression',
  'coerce_compared_value',
];

/** What a class of the program made of a SQLAlchemy type may ask of the dialect that it is compiled for. */
const DIALECT: PythonNative = {
  kind: 'native',
  typeName: 'sqlalchemy.dialects.postgresql.base.PGDialect',
  getAttribute: (name, span) => {
    if (name === 'name') return { kind: 'str', value: 'postgresql' };
    if (name === 'type_descriptor') return TYPE_DESCRIPTOR;
    const message = `${name} of the dialect is known only when it runs`;
    return { kind: 'unknown', span, reason: { kind: 'environment', message } };
  },
};

const TYPE_DESCRIPTOR = nativeFunction('type_descriptor(typeobj)', (bound) => {
  const given = bound.values.get('typeobj');
  return new TypeObject('TypeEngine', toSqlType(given?.value ?? { kind: 'none' }, given?.span ?? bound.span));
});

/** `TypeDecorator.__init__`: `impl` becomes an instance, made with the arguments. */
export const DECORATOR_INIT = initFunction(initializeDecorator);

/** `__init__` of a type class, called by a class that derives from it. */
export function typeInit(root: NativeClass): PythonNative {
  return initFunction((self, args) => initializeType(self, root, args));
}

function initFunction(initialize: (self: PythonInstance, args: CallArguments) => void): PythonNative {
  return nativeFunction('__init__(self, *args, **kw)', (bound, args) => {
    const self = bound.values.get('self')?.value;
    if (self?.kind !== 'instance') throw unsupportedArgument('this is not a type', bound.span);
    const positional = args.positional.slice(1);
    initialize(self, { ...args, positional, positionalSpans: args.positionalSpans.slice(1) });
    return { kind: 'none' };
  });
}

export const LOAD_DIALECT_IMPL = nativeFunction('load_dialect_impl(self, dialect)', (bound) => {
  const self = bound.values.get('self')?.value;
  const impl = self?.kind === 'instance' ? self.attributes.get('impl') : undefined;
  if (impl === undefined) throw unsupportedArgument('this is not a type', bound.span);
  return impl;
});

function initializeDecorator(self: PythonInstance, args: CallArguments): void {
  const impl = classMember(self.class, 'impl');
  if (impl === undefined) throw decidedByItself(self.class, args.span);
  // What is not known, or no type by itself, does no harm where `load_dialect_impl` has the last word.
  const made = impl instanceof NativeClass ? impl.call(args) : impl;
  self.attributes.set('impl', made);
  self.attributes.set('impl_instance', made);
}

/** Source: `TypeDecorator.__init__`, `.type_engine` and `.load_dialect_impl` of `sqlalchemy.sql.type_api`. */
export function typeOfUserClass(userClass: PythonClass, args: CallArguments, callBack: CallBack): SqlType {
  const { span } = args;
  const root = rootOf(userClass, span);
  const self: PythonInstance = { kind: 'instance', class: userClass, attributes: new Map() };
  initialize(self, root, args, callBack);
  if (taintOf(self) !== undefined) throw decidedByItself(userClass, span);
  const type = compiledType(self, span, callBack) ?? typeOfInstance(self, root, span, callBack);
  const converts = CONVERTING_MEMBERS.some((name) => classMember(userClass, name) !== undefined);
  return converts ? { ...type, convertsValues: true } : type;
}

interface Compiled {
  readonly compile: PythonValue;
  readonly isForDialect: boolean;
}

/** Classes of the program whose SQL a function of the program writes. */
const COMPILED = new WeakMap<PythonClass, Compiled>();

/** Notes `@compiles(userClass)` around a function; one that names the dialect counts more than one that names none. */
export function compileWith(userClass: PythonClass, compile: PythonValue, isForDialect: boolean): void {
  if (isForDialect || COMPILED.get(userClass)?.isForDialect !== true) {
    COMPILED.set(userClass, { compile, isForDialect });
  }
}

/** What the function behind `@compiles` writes, where it does so without SQLAlchemy's compiler. */
function compiledType(self: PythonInstance, span: Span, callBack: CallBack): SqlType | undefined {
  for (const type of methodResolutionOrder(self.class)) {
    const compiled = COMPILED.get(type);
    if (compiled === undefined) continue;
    const message = "SQLAlchemy's compiler is not followed";
    const compiler: PythonValue = {
      kind: 'unknown',
      span,
      reason: { kind: 'unsupported-operation', message },
    };
    const text = callBack(compiled.compile, [self, compiler], span);
    if (text.kind !== 'str') throw decidedByItself(self.class, span);
    return { kind: 'plain', text: text.value, convertsValues: true };
  }
  return undefined;
}

function initialize(self: PythonInstance, root: NativeClass, args: CallArguments, callBack: CallBack): void {
  const own = classMember(self.class, '__init__');
  if (own !== undefined) callBack(own, [self, ...args.positional], args.span, args.keywords);
  else if (root.isType) initializeType(self, root, args);
  else if (root.className === 'TypeDecorator') initializeDecorator(self, args);
  else if (args.positional.length + args.keywords.size > 0) throw decidedByItself(self.class, args.span);
}

function initializeType(self: PythonInstance, root: NativeClass, args: CallArguments): void {
  const made = root.call(args);
  if (made.kind === 'unknown') throw new UnknownArgument(made);
  self.attributes.set(OWN_TYPE, made);
}

function typeOfInstance(self: PythonInstance, root: NativeClass, span: Span, callBack: CallBack): SqlType {
  const member = (name: string): PythonValue | undefined => classMember(self.class, name);
  if (root.className === 'UserDefinedType') {
    const specification = member('get_col_spec');
    if (specification === undefined) throw decidedByItself(self.class, span);
    const text = callBack(specification, [self], span);
    if (text.kind !== 'str') throw decidedByItself(self.class, span);
    return { kind: 'plain', text: text.value, convertsValues: true };
  }
  if (member('get_col_spec') !== undefined) throw decidedByItself(self.class, span);
  if (root.isType) {
    const own = self.attributes.get(OWN_TYPE);
    if (own === undefined || member('load_dialect_impl') !== undefined)
      throw decidedByItself(self.class, span);
    return toSqlType(own, span);
  }
  const load = member('load_dialect_impl');
  const impl = load === undefined ? self.attributes.get('impl') : callBack(load, [self, DIALECT], span);
  if (impl?.kind === 'unknown') throw new UnknownArgument(impl);
  // A class in place of an instance is taken differently by different versions of SQLAlchemy.
  if (!(impl instanceof TypeObject)) throw decidedByItself(self.class, span);
  return impl.type;
}

/** The one class of SQLAlchemy that a class of the program derives from. */
function rootOf(userClass: PythonClass, span: Span): NativeClass {
  const roots: NativeClass[] = [];
  for (const base of foreignBases(userClass)) {
    if (base.kind === 'unknown') throw new UnknownArgument(base);
    if (base instanceof NativeClass) roots.push(base);
  }
  const [root] = roots;
  const isDecided = DECIDING_MEMBERS.some((name) => classMember(userClass, name) !== undefined);
  if (root === undefined || isDecided || roots.some((other) => other !== root)) {
    throw decidedByItself(userClass, span);
  }
  return root;
}

export function decidedByItself(userClass: PythonClass, span: Span): UnknownArgument {
  const { module } = userClass;
  const name = module === undefined ? userClass.name : `${module}.${userClass.name}`;
  const message = `the SQL type of \`${name}\` is decided by its own code`;
  return new UnknownArgument({
    kind: 'unknown',
    span,
    reason: { kind: 'application-code', message, name },
  });
}
