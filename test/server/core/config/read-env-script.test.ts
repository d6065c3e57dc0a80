import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asyncEnvText, genericEnvText } from '../../../../server/src/core/authoring/init-env-script.ts';
import type { EnvFact, EnvScriptFacts } from '../../../../server/src/core/config/env-script.ts';
import { readEnvScript } from '../../../../server/src/core/config/read-env-script.ts';

/** Texts of modules by path below the project, e.g. `app/models.py`. */
type Modules = Readonly<Record<string, string>>;

function read(text: string, modules: Modules = {}): EnvScriptFacts {
  return readEnvScript(text, 'migrations/env.py', ({ from, module, level }) => {
    const folder = from.split('/').slice(0, -Math.max(level, 1));
    const path = [...(level === 0 ? [] : folder), ...module.split('.').filter((part) => part !== '')].join(
      '/',
    );
    const found = [`${path}.py`, `${path}/__init__.py`].find((candidate) => candidate in modules);
    return found === undefined ? undefined : { path: found, text: modules[found] ?? '' };
  });
}

const START = 'from alembic import context\nimport sqlalchemy as sa\nfrom sqlalchemy import MetaData, text\n';
const online = (configure: string, before = ''): string =>
  `${START}def go(connection):\n    ${before}\n    context.configure(connection=connection${configure})\n` +
  '    with context.begin_transaction():\n        context.run_migrations()\n' +
  'def offline():\n    context.configure(url="x", version_table="offline_only")\n' +
  'if context.is_offline_mode():\n    offline()\nelse:\n    with engine.connect() as c:\n        go(c)\n';

/** `UNKNOWN` with a part of the reason, or the value. */
type Expected = { readonly [Name in keyof EnvScriptFacts]?: unknown };
const UNKNOWN = (reason: RegExp) => reason;

function check(text: string, expected: Expected, modules: Modules = {}): void {
  const facts = read(text, modules) as unknown as Record<string, EnvFact<unknown>>;
  for (const [name, value] of Object.entries(expected)) {
    const fact = facts[name];
    if (value instanceof RegExp) {
      assert.equal(fact?.kind, 'unknown', name);
      assert.match(fact?.kind === 'unknown' ? fact.reason : '', value);
    } else if (fact !== undefined && typeof fact === 'object' && fact.kind === 'known')
      assert.deepEqual(fact.value, value, name);
    else assert.deepEqual(fact, value, name);
  }
}

describe('readEnvScript: context.configure', () => {
  it('says nothing: Alembic’s defaults', () =>
    check(online(''), {
      versionTable: 'alembic_version',
      versionTableSchema: null,
      transactionPerMigration: undefined,
      namingConvention: null,
      statementsBefore: [],
    }));
  it('literals', () =>
    check(online(', version_table="v", version_table_schema="s", transaction_per_migration=True'), {
      versionTable: 'v',
      versionTableSchema: 's',
      transactionPerMigration: true,
    }));
  it('constants of the file', () =>
    check(`PREFIX = "app"\nTABLE = PREFIX + "_version"\n${online(', version_table=TABLE')}`, {
      versionTable: 'app_version',
    }));
  it('a constant of another file', () =>
    check(
      `from app.settings import TABLE\nimport app.settings as s\n${online(', version_table=TABLE, version_table_schema=s.SCHEMA')}`,
      {
        versionTable: 't',
        versionTableSchema: 'x',
      },
      { 'app/settings.py': 'TABLE = "t"\nSCHEMA = "x"\n' },
    ));
  it('application settings', () =>
    check(`from app import settings\n${online(', version_table_schema=settings.schema')}`, {
      versionTableSchema: UNKNOWN(/computes it \(settings\.schema\)/),
    }));
  it('a constant under a condition', () =>
    check(`T = "a"\nif x:\n    T = "b"\n${online(', version_table=T')}`, {
      versionTable: UNKNOWN(/computes it/),
    }));
  it('** arguments', () =>
    check(online(', **kwargs'), { versionTable: UNKNOWN(/\*\*/), namingConvention: UNKNOWN(/\*\*/) }));
  it('a run for each tenant', () =>
    check(
      `${START}def go(c):\n    for s in tenants():\n        context.configure(connection=c, version_table_schema=s)\n        context.run_migrations()\ngo(x)\n`,
      { versionTable: UNKNOWN(/in a loop/), versionTableSchema: UNKNOWN(/in a loop/) },
    ));
  it('runs that differ', () =>
    check(`${START}context.configure(version_table="a")\ncontext.configure(version_table="b")\n`, {
      versionTable: UNKNOWN(/several runs that differ/),
    }));
  it('no configure', () =>
    check('import app\napp.migrate()\n', { versionTable: UNKNOWN(/no call of context.configure/) }));
  it('text that is no Python', () => check('def (:\n', { versionTable: UNKNOWN(/no call of/) }));
});

