import type { Span } from '../text/span.ts';
import type { BinaryOperator, UnaryOperator } from './values.ts';

/** Python's abstract syntax, named after CPython's `ast`. Every node is the span of its text. */
export type Expression =
  | (Span & { readonly kind: 'none' | 'ellipsis' })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'integer'; readonly value: bigint })
  | (Span & { readonly kind: 'float'; readonly value: number })
  | (Span & { readonly kind: 'string'; readonly value: string; readonly isFormat: boolean })
  /** Each character is one byte. */
  | (Span & { readonly kind: 'bytes'; readonly value: string })
  | (Span & { readonly kind: 'format-string'; readonly parts: readonly FormatPart[] })
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & {
      readonly kind: 'attribute';
      readonly value: Expression;
      readonly name: string;
      readonly nameSpan: Span;
    })
  | (Span & { readonly kind: 'subscript'; readonly value: Expression; readonly index: Expression })
  | (Span & {
      readonly kind: 'slice';
      readonly lower: Expression | undefined;
      readonly upper: Expression | undefined;
      readonly step: Expression | undefined;
    })
  | (Span & { readonly kind: 'tuple' | 'list' | 'set'; readonly elements: readonly Expression[] })
  | (Span & { readonly kind: 'dict'; readonly entries: readonly DictEntry[] })
  | CallExpression
  | BinaryExpression
  | (Span & { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression })
  | (Span & { readonly kind: 'not'; readonly operand: Expression })
  | (Span & { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] })
  | (Span & {
      readonly kind: 'compare';
      readonly left: Expression;
      readonly comparisons: readonly { readonly operator: CompareOperator; readonly right: Expression }[];
    })
  | (Span & {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly body: Expression;
      readonly orElse: Expression;
    })
  | (Span & { readonly kind: 'lambda'; readonly parameters: Parameters; readonly body: Expression })
  | ComprehensionExpression
  | (Span & { readonly kind: 'named'; readonly target: NameExpression; readonly value: Expression })
  | (Span & { readonly kind: 'starred' | 'await'; readonly value: Expression })
  | (Span & { readonly kind: 'yield'; readonly value: Expression | undefined; readonly isFrom: boolean })
  /** Text that is no expression, or one nested too deeply to be followed. */
  | (Span & { readonly kind: 'invalid'; readonly message: string });

export type NameExpression = Span & { readonly kind: 'name'; readonly name: string };
export type BinaryExpression = Span & {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
};
export type CallExpression = Span & {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
};
export type ComprehensionExpression = Span & {
  readonly kind: 'comprehension';
  readonly form: 'list' | 'set' | 'dict' | 'generator';
  /** The key of a dict comprehension. */
  readonly element: Expression;
  readonly value: Expression | undefined;
  readonly clauses: readonly ComprehensionClause[];
};

export type CompareOperator = BinaryOperator | 'is' | 'is not';
/** `key` is undefined for `**value`. */
export interface DictEntry {
  readonly key: Expression | undefined;
  readonly value: Expression;
}
export interface ComprehensionClause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}
export type Argument =
  | { readonly kind: 'positional' | 'star' | 'double-star'; readonly value: Expression }
  | { readonly kind: 'keyword'; readonly name: string; readonly nameSpan: Span; readonly value: Expression };

export type FormatPart = FormatText | FormatField;
/** Text between the fields of an f-string. */
export interface FormatText extends Span {
  readonly kind: 'text';
  readonly value: string;
  /** A whole literal beside the f-string, or a piece of it as written in a raw or an ordinary one. */
  readonly form: 'literal' | 'raw-piece' | 'piece';
}
export interface FormatField extends Span {
  readonly kind: 'field';
  readonly expression: Expression;
  readonly conversion: 'r' | 's' | 'a' | undefined;
  readonly specification: readonly FormatPart[];
}

