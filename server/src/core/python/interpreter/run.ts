import type { Span } from '../../text/span.ts';
import type { ProjectModule } from '../project-module.ts';
import type { Block, Expression } from '../syntax.ts';
import type {
  CallArguments,
  CallBack,
  PythonHost,
  PythonModule,
  PythonUnknown,
  PythonValue,
  UnknownReason,
} from '../values.ts';
import type { Meter } from './limits.ts';
import type { Scope } from './scope.ts';

/** How a block ended. An exception is thrown instead, as PythonRaise. */
export type Completion =
  | { readonly kind: 'normal' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: PythonValue }
  /**
   * Whether the rest runs is not known: an undecided `if` may have left the function or the loop. What follows up to the
   * end of that function or loop is reported, not run.
   */
  | { readonly kind: 'undecided'; readonly leaves: 'function' | 'loop'; readonly reason: UnknownReason };

export const NORMAL: Completion = { kind: 'normal' };

/** What the parts of the interpreter need of each other while one program runs. */
export interface Run {
  readonly meter: Meter;
  readonly host: PythonHost;
  readonly builtins: { get(name: string): PythonValue | undefined };
  /** False while a module body runs: code that is imported cannot reach the migration, so nothing is reported. */
  areEffectsPossible: boolean;
  evaluate(expression: Expression, scope: Scope): PythonValue;
  execute(block: Block, scope: Scope): Completion;
  /** Counts the places where an exception may or may not have been raised. */
  undecidedRaises: number;
  /** Counts the calls that make a value anew in each run, `uuid4()` and the like. */
  runtimeCalls: number;
  /** Counts the values that were met and are not known. */
  unknownsMet: number;
  call(callee: PythonValue, args: CallArguments): PythonValue;
  /** The same for natives, which have no run. */
  readonly callBack: CallBack;
  /** A call whose arguments are not even known in number: `f(*unknown)`. */
  callWithUnknownArguments(callee: PythonValue, reason: PythonUnknown, span: Span): PythonValue;
  getAttribute(value: PythonValue, name: string, span: Span): PythonValue;
  getItem(value: PythonValue, key: PythonValue, span: Span): PythonValue;
  /** The span of a node in the file that the host reads; in an imported file, that of the call which led there. */
  place(node: Span, scope: Scope): Span;
  report(span: Span, reason: UnknownReason): void;
  /** The module behind an absolute dotted name. */
  importModule(name: string): PythonModule | undefined;
  /** The file of the project that this scope stands in; undefined for the file that the host reads. */
  projectFile(scope: Scope): ProjectModule | undefined;
  /** Runs the body of a module: nothing in it reaches the database, and what it meets is no concern of the importer. */
  runModuleBody(body: () => void): void;
  /** What the user says about something that is not known by itself. */
  knownValue(name: string): PythonValue | undefined;
}

/** Arguments of a call that the interpreter makes by itself. */
export function callArguments(positional: readonly PythonValue[], span: Span): CallArguments {
  return {
    positional,
    positionalSpans: positional.map(() => span),
    keywords: new Map(),
    keywordSpans: new Map(),
    span,
  };
}
