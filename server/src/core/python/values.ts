import type { Span } from '../text/span.ts';
import type { FindProjectModule } from './project-module.ts';

/**
 * Why a value or an effect cannot be known without running the program.
 * The sentence is shown to users; `kind` lets a test and a quick fix tell the cases apart.
 */
export interface UnknownReason {
  readonly kind:
    | 'query-result'
    | 'reflection'
    | 'application-code'
    | 'third-party-code'
    | 'environment'
    | 'nondeterministic'
    | 'unsupported-syntax'
    | 'unsupported-operation'
    | 'undefined-name'
    | 'limit';
  readonly message: string;
  /** Dotted name of the thing that is not known, where it has one: `app.models.Status`. */
  readonly name?: string;
}

export interface PythonUnknown {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  /** Where in the file the value stopped being known. */
  readonly span: Span;
  /** True where calling or reading the value may itself run SQL: a session, a bind of an unknown engine. */
  readonly touchesDatabase?: boolean;
  /** True where the reason already names the file of the project in which the value stopped being known. */
  readonly isPlaced?: boolean;
}

export type PythonNone = { readonly kind: 'none' };
export type PythonBool = { readonly kind: 'bool'; readonly value: boolean };
export type PythonInt = { readonly kind: 'int'; readonly value: bigint };
export type PythonFloat = { readonly kind: 'float'; readonly value: number };
export type PythonStr = {
  readonly kind: 'str';
  readonly value: string;
  readonly span?: Span;
  /** How it was made of other texts; absent where `span` is its literal, or nothing is known of it. */
  readonly origin?: TextOrigin;
};
/** What a text was made of, so that a place in it can be found in the file (`locateInText`). */
export type TextOrigin =
  /** One piece after the other. */
  | { readonly kind: 'joined'; readonly pieces: readonly TextPiece[] }
  /** Another text with some of it cut off, put in or replaced. */
  | { readonly kind: 'changed'; readonly from: PythonStr }
  /** What stands between the quotes or fields of a literal, at `span`. */
  | { readonly kind: 'literal-piece'; readonly raw: boolean; readonly format: boolean };
export interface TextPiece {
  readonly length: number;
  /** Undefined for text that stands nowhere in the file, such as a formatted number. */
  readonly of: PythonStr | undefined;
}
export type PythonBytes = { readonly kind: 'bytes'; readonly value: Uint8Array };
/** Lists, dicts and sets are mutable, as in Python: interpreting `append` changes `items`. */
export type PythonList = { readonly kind: 'list'; readonly items: PythonValue[] };
export type PythonTuple = { readonly kind: 'tuple'; readonly items: readonly PythonValue[] };
export type PythonSet = { readonly kind: 'set'; readonly items: PythonValue[] };
export type PythonDict = {
  readonly kind: 'dict';
  readonly entries: Array<[key: PythonValue, value: PythonValue]>;
};

/** Calls a function of the program from a native. */
export type CallBack = (
  callee: PythonValue,
  positional: readonly PythonValue[],
  span: Span,
  keywords?: ReadonlyMap<string, PythonValue>,
) => PythonValue;

