import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { impliedTruth } from '../../../../server/src/core/operations/implied-truth.ts';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';
import type { FindProjectModule } from '../../../../server/src/core/python/project-module.ts';

const SETTINGS = `from enum import Enum
from pydantic_settings import BaseSettings

class Database(str, Enum):
    POSTGRES = "postgres"
    SQLITE = "sqlite"

class Settings(BaseSettings):
    pg_uri: str | None = None
    pg_host: str | None = None
    sqlite: bool = False

    @property
    def uri(self):
        if self.pg_uri:
            return self.pg_uri
        elif self.pg_host:
            return f"postgresql://{self.pg_host}"
        return None

    @property
    def database(self):
        return Database.POSTGRES if self.uri else Database.SQLITE

settings = Settings()
`;
const HEAD = 'import os\nfrom sqlalchemy import engine_from_config\nfrom alembic import context\n';
const IMPORT = 'from app.settings import Database, settings\n';
const TAIL = `
def online():
    engine = engine_from_config(config.get_section("alembic"), prefix="sqlalchemy.")
    with engine.connect() as connection:
        context.configure(connection=connection)
        context.run_migrations()

if context.is_offline_mode():
    offline()
else:
    online()
`;
const BY_DATABASE = `config = context.config
if settings.database is Database.POSTGRES:
    config.set_main_option("sqlalchemy.url", settings.uri)
else:
    config.set_main_option("sqlalchemy.url", "sqlite:///" + os.path.join("a", "b"))
`;

const find: FindProjectModule = (name) =>
  name === 'app.settings' || name === 'app'
    ? {
        kind: 'module-file',
        name,
        path: `/p/${name}.py`,
        shownPath: `${name}.py`,
        text: name === 'app' ? '' : SETTINGS,
        isPackage: name === 'app',
      }
    : undefined;

/** What env.py with this in its middle says of a name. */
function check(middle: string, name: string, expected: boolean | undefined, tail = TAIL): void {
  const envScript = HEAD + IMPORT + middle + tail;
  assert.equal(
    impliedTruth({ text: envScript, findModule: find })(`app.settings.settings.${name}`),
    expected,
    middle,
  );
}

describe('what the choice of a database implies', () => {
  it('is told by a URL of another database', () => {
    check(BY_DATABASE, 'uri', true);
    check(BY_DATABASE.replace('"sqlite:///" + os.path.join("a", "b")', 'f"sqlite:///{os.sep}"'), 'uri', true);
    check(BY_DATABASE.replace('"sqlite:///" + os.path.join("a", "b")', '"mysql+pymysql://h/d"'), 'uri', true);
    check(
      'config = context.config\nif settings.sqlite:\n    config.set_main_option("sqlalchemy.url", "sqlite:///x")\n',
      'sqlite',
      false,
    );
    check(
      'config = context.config\nurl = "sqlite:///x"\nif settings.pg_uri:\n    url = settings.pg_uri\nconfig.set_main_option("sqlalchemy.url", url)\n',
      'pg_uri',
      true,
    );
  });

  it('is not told of what env.py does not ask, or of what only some of its fields say', () => {
    check(BY_DATABASE, 'sqlite', undefined);
    check(BY_DATABASE, 'pg_uri', undefined);
  });

  it('is not told where the other URL may be PostgreSQL too, or be set again', () => {
    const other = '"sqlite:///" + os.path.join("a", "b")';
    check(BY_DATABASE.replace(other, '"postgresql://localhost/d"'), 'uri', undefined);
    check(BY_DATABASE.replace(other, 'os.environ["URL"] + "sqlite:"'), 'uri', undefined);
    check(
      BY_DATABASE.replace(other, '"sqlite://" if os.environ.get("X") else "postgresql://"'),
      'uri',
      undefined,
    );
    const again = 'config.set_main_option("sqlalchemy.url", os.environ["URL"])\n';
    check(`${BY_DATABASE}${again}`, 'uri', undefined);
    check(`${BY_DATABASE}if os.environ.get("URL"):\n    ${again}`, 'uri', undefined);
    check(`${BY_DATABASE}def later():\n    ${again}`, 'uri', undefined);
    check(`${BY_DATABASE}try:\n    ${again}except Exception:\n    pass\n`, 'uri', undefined);
  });

  it('is not told where something else may decide', () => {
    check(`${BY_DATABASE}configure(config)\n`, 'uri', undefined);
    check(`${BY_DATABASE}raise RuntimeError()\n`, 'uri', undefined);
    check(
      BY_DATABASE,
      'uri',
      undefined,
      TAIL.replace('engine_from_config(config', 'create_engine(URL, config'),
    );
    check(BY_DATABASE, 'uri', undefined, TAIL.replace('prefix=', 'url=URL, prefix='));
    check(BY_DATABASE, 'uri', undefined, 'context.run_migrations()\n');
    check(BY_DATABASE.replaceAll('"sqlalchemy.url"', 'OPTION'), 'uri', undefined);
  });

  it('decides the guards of a revision', () => {
    const envScriptSource = { text: HEAD + IMPORT + BY_DATABASE + TAIL, findModule: find };
    const sql = (guard: string) => {
      const source = `from alembic import op\n${IMPORT}def upgrade():\n    ${guard}\n    op.drop_table("t")\n`;
      const state = new RunState({ namingConvention: null, serverVersion: null });
      const read = revisionSql(source, 'upgrade', state, { findModule: find, envScriptSource });
      return read.unresolved[0]?.reason ?? read.statements.map((statement) => statement.sql);
    };
    assert.deepEqual(sql('if not settings.uri: return'), ['DROP TABLE t']);
    assert.deepEqual(sql('if settings.database is Database.SQLITE: return'), ['DROP TABLE t']);
    assert.deepEqual(sql('uri = settings.uri\n    if not uri: return'), ['DROP TABLE t']);
    assert.match(String(sql('if settings.uri == "x": return')), /app\.settings\.settings\.uri/);
    assert.match(String(sql('if settings.uri + "": return')), /app\.settings\.settings\.uri/);
    assert.match(String(sql('if not settings.sqlite: return')), /app\.settings\.settings\.sqlite/);
  });
});