describe('readEnvScript: the naming convention', () => {
  const convention = '{"pk": "pk_%(table_name)s", "ix": "ix_%(column_0_label)s"}';
  const value = { pk: 'pk_%(table_name)s', ix: 'ix_%(column_0_label)s' };
  const models = (text: string): Modules => ({ 'app/models.py': `from sqlalchemy import MetaData\n${text}` });
  const metadata = ', target_metadata=Base.metadata';
  const imported = `from app.models import Base\n${online(metadata)}`;

  it('of a MetaData', () =>
    check(
      `from sqlalchemy import MetaData\nm = MetaData(naming_convention=${convention})\n${online(', target_metadata=m')}`,
      { namingConvention: value },
    ));
  it('of a MetaData without', () =>
    check(`${START}m = MetaData()\n${online(', target_metadata=m')}`, { namingConvention: null }));
  it('of an imported declarative base', () =>
    check(
      imported,
      { namingConvention: value },
      models(
        `from sqlalchemy.orm import DeclarativeBase\nC = ${convention}\nclass Base(DeclarativeBase):\n    metadata = MetaData(naming_convention=C)\n`,
      ),
    ));
  it('of a base without', () =>
    check(
      imported,
      { namingConvention: null },
      models('from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    pass\n'),
    ));
  it('of declarative_base(metadata=…)', () =>
    check(
      imported,
      { namingConvention: value },
      models(
        `from sqlalchemy.orm import declarative_base\nBase = declarative_base(metadata=MetaData(naming_convention=${convention}))\n`,
      ),
    ));
  it('through a package that passes it on', () =>
    check(
      `from app import Base\n${online(metadata)}`,
      { namingConvention: value },
      {
        'app/__init__.py': 'from .models import Base\n',
        ...models(
          `from sqlalchemy.orm import declarative_base\nm = MetaData(naming_convention=${convention})\nBase = declarative_base(metadata=m)\n`,
        ),
      },
    ));
  it('assigned in env.py', () =>
    check(
      `from app import db\ndb.metadata.naming_convention = ${convention}\n${online(', target_metadata=db.metadata')}`,
      {
        namingConvention: value,
      },
    ));
  it('of several metadatas', () => check(online(', target_metadata=[a, b]'), { namingConvention: null }));
  it('of code that is not there', () =>
    check(imported, { namingConvention: UNKNOWN(/Base\.metadata.*cannot be followed/) }));
  it('of a base beside mixins', () =>
    check(
      imported,
      { namingConvention: null },
      {
        'app/mixins.py': 'class Stamped:\n    created = 1\n',
        ...models(
          'from sqlalchemy.ext.asyncio import AsyncAttrs\nfrom sqlalchemy.orm import DeclarativeBase\nfrom app.mixins import Stamped\nclass Base(AsyncAttrs, Stamped, DeclarativeBase):\n    pass\n',
        ),
      },
    ));
  it('of a mixin that brings it', () =>
    check(
      imported,
      { namingConvention: value },
      models(
        `from sqlalchemy.orm import DeclarativeBase\nclass Named:\n    metadata = MetaData(naming_convention=${convention})\nclass Base(Named, DeclarativeBase):\n    pass\n`,
      ),
    ));
  it('of a base with a mixin that is not there', () =>
    check(
      imported,
      { namingConvention: UNKNOWN(/cannot be followed/) },
      models(
        'from sqlalchemy.orm import DeclarativeBase\nfrom elsewhere import Mixin\nclass Base(Mixin, DeclarativeBase):\n    pass\n',
      ),
    ));
  it('through a star import', () =>
    check(
      `from app import Base\n${online(metadata)}`,
      { namingConvention: value },
      {
        'app/__init__.py': 'from app.models import *\n',
        ...models(
          `from sqlalchemy.orm import declarative_base\nBase = declarative_base(metadata=MetaData(naming_convention=${convention}))\n`,
        ),
      },
    ));
  it("of Flask-SQLAlchemy's extension", () =>
    check(
      `from app.models import db\n${online(', target_metadata=db.metadata')}`,
      { namingConvention: value },
      models(
        `from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(metadata=MetaData(naming_convention=${convention}))\n`,
      ),
    ));
  it('of a registry', () =>
    check(
      imported,
      { namingConvention: null },
      models('from sqlalchemy.orm import registry\nr = registry()\nBase = r.generate_base()\n'),
    ));
  it('that is set on the metadata afterwards', () =>
    check(
      imported,
      { namingConvention: UNKNOWN(/set elsewhere/) },
      models(
        `from sqlalchemy.orm import declarative_base\nBase = declarative_base()\nBase.metadata.naming_convention = ${convention}\n`,
      ),
    ));
  it('of SQLModel', () =>
    check(`from sqlmodel import SQLModel\n${online(', target_metadata=SQLModel.metadata')}`, {
      namingConvention: UNKNOWN(/followed/),
    }));
});

