import type { PythonSource } from '../python/parse-python.ts';
import type { CallExpression } from '../python/syntax.ts';
import { walkSyntax } from '../python/syntax-walk.ts';
import type { PythonStr } from '../python/values.ts';
import type { Span } from '../text/span.ts';

const EXECUTING: ReadonlySet<string> = new Set(['execute', 'scalar', 'scalars', 'exec_driver_sql', 'text']);
const STATEMENT = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|TRUNCATE|SET|GRANT|REVOKE)\s/i;

/**
 * The literal statements in code that is not followed because it depends on rows: the body of a loop over them, say. What
 * stands under a condition is left out, since it may be for another kind of database, and so is text with `%`, which the
 * driver may fill.
 */
export function skippedStatements(source: PythonSource, { start, end }: Span): readonly PythonStr[] {
  const found: PythonStr[] = [];
  walkSyntax(source.body, (part) => {
    if (part.start >= end || part.end <= start) return false;
    if (part.start < start || part.end > end) return true;
    if (part.kind === 'if' || part.kind === 'conditional' || part.kind === 'match') return false;
    const text = part.kind === 'call' ? literalStatement(part) : undefined;
    if (text !== undefined) found.push(text);
    return true;
  });
  return found;
}

function literalStatement({ callee, arguments: given }: CallExpression): PythonStr | undefined {
  const name = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
  const [first] = given;
  if (!EXECUTING.has(name) || first?.kind !== 'positional' || first.value.kind !== 'string') return undefined;
  const { value, start, end } = first.value;
  return STATEMENT.test(value) && !value.includes('%')
    ? { kind: 'str', value, span: { start, end } }
    : undefined;
}