/** Arguments of a call after `*` and `**` are expanded. Spans are those of the argument expressions. */
export interface CallArguments {
  readonly positional: readonly PythonValue[];
  readonly positionalSpans: readonly Span[];
  readonly keywords: ReadonlyMap<string, PythonValue>;
  readonly keywordSpans: ReadonlyMap<string, Span>;
  /** The whole call expression. */
  readonly span: Span;
  /** True where another call takes what this one makes: `f(Kind())`. */
  readonly isArgument?: boolean;
  /** Calls a function of the program that is among the arguments, e.g. `values_callable=lambda x: …` of an enum type. */
  readonly callBack?: CallBack;
  /** Tells the host that this call may change the database in a way that is not known. */
  readonly reportUnresolved?: (span: Span, reason: UnknownReason) => void;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '@'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in';
export type UnaryOperator = '-' | '+' | '~';

/**
 * An object that a layer above the interpreter defines: what `sa.`, `postgresql.` and `op.` names stand for.
 * Every hook is optional; a missing one means that Python would raise TypeError or AttributeError there.
 * A hook may throw PythonRaise; it returns an unknown where the answer depends on the running program.
 */
export interface PythonNative {
  readonly kind: 'native';
  /** Dotted Python name for messages: `sqlalchemy.Column`. */
  readonly typeName: string;
  /**
   * True where calling this never changes the database and never uses `op`: a type, an expression, a function of the
   * standard library. A branch that nobody can decide is left out silently where it only makes such calls.
   */
  readonly pure?: boolean;
  /** `class Name(this): …`; what the statement binds. Absent or undefined: the plain class. */
  subclass?(definition: PythonClass, span: Span, callBack: CallBack): PythonValue | undefined;
  /** The class of the program that this stands for, where it came of `subclass`. */
  readonly programClass?: PythonClass;
  getAttribute?(name: string, span: Span): PythonValue | undefined;
  setAttribute?(name: string, value: PythonValue, span: Span): void;
  call?(args: CallArguments): PythonValue;
  getItem?(key: PythonValue, span: Span): PythonValue;
  /** `x[key] = value`; absent: nothing that is worth following changes. */
  setItem?(key: PythonValue, value: PythonValue, span: Span): void;
  binary?(
    operator: BinaryOperator,
    other: PythonValue,
    reflected: boolean,
    span: Span,
  ): PythonValue | undefined;
  unary?(operator: UnaryOperator, span: Span): PythonValue;
  iterate?(span: Span): readonly PythonValue[] | PythonUnknown;
  /** `bool(x)`; absent means true. */
  truth?(span: Span): boolean | PythonUnknown;
  /** `str(x)` and `f"{x}"`; absent means that the text is not known. */
  toText?(): string | undefined;
  /** `repr(x)` where it is another text than `str(x)`. */
  toRepr?(): string | undefined;
  /** `with x as y`: the value of y. */
  enter?(span: Span): PythonValue;
  /** `raised`: the exception that ends the block, if one does. */
  exit?(span: Span, raised?: PythonRaise): void;
}

/** A function of the same file, with the scope it closes over. Only the interpreter looks inside. */
export interface PythonFunction {
  readonly kind: 'function';
  readonly name: string;
}
/** A class of the same file. `bases` may hold natives (an `enum.Enum`, a SQLAlchemy type). */
export interface PythonClass {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly PythonValue[];
  readonly attributes: Map<string, PythonValue>;
  /** The module of the project that it stands in; absent for a class of the revision file. */
  readonly module?: string;
  /** True where its body names attributes by their types alone: `id: int`. */
  readonly hasBareAnnotations?: boolean;
  /** The names that its body gives a type, in order; undefined where its body is more than a row of simple statements. */
  annotations?(): ReadonlyArray<{ readonly name: string; readonly annotation: string }> | undefined;
}
export interface PythonInstance {
  readonly kind: 'instance';
  readonly class: PythonClass;
  readonly attributes: Map<string, PythonValue>;
}
export interface PythonModule {
  readonly kind: 'module';
  readonly name: string;
  /** Undefined: the module has no such name. */
  getAttribute(name: string, span: Span): PythonValue | undefined;
  /** The names that `from module import *` brings in; absent or undefined where they are not known. */
  names?(): readonly string[] | undefined;
}

export type PythonValue =
  | PythonNone
  | PythonBool
  | PythonInt
  | PythonFloat
  | PythonStr
  | PythonBytes
  | PythonList
  | PythonTuple
  | PythonSet
  | PythonDict
  | PythonFunction
  | PythonClass
  | PythonInstance
  | PythonModule
  | PythonNative
  | PythonUnknown;

/** A Python exception that the program would raise, e.g. TypeError for a wrong argument. */
export class PythonRaise extends Error {
  /** The class name of the exception. */
  readonly type: string;
  readonly span: Span;
  /** The exception object, where the program made it itself. */
  readonly value: PythonInstance | undefined;

  constructor(type: string, message: string, span: Span, value?: PythonInstance) {
    super(message);
    this.name = 'PythonRaise';
    this.type = type;
    this.span = span;
    this.value = value;
  }
}

/** What the user says about names that reading cannot tell, by dotted name as the reasons name them. */
export interface KnownValues {
  value(name: string): PythonValue | undefined;
  /** True where something behind this name is described: `app.settings()` where `app.settings().SCHEMA` is given. */
  describes(name: string): boolean;
}

/** An exception that the program itself raises with a `raise` or an `assert`: it is meant to stop there. */
export class DeliberateRaise extends PythonRaise {}

/** What the interpreter needs of the world around a revision file. */
export interface PythonHost {
  /** The module behind `import name`, or undefined where this host does not know it. */
  resolveModule(name: string): PythonModule | undefined;
  /** Finds modules of the project, which are then followed; absent where none are. */
  readonly findModule?: FindProjectModule | undefined;
  readonly knownValues?: KnownValues | undefined;
  /** Whether the unknown thing of this dotted name counts as true, where something else decides it. */
  readonly impliedTruth?: ((name: string) => boolean | undefined) | undefined;
  /**
   * Asked where a `try` with quiet handlers would hide that a statement in it failed; `place` is that `try`. True: a failure
   * ends the run anyway, so that the body is followed as one that succeeds.
   */
  endsWithFailure?(place: Span): boolean;
  /** Runs the body of a module of the project; whatever it calls happens while it is imported and is no operation. */
  importing?(body: () => void): void;
  /**
   * Called in order of execution for each part of the program that may change the database in a way nobody can know:
   * a call into unread code, an unknown condition around operations, a loop over rows.
   */
  reportUnresolved(span: Span, reason: UnknownReason): void;
}
