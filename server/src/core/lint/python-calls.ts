import type { PythonSource } from '../python/parse-python.ts';
import type { CallExpression, Expression } from '../python/syntax.ts';
import { walkSyntax } from '../python/syntax-walk.ts';
import type { Span } from '../text/span.ts';

/** The call that stands at a span; undefined where there is none. */
export function callAt(source: PythonSource, { start, end }: Span): CallExpression | undefined {
  let found: CallExpression | undefined;
  walkSyntax(source.body, (part) => {
    if (part.kind === 'call' && part.start === start && part.end === end) found = part;
    return found === undefined && part.start <= start && end <= part.end;
  });
  return found;
}

/** An argument by its name, or by its place among the positional ones. */
export function argumentOf(call: CallExpression, name: string, index: number): Expression | undefined {
  const named = call.arguments.find((part) => part.kind === 'keyword' && part.name === name);
  if (named !== undefined) return named.value;
  const part = call.arguments[index];
  return part?.kind === 'positional' ? part.value : undefined;
}

/** The literals inside a span that stand for exactly this text, in order. */
export function literalsOf(source: PythonSource, { start, end }: Span, text: string): readonly Span[] {
  const found: Span[] = [];
  walkSyntax(source.body, (part) => {
    if (part.kind === 'string' && part.value === text && part.start >= start && part.end <= end) {
      found.push({ start: part.start, end: part.end });
    }
    return part.start < end && start < part.end;
  });
  return found;
}

/** The name of the keyword argument `name` whose value stands at a span. */
export function keywordAt(source: PythonSource, value: Span, name: string): Span | undefined {
  let found: Span | undefined;
  walkSyntax(source.body, (part) => {
    if (part.kind === 'call') {
      for (const argument of part.arguments) {
        if (argument.kind !== 'keyword' || argument.name !== name) continue;
        if (argument.value.start === value.start) found = argument.nameSpan;
      }
    }
    return part.start <= value.start && value.end <= part.end;
  });
  return found;
}

/** The calls inside a span, outer ones first. */
export function callsIn(source: PythonSource, { start, end }: Span): readonly CallExpression[] {
  const found: CallExpression[] = [];
  walkSyntax(source.body, (part) => {
    if (part.kind === 'call' && part.start >= start && part.end <= end) found.push(part);
    return part.start < end && start < part.end;
  });
  return found;
}
