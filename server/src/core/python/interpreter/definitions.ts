import type { ClassStatement, FunctionStatement } from '../syntax.ts';
import type { PythonClass, PythonUnknown, PythonValue } from '../values.ts';
import { makeEnumMembers } from './enum-classes.ts';
import { isEnumClass } from './enum-members.ts';
import { makeFunction } from './functions.ts';
import { itemsOf } from './iterate.ts';
import { stillUnknown, unknown } from './objects.ts';
import { callArguments, type Run } from './run.ts';
import { Scope } from './scope.ts';

export function executeFunction(run: Run, statement: FunctionStatement, scope: Scope): void {
  const { name, parameters, body, isAsync } = statement;
  const made = makeFunction(run, name, parameters, body, scope, isAsync);
  scope.assign(name, decorate(run, statement, made, scope));
}

/** Applies decorators from the innermost out. One that is not read leaves nothing known. */
function decorate(
  run: Run,
  statement: FunctionStatement | ClassStatement,
  made: PythonValue,
  scope: Scope,
): PythonValue {
  let value = made;
  const decorators = statement.decorators.map((decorator) => run.evaluate(decorator, scope));
  for (const [index, decorator] of [...decorators.entries()].reverse()) {
    const node = statement.decorators[index] as ClassStatement['decorators'][number];
    const span = run.place(node, scope);
    value =
      decorator.kind === 'unknown'
        ? stillUnknown(decorator, span)
        : run.call(decorator, callArguments([value], span));
  }
  return value;
}

export function executeClass(run: Run, statement: ClassStatement, scope: Scope): void {
  const span = run.place(statement.nameSpan, scope);
  const bases: PythonValue[] = [];
  for (const part of statement.arguments) {
    const value = run.evaluate(part.value, scope);
    if (part.kind === 'positional') bases.push(value);
    else if (part.kind === 'star') {
      const items = itemsOf(run, value, span);
      bases.push(...(Array.isArray(items) ? (items as PythonValue[]) : [items as PythonUnknown]));
    }
  }
  const body = new Scope('class', scope.source, scope);
  body.names.set('__qualname__', { kind: 'str', value: statement.name });
  run.execute(statement.body, body);
  body.names.delete('__qualname__');
  const module = run.projectFile(scope)?.name;
  const hasBareAnnotations = statement.body.some(
    (inner) => inner.kind === 'assign' && inner.value === undefined,
  );
  const plain = {
    kind: 'class' as const,
    name: statement.name,
    bases,
    attributes: body.names,
    hasBareAnnotations,
    annotations: () => annotatedNames(statement, scope),
  };
  const unfollowed = unfollowedPart(run, statement, body, scope);
  if (unfollowed !== undefined) {
    const message = `a class with ${unfollowed} is not followed`;
    const reason = unknown('unsupported-operation', message, span, statement.name);
    scope.assign(statement.name, { ...reason, touchesDatabase: true });
    return;
  }
  const made: PythonClass = module === undefined ? plain : { ...plain, module };
  body.madeClass = made;
  if (isEnumClass(made)) makeEnumMembers(run, made, span);
  scope.assign(statement.name, decorate(run, statement, subclassOf(run, made, bases, span), scope));
}

function annotatedNames(
  { body }: ClassStatement,
  { source }: Scope,
): Array<{ name: string; annotation: string }> | undefined {
  const names: Array<{ name: string; annotation: string }> = [];
  for (const inner of body) {
    if (BLOCKS.has(inner.kind)) return undefined;
    const target = inner.kind === 'assign' ? inner.targets[0] : undefined;
    if (inner.kind !== 'assign' || target?.kind !== 'name') continue;
    const end = inner.value === undefined ? inner.end : inner.valueSpan.start;
    const annotation = source.text.slice(target.end, end).trim();
    if (annotation.startsWith(':')) names.push({ name: target.name, annotation });
  }
  return names;
}

const BLOCKS: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'with',
  'try',
  'match',
  'invalid',
  'delete',
]);

/** Members by which a class changes what happens to its objects or subclasses in ways that are not worked out. */
const UNFOLLOWED_MEMBERS: ReadonlySet<string> = new Set([
  '__class_getitem__',
  '__delattr__',
  '__delitem__',
  '__get__',
  '__getattribute__',
  '__init_subclass__',
  '__instancecheck__',
  '__mro_entries__',
  '__prepare__',
  '__set__',
  '__set_name__',
  '__setattr__',
  '__subclasscheck__',
]);

/** The part of a class that keeps it from being followed. */
function unfollowedPart(run: Run, statement: ClassStatement, body: Scope, scope: Scope): string | undefined {
  const member = body.boundNames().find((name) => UNFOLLOWED_MEMBERS.has(name));
  if (member !== undefined) return `\`${member}\``;
  for (const part of statement.arguments) {
    if (part.kind !== 'keyword' || part.name !== 'metaclass') continue;
    const metaclass = run.evaluate(part.value, scope);
    if (metaclass.kind === 'class' && metaclass.attributes.size > 0) return `the metaclass ${metaclass.name}`;
  }
  return undefined;
}

/** What a native base makes of its subclass. */
function subclassOf(
  run: Run,
  made: PythonClass,
  bases: readonly PythonValue[],
  span: ClassStatement['nameSpan'],
): PythonValue {
  for (const base of bases) {
    const replaced = base.kind === 'native' ? base.subclass?.(made, span, run.callBack) : undefined;
    if (replaced !== undefined) return replaced;
  }
  return made;
}
