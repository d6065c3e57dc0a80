import type { Span } from '../text/span.ts';
import {
  type BoundName,
  COMPUTED_REASON,
  evaluateHeaderExpression,
  type HeaderConstant,
  type HeaderExpression,
  toHeaderValue,
} from './header-expression.ts';
import type {
  HeaderDocstring,
  HeaderSyntaxError,
  HeaderVariable,
  RevisionHeader,
} from './revision-header.ts';

/** Whether a statement of the module body certainly runs, certainly does not, or may. */
export type Certainty = 'runs' | 'may-run' | 'never-runs';

interface Binding {
  readonly constant: HeaderConstant;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
}

/**
 * The names of a module while its body is read in order: both header readers tell it what each statement binds, and it
 * alone decides what the header holds, so that the readers differ only in how they find statements.
 */
export class ModuleNames {
  readonly #bindings = new Map<string, Binding>();
  #starImportSpan: Span | undefined;
  docstring: HeaderDocstring | undefined;
  syntaxError: HeaderSyntaxError | undefined;

  /** No value is known yet, so that a name can hide none. */
  get isEmpty(): boolean {
    return this.#bindings.size === 0;
  }

  /** `target = target = value`; `valueSpan` is the whole right-hand side. A target may be a name or a sequence of targets, anything else binds no name. */
  assign(
    targets: readonly HeaderExpression[],
    value: HeaderExpression,
    valueSpan: Span,
    certainty: Certainty,
  ): void {
    if (certainty === 'never-runs') return;
    const constant = evaluateHeaderExpression(value, this.#bindings);
    for (const target of targets) this.#bindTarget(target, constant, valueSpan, certainty);
  }

  /** A name bound by anything but an assignment. */
  bind(bound: BoundName, certainty: Certainty): void {
    if (certainty === 'never-runs') return;
    const { name, span } = bound;
    // Most names of a file are imports that no header variable mentions: a name that is not here is not known either.
    if (HEADER_NAMES.has(name) || this.#bindings.has(name)) this.#set(name, span, bound, span, certainty);
  }

  importAll(span: Span, certainty: Certainty): void {
    if (certainty !== 'never-runs') this.#starImportSpan = span;
  }

  remove(name: string, span: Span, certainty: Certainty): void {
    if (certainty === 'may-run') {
      this.#set(name, span, { kind: 'other', reason: conditionalReason(name), span }, span, certainty);
    } else if (certainty === 'runs') {
      this.#bindings.delete(name);
    }
  }

  /** Keeps the first error only: what follows it may be an echo. */
  reportSyntaxError(message: string, span: Span): void {
    if (this.syntaxError === undefined || span.start < this.syntaxError.span.start) {
      this.syntaxError = { message, span };
    }
  }

  toHeader(): RevisionHeader {
    return {
      revision: this.#variable('revision'),
      downRevision: this.#variable('down_revision'),
      branchLabels: this.#variable('branch_labels'),
      dependsOn: this.#variable('depends_on'),
      docstring: this.docstring,
      upgradeSpan: this.#bindings.get('upgrade')?.nameSpan ?? this.#starImportSpan,
      downgradeSpan: this.#bindings.get('downgrade')?.nameSpan ?? this.#starImportSpan,
      syntaxError: this.syntaxError,
    };
  }

  #bindTarget(target: HeaderExpression, value: HeaderConstant, valueSpan: Span, certainty: Certainty): void {
    if (target.kind === 'name') {
      this.#set(target.name, target.span, value, valueSpan, certainty);
    } else if (target.kind === 'sequence') {
      const parts = value.kind === 'sequence' && value.form !== 'set' ? value.items : undefined;
      const matched = parts !== undefined && parts.length === target.items.length ? parts : undefined;
      target.items.forEach((item, index) => {
        const part = matched?.[index];
        this.#bindTarget(
          item,
          part ?? { kind: 'other', reason: COMPUTED_REASON, span: valueSpan },
          part?.span ?? valueSpan,
          certainty,
        );
      });
    }
  }

  #set(name: string, nameSpan: Span, value: HeaderConstant, valueSpan: Span, certainty: Certainty): void {
    const constant: HeaderConstant =
      certainty === 'runs' ? value : { kind: 'other', reason: conditionalReason(name), span: value.span };
    this.#bindings.set(name, { constant, nameSpan, valueSpan });
  }

  #variable(name: string): HeaderVariable | undefined {
    const binding = this.#bindings.get(name);
    if (binding !== undefined) {
      return {
        value: toHeaderValue(name, binding.constant),
        nameSpan: binding.nameSpan,
        valueSpan: binding.valueSpan,
      };
    }
    const span = this.#starImportSpan;
    if (span === undefined || name === 'branch_labels' || name === 'depends_on') return undefined;
    const reason = `\`${name}\` may come from this import, which is not read`;
    return { value: { kind: 'unknown', reason }, nameSpan: span, valueSpan: span };
  }
}

const HEADER_NAMES = new Set([
  'revision',
  'down_revision',
  'branch_labels',
  'depends_on',
  'upgrade',
  'downgrade',
]);

function conditionalReason(name: string): string {
  return `\`${name}\` is bound under a condition, so its value is known only when Python runs this file`;
}