describe('readEnvScript: statements before', () => {
  it('literals, in order', () =>
    check(
      online(
        '',
        'connection.execute(text("SET ROLE owner"))\n    connection.exec_driver_sql("SET search_path TO s")',
      ),
      {
        statementsBefore: ['SET ROLE owner', 'SET search_path TO s'],
      },
    ));
  it('context.execute', () =>
    check(online('', 'context.execute("CREATE SCHEMA s")'), { statementsBefore: ['CREATE SCHEMA s'] }));
  it('a listener of new connections', () =>
    check(
      `${online('')}`.replace(
        'def go',
        '@sa.event.listens_for(engine, "connect")\ndef on_connect(c, r):\n    c.cursor().execute("SET search_path TO s")\ndef go',
      ),
      { statementsBefore: ['SET search_path TO s'] },
    ));
  it('a computed one', () =>
    check(online('', 'connection.execute(text(f"SET search_path TO {s}"))'), {
      statementsBefore: UNKNOWN(/only when it runs/),
    }));
  it('one under a condition', () =>
    check(online('', 'if x: connection.execute(text("SET ROLE o"))'), {
      statementsBefore: UNKNOWN(/only when/),
    }));
});

describe('readEnvScript: the URL and the driver', () => {
  const env = (code: string): string =>
    `import os\nfrom alembic import context\nfrom sqlalchemy import create_engine, engine_from_config\nconfig = context.config\n${code}\n`;
  const source = (code: string, expected: Readonly<Record<string, unknown>>): void => {
    const found: Record<string, unknown> = { ...read(env(code)).urlSource };
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(found[key], value, key);
  };
  it('Alembic’s own templates', () => {
    for (const text of [genericEnvText, asyncEnvText])
      assert.deepEqual(read(text).urlSource, { kind: 'config' });
    assert.deepEqual([read(genericEnvText).isAsync, read(asyncEnvText).isAsync], [false, true]);
    check(asyncEnvText, { versionTable: 'alembic_version', namingConvention: null, statementsBefore: [] });
  });
  it('an environment variable', () =>
    source('config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"].replace("%", "%%"))', {
      kind: 'environment',
      variables: ['DATABASE_URL'],
    }));
  it('with a default', () =>
    source('create_engine(os.getenv("DB", "postgresql://localhost/x"))', {
      kind: 'environment',
      variables: ['DB'],
      defaultUrl: 'postgresql://localhost/x',
    }));
  it('behind a function', () =>
    source(
      'def get_url():\n    host = os.environ["PGHOST"]\n    return f"postgresql://{host}/x"\ncreate_engine(get_url())',
      {
        kind: 'environment',
        variables: ['PGHOST'],
      },
    ));
  it('settings', () =>
    source('create_engine(settings.database_url)', {
      kind: 'application',
      expression: 'settings.database_url',
    }));
  it('a literal', () =>
    source('create_engine("postgresql://h/d")', { kind: 'literal', url: 'postgresql://h/d' }));
  it('the ini file, by hand', () =>
    source('create_engine(config.get_main_option("sqlalchemy.url"))', { kind: 'config' }));
  it('an engine of the application', () =>
    source('from app import engine\nengine.connect()', { kind: 'unknown' }));
});
