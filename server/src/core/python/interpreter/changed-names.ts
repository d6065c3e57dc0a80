import type { PythonSource } from '../parse-python.ts';
import type { Expression } from '../syntax.ts';
import { type SyntaxPart, walkSyntax } from '../syntax-walk.ts';

/** Methods by which a list, a dict or a set changes. */
const CHANGING_METHODS: ReadonlySet<string> = new Set([
  'add',
  'append',
  'clear',
  'difference_update',
  'discard',
  'extend',
  'insert',
  'intersection_update',
  'pop',
  'popitem',
  'remove',
  'reverse',
  'setdefault',
  'sort',
  'symmetric_difference_update',
  'update',
]);

const known = new WeakMap<PythonSource, ReadonlySet<string>>();

/**
 * Names of a module that its functions rebind, or whose value they change: what such a name holds depends on who called
 * them since, e.g. a registry that a decorator fills. A local name of the same spelling counts too.
 */
export function namesChangedByFunctions(source: PythonSource): ReadonlySet<string> {
  let names = known.get(source);
  if (names === undefined) {
    names = findChanged(source);
    known.set(source, names);
  }
  return names;
}

function findChanged(source: PythonSource): ReadonlySet<string> {
  const names = new Set<string>();
  walkSyntax(source.body, (part) => {
    if (part.kind !== 'function') return true;
    walkSyntax(part.body, (inner) => {
      noteChange(inner, names);
      return true;
    });
    return false;
  });
  return names;
}

function noteChange(part: SyntaxPart, names: Set<string>): void {
  switch (part.kind) {
    case 'global':
      for (const name of part.names) names.add(name);
      break;
    case 'assign':
    case 'delete':
      for (const target of part.targets) note(target, names);
      break;
    case 'augmented':
      note(part.target, names);
      break;
    case 'call':
      if (part.callee.kind === 'attribute' && CHANGING_METHODS.has(part.callee.name)) {
        noteChanged(part.callee.value, names);
      }
      break;
    default:
      break;
  }
}

/** The name at the root of `name[…].attribute`; a name alone is one of the function itself. */
function note(target: Expression, names: Set<string>): void {
  if (target.kind === 'name') return;
  noteRoot(target, names);
}

/** What `db.session.add(…)` changes is the database. */
function noteChanged(object: Expression, names: Set<string>): void {
  if (object.kind !== 'attribute' || !object.name.startsWith('session')) noteRoot(object, names);
}

function noteRoot(target: Expression, names: Set<string>): void {
  let root = target;
  while (root.kind === 'attribute' || root.kind === 'subscript') root = root.value;
  if (root.kind === 'name') names.add(root.name);
}
