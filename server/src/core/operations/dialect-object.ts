import type { PythonNative, PythonValue } from '../python/values.ts';
import { DIALECT_TYPE } from '../sqlalchemy/dialect-classes.ts';
import type { Span } from '../text/span.ts';

/** `bind.dialect` and `context.dialect`: PostgreSQL; the driver and the server's version are known only when it runs. */
export const DIALECT: PythonNative = {
  kind: 'native',
  typeName: DIALECT_TYPE,
  getAttribute: (name: string, span: Span): PythonValue => {
    if (name === 'name') return { kind: 'str', value: 'postgresql' };
    return {
      kind: 'unknown',
      span,
      reason: { kind: 'environment', message: `${name} of the dialect is known only when it runs` },
    };
  },
};
