import type { Span } from '../../text/span.ts';
import type { CallExpression, Expression } from '../syntax.ts';
import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { itemsOf } from './iterate.ts';
import { appendAll, stillUnknown, typeNameOf, unknown } from './objects.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { superOf, superOfClass } from './super-object.ts';

/** Calls that stand among the arguments of another. */
const ARGUMENTS = new WeakSet<Expression>();

export function evaluateCall(run: Run, expression: CallExpression, scope: Scope): PythonValue {
  const special = superCall(run, expression, scope);
  if (special !== undefined) return special;
  const callee = run.evaluate(expression.callee, scope);
  const args = evaluateArguments(run, expression, scope);
  return 'reason' in args
    ? run.callWithUnknownArguments(callee, args, run.place(expression, scope))
    : run.call(callee, args);
}

function superCall(run: Run, expression: CallExpression, scope: Scope): PythonValue | undefined {
  if (expression.callee.kind !== 'name' || expression.callee.name !== 'super') return undefined;
  if (scope.lookup('super') !== undefined) return undefined;
  const span = run.place(expression, scope);
  if (expression.arguments.length === 0) return superOf(scope, span);
  const [type, self] = expression.arguments.map(({ value }) => run.evaluate(value, scope));
  return superOfClass(type, self, span);
}

/** The arguments with `*` and `**` spread out, or the unknown that cannot be spread. */
function evaluateArguments(
  run: Run,
  expression: CallExpression,
  scope: Scope,
): CallArguments | PythonUnknown {
  const positional: PythonValue[] = [];
  const positionalSpans: Span[] = [];
  const keywords = new Map<string, PythonValue>();
  const keywordSpans = new Map<string, Span>();
  const span = run.place(expression, scope);
  let failure: PythonUnknown | undefined;
  for (const part of expression.arguments) {
    ARGUMENTS.add(part.value);
    const value = run.evaluate(part.value, scope);
    const partSpan = run.place(part.value, scope);
    if (part.kind === 'positional') {
      positional.push(value);
      positionalSpans.push(partSpan);
    } else if (part.kind === 'keyword') {
      keywords.set(part.name, value);
      keywordSpans.set(part.name, partSpan);
    } else if (part.kind === 'star') {
      const items = itemsOf(run, value, partSpan);
      if (!Array.isArray(items)) failure ??= items as PythonUnknown;
      else {
        appendAll(positional, items as PythonValue[]);
        appendAll(
          positionalSpans,
          items.map(() => partSpan),
        );
      }
    } else failure ??= spreadKeywords(value, partSpan, keywords, keywordSpans);
  }
  const isArgument = ARGUMENTS.has(expression);
  return failure ?? { positional, positionalSpans, keywords, keywordSpans, span, isArgument };
}

function spreadKeywords(
  value: PythonValue,
  span: Span,
  keywords: Map<string, PythonValue>,
  keywordSpans: Map<string, Span>,
): PythonUnknown | undefined {
  if (value.kind === 'unknown') return stillUnknown(value, span);
  if (value.kind !== 'dict') {
    if (value.kind === 'native' || value.kind === 'instance') {
      return unknown('unsupported-operation', 'this mapping is not followed', span);
    }
    throw new PythonRaise('TypeError', `argument after ** must be a mapping, not ${typeNameOf(value)}`, span);
  }
  for (const [key, item] of value.entries) {
    if (key.kind === 'unknown') return stillUnknown(key, span);
    if (key.kind !== 'str') throw new PythonRaise('TypeError', 'keywords must be strings', span);
    keywords.set(key.value, item);
    keywordSpans.set(key.value, span);
  }
  return undefined;
}
