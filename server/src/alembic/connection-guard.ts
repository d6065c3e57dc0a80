/**
 * Python that stands in front of alembic in the same process: it compares every new database connection with the server
 * that the user chose, before alembic can send anything over it. env.py alone decides where alembic connects, and a
 * migration on another database than the one shown is the worst that a run can do. On the right one it sets the timeouts.
 *
 * It tells the server process of each connection on a line of standard error, so that a cancel can stop its statement.
 * `sys.path` is left as the `alembic` command has it.
 */
export const GUARD_PROGRAM = `
import os, sys
if sys.path and sys.path[0] == "":
    del sys.path[0]
expected = os.environ.pop("ALEMBIC_WORKBENCH_SERVER")
program = os.environ.pop("ALEMBIC_WORKBENCH_PROGRAM")
settings = os.environ.pop("ALEMBIC_WORKBENCH_SETTINGS").split()
from sqlalchemy import event
from sqlalchemy.pool import Pool
def compare(connection, record):
    cursor = connection.cursor()
    try:
        cursor.execute(
            "SELECT current_database() || ' ' || "
            "CAST(extract(epoch from pg_postmaster_start_time()) AS text), pg_backend_pid()"
        )
        found, pid = cursor.fetchone()
        if found == expected:
            for name, value in (setting.split("=") for setting in settings):
                cursor.execute("SET %s = '%s'" % (name, value))
    finally:
        cursor.close()
    connection.commit()
    if found != expected:
        sys.stderr.write("\\nALEMBIC_WORKBENCH other %s\\n" % found.split(" ")[0])
        sys.stderr.flush()
        os._exit(79)
    sys.stderr.write("\\nALEMBIC_WORKBENCH backend %d\\n" % pid)
    sys.stderr.flush()
event.listen(Pool, "connect", compare)
sys.argv[0] = program
if program == "flask":
    from flask.cli import main
else:
    from alembic.config import main
sys.exit(main())
`;

/** What the guard is told, through the environment of the process. */
export interface GuardOrders {
  /** See `serverIdentity`. */
  readonly server: string;
  readonly program: 'alembic' | 'flask';
  readonly lockTimeout: string | undefined;
  readonly statementTimeout: string | undefined;
}

const TIME = /^\d+(us|ms|s|min|h|d)?$/;

/** The variables that carry the orders. A timeout that is not PostgreSQL's spelling of a time is left out. */
export function guardEnvironment(orders: GuardOrders): Readonly<Record<string, string>> {
  const settings = [
    ['lock_timeout', orders.lockTimeout],
    ['statement_timeout', orders.statementTimeout],
  ].flatMap(([name, value]) => (value !== undefined && TIME.test(value) ? [`${name}=${value}`] : []));
  return {
    ALEMBIC_WORKBENCH_SERVER: orders.server,
    ALEMBIC_WORKBENCH_PROGRAM: orders.program,
    ALEMBIC_WORKBENCH_SETTINGS: settings.join(' '),
  };
}

/** Exit code of the guard where the connection was to another database. */
export const OTHER_DATABASE_EXIT_CODE = 79;

export type GuardLine =
  | { readonly kind: 'backend'; readonly pid: number }
  | { readonly kind: 'other'; readonly database: string };

/** A line that the guard wrote; undefined for all others. */
export function parseGuardLine(line: string): GuardLine | undefined {
  const match = /^ALEMBIC_WORKBENCH (backend|other) (.+)$/.exec(line);
  if (match === null) return undefined;
  const [, kind, value = ''] = match;
  return kind === 'backend' ? { kind, pid: Number(value) } : { kind: 'other', database: value };
}
