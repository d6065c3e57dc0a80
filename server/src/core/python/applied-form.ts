import { parsePython } from './parse-python.ts';
import type { Statement } from './syntax.ts';

/** Names of the header: where a revision stands in the chain is not what it does. */
const HEADER = new Set(['revision', 'down_revision', 'branch_labels', 'depends_on']);
const PLACES = new Set(['start', 'end', 'nameSpan', 'valueSpan']);

/**
 * What of a revision file decides what its `upgrade()` does, in a form that two files share where they differ in layout,
 * quotes, comments, docstrings, annotations, imports, the header or `downgrade()` alone. A text that is no Python is its own
 * form.
 */
export function appliedForm(source: string): string {
  const { text, body, error } = parsePython(source);
  if (error !== undefined) return text;
  return JSON.stringify(body.filter(decides), (key, value: unknown) => {
    if (PLACES.has(key)) return undefined;
    if (typeof value === 'bigint') return String(value);
    if (Array.isArray(value)) return value.filter((item: unknown) => !isBareString(item));
    return isLost(value) ? text.slice(value.start, value.end) : value;
  });
}

function decides(statement: Statement): boolean {
  switch (statement.kind) {
    case 'import':
    case 'import-from':
      return false;
    case 'function':
      return statement.name !== 'downgrade';
    case 'assign':
      return !statement.targets.every((target) => target.kind === 'name' && HEADER.has(target.name));
    default:
      return true;
  }
}

/** A docstring, or a string that stands alone where a comment would. */
function isBareString(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || !('kind' in node) || node.kind !== 'expression')
    return false;
  const value = 'value' in node ? node.value : undefined;
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'string';
}

/** Nodes that hold less than their text. */
function isLost(node: unknown): node is { readonly start: number; readonly end: number } {
  return (
    typeof node === 'object' &&
    node !== null &&
    'kind' in node &&
    (node.kind === 'invalid' || node.kind === 'type-alias') &&
    'start' in node
  );
}