export interface Parameter extends Span {
  readonly name: string;
  readonly kind: 'positional-only' | 'positional' | 'star' | 'keyword-only' | 'double-star';
  readonly defaultValue: Expression | undefined;
}
export type Parameters = readonly Parameter[];

export type Statement =
  | (Span & { readonly kind: 'expression' | 'return'; readonly value: Expression | undefined })
  | AssignStatement
  | (Span & {
      readonly kind: 'augmented';
      readonly target: Expression;
      readonly operator: BinaryOperator;
      readonly value: Expression;
    })
  | (Span & { readonly kind: 'delete'; readonly targets: readonly Expression[] })
  | (Span & { readonly kind: 'pass' | 'break' | 'continue' })
  | (Span & {
      readonly kind: 'raise';
      readonly exception: Expression | undefined;
      readonly cause: Expression | undefined;
    })
  | (Span & { readonly kind: 'assert'; readonly test: Expression; readonly message: Expression | undefined })
  | (Span & { readonly kind: 'import'; readonly names: readonly ImportedName[] })
  | ImportFromStatement
  | (Span & { readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] })
  | IfStatement
  | (Span & {
      readonly kind: 'while';
      readonly test: Expression;
      readonly body: Block;
      readonly orElse: Block;
    })
  | ForStatement
  | TryStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | (Span & {
      readonly kind: 'match';
      readonly subject: Expression;
      readonly cases: readonly MatchCase[];
    })
  | (Span & { readonly kind: 'type-alias'; readonly name: string })
  | (Span & { readonly kind: 'invalid'; readonly message: string });

export type Block = readonly Statement[];
export type AssignStatement = Span & {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  /** Undefined for `name: type` alone. */
  readonly value: Expression | undefined;
  /** The whole right-hand side, brackets included. */
  readonly valueSpan: Span;
};
export type ImportFromStatement = Span & {
  readonly kind: 'import-from';
  /** "" for `from . import x`. */
  readonly module: string;
  /** The number of leading dots. */
  readonly level: number;
  /** Undefined for `*`. */
  readonly names: readonly ImportedName[] | undefined;
};
export interface ImportedName extends Span {
  /** Dotted in a plain import. */
  readonly name: string;
  readonly alias: string | undefined;
  /** The name as written in front of `as`. */
  readonly nameSpan: Span;
}
export type IfStatement = Span & {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: Expression; readonly body: Block }[];
  readonly orElse: Block;
};
export type ForStatement = Span & {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Block;
  readonly orElse: Block;
};
export interface ExceptHandler extends Span {
  /** Undefined for a bare `except:`. */
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: Block;
}
export type TryStatement = Span & {
  readonly kind: 'try';
  readonly body: Block;
  readonly handlers: readonly ExceptHandler[];
  readonly orElse: Block;
  readonly finalBody: Block;
};
export type WithStatement = Span & {
  readonly kind: 'with';
  readonly items: readonly { readonly context: Expression; readonly target: Expression | undefined }[];
  readonly body: Block;
};
export type FunctionStatement = Span & {
  readonly kind: 'function';
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: Parameters;
  readonly body: Block;
  readonly decorators: readonly Expression[];
  readonly isAsync: boolean;
};
export type ClassStatement = Span & {
  readonly kind: 'class';
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Argument[];
  readonly body: Block;
  readonly decorators: readonly Expression[];
};
export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expression | undefined;
  readonly body: Block;
}
export type Pattern =
  | (Span & { readonly kind: 'value'; readonly value: Expression })
  | (Span & { readonly kind: 'capture'; readonly name: string })
  | (Span & { readonly kind: 'or'; readonly alternatives: readonly Pattern[] })
  | (Span & { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string })
  | (Span & { readonly kind: 'sequence'; readonly patterns: readonly Pattern[] })
  /** A pattern that is not worked out: its outcome is unknown. */
  | (Span & { readonly kind: 'other'; readonly names: readonly string[] });
