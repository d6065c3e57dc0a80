/**
 * Python that stands in front of alembic in the same process: it compares every new database connection with the server
 * that the user chose, before alembic can send anything over it. env.py alone decides where alembic connects, and a
 * migration on another database than the one shown is the worst that a run can do. On the right one it sets the timeouts.
 *
 * It tells on lines of standard error the server process of each connection, so that a cancel can stop its statement, and
 * each step that begins: alembic only logs it (`MigrationContext.run_migrations`), and many an env.py or alembic.ini leaves
 * that log silent. `sys.path` is left as the `alembic` command has it.
 */
export const GUARD_PROGRAM = `
import os, sys
if sys.path and sys.path[0] == "":
    del sys.path[0]
expected = os.environ.pop("ALEMBIC_WORKBENCH_SERVER")
program = os.environ.pop("ALEMBIC_WORKBENCH_PROGRAM")
settings = os.environ.pop("ALEMBIC_WORKBENCH_SETTINGS").split()
from alembic.runtime import migration
from sqlalchemy import event
from sqlalchemy.pool import Pool
stderr = sys.stderr
def tell(text):
    stderr.write("\\nALEMBIC_WORKBENCH %s\\n" % text)
    stderr.flush()
class Announcer:
    def __init__(self, log):
        self.log = log
    def __getattr__(self, name):
        return getattr(self.log, name)
    def info(self, message, *args, **named):
        if message == "Running %s" and args:
            tell("step Running " + " ".join(str(args[0]).splitlines()))
        self.log.info(message, *args, **named)
if hasattr(migration, "log"):
    migration.log = Announcer(migration.log)
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
        tell("other " + found.split(" ")[0])
        os._exit(79)
    tell("backend %d" % pid)
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
  | { readonly kind: 'other'; readonly database: string }
  /** As alembic logs it: "Running upgrade a -> b, message". */
  | { readonly kind: 'step'; readonly line: string };

const GUARD_LINE = /^ALEMBIC_WORKBENCH (backend|other|step) (.+)$/;

/** A line that the guard wrote; undefined for all others. */
export function parseGuardLine(line: string): GuardLine | undefined {
  const match = GUARD_LINE.exec(line);
  if (match === null) return undefined;
  const [, kind, value = ''] = match;
  if (kind === 'backend') return { kind, pid: Number(value) };
  return kind === 'step' ? { kind, line: value } : { kind: 'other', database: value };
}

/** What alembic wrote on standard error, without the guard's lines. */
export function withoutGuardLines(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !GUARD_LINE.test(line.trimEnd()))
    .join('\n');
}
