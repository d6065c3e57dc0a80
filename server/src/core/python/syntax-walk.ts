import type { Argument, Block, Expression, FormatPart, Parameters, Statement } from './syntax.ts';

export type SyntaxPart = Expression | Statement;

/** Visits `parts` and everything inside them in order; a visitor that returns false leaves the inside out. */
export function walkSyntax(parts: readonly SyntaxPart[], visit: (part: SyntaxPart) => boolean): void {
  // Not by recursion: what a file nests has no limit, the call stack does.
  const pending: SyntaxPart[] = [];
  push(pending, parts);
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (visit(part)) push(pending, partsOf(part));
  }
}

function push(pending: SyntaxPart[], parts: readonly SyntaxPart[]): void {
  for (let index = parts.length - 1; index >= 0; index -= 1) pending.push(parts[index] as SyntaxPart);
}

function defined<T>(...values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

/** The expressions and statements directly inside. The body of a function or lambda counts as inside. */
export function partsOf(part: SyntaxPart): SyntaxPart[] {
  switch (part.kind) {
    case 'attribute':
    case 'starred':
    case 'await':
      return [part.value];
    case 'subscript':
      return [part.value, part.index];
    case 'slice':
      return defined(part.lower, part.upper, part.step);
    case 'tuple':
    case 'list':
    case 'set':
      return [...part.elements];
    case 'dict':
      return part.entries.flatMap(({ key, value }) => defined(key, value));
    case 'call':
      return [part.callee, ...argumentValues(part.arguments)];
    case 'format-string':
      return formatExpressions(part.parts);
    case 'and':
    case 'or':
      return [...part.operands];
    case 'binary':
      return [part.left, part.right];
    case 'unary':
    case 'not':
      return [part.operand];
    case 'compare':
      return [part.left, ...part.comparisons.map(({ right }) => right)];
    case 'conditional':
      return [part.test, part.body, part.orElse];
    case 'lambda':
      return [...defaultValues(part.parameters), part.body];
    case 'comprehension':
      return [
        ...part.clauses.flatMap(({ iterable, conditions }) => [iterable, ...conditions]),
        ...defined(part.element, part.value),
      ];
    case 'named':
      return [part.value];
    case 'yield':
      return defined(part.value);
    default:
      return statementParts(part);
  }
}

function statementParts(part: SyntaxPart): SyntaxPart[] {
  switch (part.kind) {
    case 'expression':
    case 'return':
      return defined(part.value);
    case 'assign':
      return [...part.targets, ...defined(part.value)];
    case 'augmented':
      return [part.target, part.value];
    case 'delete':
      return [...part.targets];
    case 'raise':
      return defined(part.exception, part.cause);
    case 'assert':
      return defined(part.test, part.message);
    case 'if':
      return [...part.branches.flatMap(({ test, body }) => [test, ...body]), ...part.orElse];
    case 'while':
      return [part.test, ...part.body, ...part.orElse];
    case 'for':
      return [part.target, part.iterable, ...part.body, ...part.orElse];
    case 'try':
      return [
        ...part.body,
        ...part.handlers.flatMap(({ type, body }) => [...defined(type), ...body]),
        ...part.orElse,
        ...part.finalBody,
      ];
    case 'with':
      return [...part.items.flatMap(({ context, target }) => defined(context, target)), ...part.body];
    case 'function':
      return [...part.decorators, ...defaultValues(part.parameters), ...part.body];
    case 'class':
      return [...part.decorators, ...argumentValues(part.arguments), ...part.body];
    case 'match':
      return [part.subject, ...part.cases.flatMap(({ guard, body }) => [...defined(guard), ...body])];
    default:
      return [];
  }
}

function argumentValues(list: readonly Argument[]): Expression[] {
  return list.map(({ value }) => value);
}

function defaultValues(parameters: Parameters): Expression[] {
  return defined(...parameters.map(({ defaultValue }) => defaultValue));
}

function formatExpressions(parts: readonly FormatPart[]): Expression[] {
  return parts.flatMap((part) =>
    part.kind === 'text' ? [] : [part.expression, ...formatExpressions(part.specification)],
  );
}

/** What the body of a function says of the function. */
export interface BlockFacts {
  /** Names that the block binds in its own scope. */
  readonly boundNames: ReadonlySet<string>;
  /** True where the block makes its function a generator. */
  readonly containsYield: boolean;
}

export function factsOfBlock(block: Block): BlockFacts {
  const names = new Set<string>();
  const outside = new Set<string>();
  let containsYield = false;
  walkSyntax(block, (part) => {
    collectBound(part, names);
    if (part.kind === 'yield') containsYield = true;
    if (part.kind === 'global' || part.kind === 'nonlocal') for (const name of part.names) outside.add(name);
    return part.kind !== 'function' && part.kind !== 'class' && part.kind !== 'lambda';
  });
  for (const name of outside) names.delete(name);
  return { boundNames: names, containsYield };
}

/** Names that a block binds in its own scope. */
export function boundNames(block: Block): ReadonlySet<string> {
  return factsOfBlock(block).boundNames;
}

function collectBound(part: SyntaxPart, names: Set<string>): void {
  switch (part.kind) {
    case 'assign':
    case 'delete':
      for (const target of part.targets) collectTarget(target, names);
      break;
    case 'augmented':
    case 'for':
    case 'named':
      collectTarget(part.target, names);
      break;
    case 'with':
      for (const { target } of part.items) if (target !== undefined) collectTarget(target, names);
      break;
    case 'try':
      for (const { name } of part.handlers) if (name !== undefined) names.add(name);
      break;
    case 'function':
    case 'class':
    case 'type-alias':
      names.add(part.name);
      break;
    case 'import':
      for (const { name, alias } of part.names) names.add(alias ?? (name.split('.')[0] as string));
      break;
    case 'import-from':
      for (const { name, alias } of part.names ?? []) names.add(alias ?? name);
      break;
    case 'match':
      for (const { pattern } of part.cases) collectPattern(pattern, names);
      break;
    default:
      break;
  }
}

function collectPattern(pattern: import('./syntax.ts').Pattern, names: Set<string>): void {
  switch (pattern.kind) {
    case 'capture':
      names.add(pattern.name);
      break;
    case 'as':
      names.add(pattern.name);
      collectPattern(pattern.pattern, names);
      break;
    case 'or':
      for (const alternative of pattern.alternatives) collectPattern(alternative, names);
      break;
    case 'sequence':
      for (const inner of pattern.patterns) collectPattern(inner, names);
      break;
    case 'other':
      for (const name of pattern.names) names.add(name);
      break;
    default:
      break;
  }
}

export function collectTarget(target: Expression, names: Set<string>): void {
  if (target.kind === 'name') names.add(target.name);
  else if (target.kind === 'tuple' || target.kind === 'list') {
    for (const element of target.elements) collectTarget(element, names);
  } else if (target.kind === 'starred') collectTarget(target.value, names);
}
