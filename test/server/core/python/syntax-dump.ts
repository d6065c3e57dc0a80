import { floatText } from '../../../../server/src/core/python/interpreter/number-format.ts';
import type {
  Argument,
  Block,
  Expression,
  FormatPart,
  ImportedName,
  Parameters,
  Statement,
} from '../../../../server/src/core/python/syntax.ts';

/** A syntax tree as nested lists: the form that `dump_syntax.py` writes. */
export type Dump = string | number | boolean | null | readonly Dump[];

export function dumpBlock(block: Block): Dump {
  return block.map(dumpStatement);
}

function dumpAll(expressions: readonly (Expression | undefined)[]): readonly Dump[] {
  return expressions.map(dumpExpression);
}

function dumpPositional(list: readonly Argument[]): Dump {
  return list.flatMap(({ kind, value }) => {
    if (kind === 'positional') return [dumpExpression(value)];
    return kind === 'star' ? [['starred', dumpExpression(value)]] : [];
  });
}

function dumpKeywords(list: readonly Argument[]): Dump {
  return list.flatMap((part) => {
    if (part.kind === 'keyword') return [[part.name, dumpExpression(part.value)]];
    return part.kind === 'double-star' ? [[null, dumpExpression(part.value)]] : [];
  });
}

function dumpParameters(parameters: Parameters): Dump {
  return parameters.map(({ name, kind, defaultValue }) => [name, kind, dumpExpression(defaultValue)]);
}

function dumpFormatParts(parts: readonly FormatPart[]): readonly Dump[] {
  const dumped: Dump[] = [];
  for (const part of parts) {
    const last = dumped.at(-1);
    if (part.kind === 'field') {
      dumped.push([
        dumpExpression(part.expression),
        part.conversion ?? '',
        dumpFormatParts(part.specification),
      ]);
    } else if (typeof last === 'string') dumped[dumped.length - 1] = last + part.value;
    else dumped.push(part.value);
  }
  return dumped;
}

const COMPREHENSION_NAMES = {
  list: 'ListComp',
  set: 'SetComp',
  dict: 'DictComp',
  generator: 'GeneratorExp',
} as const;

function dumpExpression(node: Expression | undefined): Dump {
  if (node === undefined) return null;
  switch (node.kind) {
    case 'none':
    case 'ellipsis':
      return [node.kind];
    case 'boolean':
      return ['bool', node.value];
    case 'integer':
      return ['int', String(node.value)];
    case 'float':
      return ['float', floatText(node.value)];
    case 'string':
      return ['str', node.value];
    case 'bytes':
      return ['bytes', node.value];
    case 'format-string': {
      const parts = dumpFormatParts(node.parts);
      return parts.every((part) => typeof part === 'string') ? ['str', parts.join('')] : ['format', parts];
    }
    case 'name':
      return ['name', node.name];
    case 'attribute':
      return ['attribute', dumpExpression(node.value), node.name];
    case 'subscript':
      return ['subscript', dumpExpression(node.value), dumpExpression(node.index)];
    case 'slice':
      return ['slice', ...dumpAll([node.lower, node.upper, node.step])];
    case 'tuple':
    case 'list':
    case 'set':
      return [node.kind, dumpAll(node.elements)];
    case 'dict':
      return ['dict', node.entries.map(({ key, value }) => dumpAll([key, value]))];
    case 'call':
      return [
        'call',
        dumpExpression(node.callee),
        dumpPositional(node.arguments),
        dumpKeywords(node.arguments),
      ];
    case 'named':
      return ['named', node.target.name, dumpExpression(node.value)];
    case 'starred':
    case 'await':
      return [node.kind, dumpExpression(node.value)];
    case 'yield':
      return [node.isFrom ? 'yieldfrom' : 'yield', dumpExpression(node.value)];
    case 'invalid':
      return ['invalid', node.message];
    default:
      return dumpOperation(node);
  }
}

function dumpOperation(node: Expression): Dump {
  switch (node.kind) {
    case 'binary':
      return ['binary', node.operator, dumpExpression(node.left), dumpExpression(node.right)];
    case 'unary':
      return ['unary', node.operator, dumpExpression(node.operand)];
    case 'not':
      return ['unary', 'not', dumpExpression(node.operand)];
    case 'and':
    case 'or':
      return [node.kind, dumpAll(node.operands)];
    case 'compare':
      return [
        'compare',
        dumpExpression(node.left),
        node.comparisons.map(({ operator, right }) => [operator, dumpExpression(right)]),
      ];
    case 'conditional':
      return ['conditional', ...dumpAll([node.test, node.body, node.orElse])];
    case 'lambda':
      return ['lambda', dumpParameters(node.parameters), dumpExpression(node.body)];
    case 'comprehension': {
      const elements = node.value === undefined ? [node.element] : [node.element, node.value];
      const clauses = node.clauses.map(({ target, iterable, conditions }) => [
        dumpExpression(target),
        dumpExpression(iterable),
        dumpAll(conditions),
      ]);
      return [COMPREHENSION_NAMES[node.form], dumpAll(elements), clauses];
    }
    default:
      return ['unknown', node.kind];
  }
}

function dumpNames(names: readonly ImportedName[]): Dump {
  return names.map(({ name, alias }) => [name, alias ?? null]);
}

function dumpStatement(node: Statement): Dump {
  switch (node.kind) {
    case 'expression':
    case 'return':
      return [node.kind, dumpExpression(node.value)];
    case 'assign':
      return ['assign', dumpAll(node.targets), dumpExpression(node.value)];
    case 'augmented':
      return ['augmented', node.operator, dumpExpression(node.target), dumpExpression(node.value)];
    case 'delete':
      return ['delete', dumpAll(node.targets)];
    case 'raise':
      return ['raise', dumpExpression(node.exception), dumpExpression(node.cause)];
    case 'assert':
      return ['assert', dumpExpression(node.test), dumpExpression(node.message)];
    case 'import':
      return ['import', dumpNames(node.names)];
    case 'import-from':
      return [
        'import-from',
        node.module,
        node.level,
        node.names === undefined ? null : dumpNames(node.names),
      ];
    case 'global':
    case 'nonlocal':
      return [node.kind, node.names];
    default:
      return dumpCompound(node);
  }
}

function dumpCompound(node: Statement): Dump {
  switch (node.kind) {
    case 'if': {
      const branches = node.branches.map(({ test, body }) => [dumpExpression(test), dumpBlock(body)]);
      return ['if', branches, dumpBlock(node.orElse)];
    }
    case 'while':
      return ['while', dumpExpression(node.test), dumpBlock(node.body), dumpBlock(node.orElse)];
    case 'for':
      return ['for', ...dumpAll([node.target, node.iterable]), dumpBlock(node.body), dumpBlock(node.orElse)];
    case 'try': {
      const handlers = node.handlers.map(({ type, name, body }) => [
        dumpExpression(type),
        name ?? null,
        dumpBlock(body),
      ]);
      return ['try', dumpBlock(node.body), handlers, dumpBlock(node.orElse), dumpBlock(node.finalBody)];
    }
    case 'with':
      return [
        'with',
        node.items.map(({ context, target }) => dumpAll([context, target])),
        dumpBlock(node.body),
      ];
    case 'function': {
      const head = [node.name, dumpParameters(node.parameters), dumpBlock(node.body)];
      return ['function', ...head, dumpAll(node.decorators), node.isAsync];
    }
    case 'class': {
      const head = [node.name, dumpPositional(node.arguments), dumpKeywords(node.arguments)];
      return ['class', ...head, dumpBlock(node.body), dumpAll(node.decorators)];
    }
    default:
      return [node.kind];
  }
}
