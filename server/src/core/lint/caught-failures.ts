import type { PythonSource } from '../python/parse-python.ts';
import type { Block, Expression, TryStatement } from '../python/syntax.ts';
import { walkSyntax } from '../python/syntax-walk.ts';
import type { Span } from '../text/span.ts';

/**
 * True where what fails at a span may leave its function going on: in the body of a `try` with a handler that does not end
 * in `raise`, or of `with suppress(…)`.
 */
export function isFailureCaught(source: PythonSource, span: Span): boolean {
  let isCaught = false;
  walkSyntax(source.body, (part) => {
    if (part.kind === 'try' && holds(part.body, span) && part.handlers.some(goesOn)) isCaught = true;
    if (part.kind === 'with' && holds(part.body, span)) {
      isCaught ||= part.items.some(({ context }) => isSuppress(context));
    }
    return !isCaught && part.start <= span.start && span.end <= part.end;
  });
  return isCaught;
}

function holds(body: Block, { start, end }: Span): boolean {
  const [first, last] = [body[0], body.at(-1)];
  return first !== undefined && last !== undefined && first.start <= start && end <= last.end;
}

function goesOn({ body }: TryStatement['handlers'][number]): boolean {
  return body.at(-1)?.kind !== 'raise';
}

function isSuppress(context: Expression): boolean {
  if (context.kind !== 'call') return false;
  const { callee } = context;
  return (callee.kind === 'name' || callee.kind === 'attribute') && callee.name === 'suppress';
}
