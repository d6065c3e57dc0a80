import type { Span } from '../text/span.ts';
import { type HeaderConstant, toHeaderValue } from './header-expression.ts';
import { followModule } from './interpret-revision.ts';
import { HEADER_VARIABLES, isOpen } from './open-header.ts';
import { parsePython } from './parse-python.ts';
import type { HeaderVariable, RevisionHeader } from './revision-header.ts';
import type { PythonHost, PythonValue } from './values.ts';

type Key = (typeof HEADER_VARIABLES)[number][0];

/** What a module body may take, which only binds the header's names. */
const LIMITS = { steps: 50_000, callDepth: 30, textLength: 1_000_000 };

/**
 * The same header with what the module computes (`"".join(…)`) and imports from the project tell: `branch_labels =
 * (cli.EXPAND_BRANCH,)`. Costs much more than the header scanner, so it is only for a file that `needsInterpreter`.
 */
export function readImportedHeader(
  header: RevisionHeader,
  text: string,
  { findModule }: Pick<PythonHost, 'findModule'>,
): RevisionHeader {
  const values = followModule(
    parsePython(text),
    { findModule, resolveModule: () => undefined, reportUnresolved },
    LIMITS,
  );
  const told: Partial<Record<Key, HeaderVariable>> = {};
  for (const [key, name] of HEADER_VARIABLES) {
    const variable = header[key];
    const value = isOpen(variable) ? values(name) : undefined;
    if (variable === undefined || value === undefined) continue;
    const constant = toConstant(value, variable.valueSpan);
    if (constant !== undefined) told[key] = { ...variable, value: toHeaderValue(name, constant) };
  }
  return { ...header, ...told };
}

/** A module body has no effects on a database. */
function reportUnresolved(): undefined {
  return undefined;
}

function toConstant(value: PythonValue, span: Span): HeaderConstant | undefined {
  switch (value.kind) {
    case 'none':
      return { kind: 'none', span };
    case 'str':
      return { kind: 'string', value: value.value, span };
    case 'tuple':
    case 'list':
    case 'set': {
      const items = value.items.map((item) => toConstant(item, span));
      if (!items.every((item) => item !== undefined)) return undefined;
      return { kind: 'sequence', form: value.kind, items, span };
    }
    default:
      return undefined;
  }
}
