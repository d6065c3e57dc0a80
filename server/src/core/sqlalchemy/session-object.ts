import type { PythonNative, PythonUnknown, PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import { givenArgument } from './argument-readers.ts';
import { BindObject } from './bind-object.ts';
import type { BoundArguments } from './call-signature.ts';
import { ClauseObject } from './expressions/clause-object.ts';
import { NativeClass, nativeAction, nativeFunction } from './native-class.ts';
import { changesMapped } from './orm/mapped-class.ts';
import { UnknownArgument } from './unknown-argument.ts';

/** Methods that end what the session began; the migration's transaction around it goes on. */
const WITHOUT_SQL: ReadonlySet<string> = new Set(['commit', 'flush', 'close', 'expire_all', 'expunge_all']);

/**
 * `Session(bind=op.get_bind())`. Its statements run on the connection of the migration, whose transaction a commit of the session
 * leaves open. What it does with mapped objects is not known. Source: `join_transaction_mode` of `sqlalchemy.orm.Session`.
 */
class SessionObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.orm.Session';
  readonly #bind: BindObject;

  constructor(bind: BindObject) {
    this.#bind = bind;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    if (name === 'execute' || name === 'scalar' || name === 'scalars') return this.#executing(name, span);
    if (name === 'connection') return nativeFunction('connection()', () => this.#bind);
    if (name === 'get_bind') return nativeFunction('get_bind(*args, **kw)', () => this.#bind);
    if (name === 'bind') return this.#bind;
    if (WITHOUT_SQL.has(name)) return nativeAction(`${name}(*args, **kw)`, () => ({ kind: 'none' }));
    return ormUnknown(name, span);
  }

  #executing(name: string, span: Span): PythonValue | undefined {
    const execute = this.#bind.getAttribute(name, span);
    if (execute?.kind !== 'native') return execute;
    return {
      kind: 'native',
      typeName: 'method',
      call: (args) => {
        const given = args.positional[0] ?? args.keywords.get('statement');
        const statement = given instanceof ClauseObject ? given.statement : undefined;
        const isMapped = statement !== undefined && changesMapped(statement);
        if (!isMapped) return execute.call?.(args) ?? { kind: 'none' };
        const unknown = ormUnknown(name, args.span);
        args.reportUnresolved?.(args.span, unknown.reason);
        return unknown;
      },
    };
  }

  enter(): PythonValue {
    return this;
  }

  exit(): void {
    // Closing a session runs no SQL.
  }
}

function ormUnknown(name: string, span: Span): PythonUnknown {
  return {
    kind: 'unknown',
    span,
    reason: {
      kind: 'unsupported-operation',
      message: `${name} of an ORM session works with mapped objects, which only the running program has`,
      name: `Session.${name}`,
    },
    touchesDatabase: true,
  };
}

function sessionOf(bound: BoundArguments, inherited: BindObject | undefined): PythonValue {
  const given = givenArgument(bound, 'bind')?.value;
  const bind = given instanceof BindObject ? given : given === undefined ? inherited : undefined;
  if (bind !== undefined) return new SessionObject(bind);
  throw new UnknownArgument({
    kind: 'unknown',
    span: bound.span,
    reason: { kind: 'environment', message: "this session runs on a connection that is not the migration's" },
    touchesDatabase: true,
  });
}

export const SESSION_CLASS = new NativeClass('Session(bind=None, **kw)', (bound) =>
  sessionOf(bound, undefined),
);

/** `sessionmaker(bind=...)` answers something that makes sessions. */
export const SESSIONMAKER_CLASS = new NativeClass('sessionmaker(bind=None, **kw)', (bound) => {
  const given = givenArgument(bound, 'bind')?.value;
  const inherited = given instanceof BindObject ? given : undefined;
  return nativeFunction('Session(bind=None, **kw)', (inner) => sessionOf(inner, inherited));
});
