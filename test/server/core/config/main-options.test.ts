import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mainOptions } from '../../../../server/src/core/config/main-options.ts';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';

const INI = {
  path: '/p/alembic.ini',
  text: '[alembic]\nscript_location = %(here)s/x\ntenant = acme\nbad = %(none)s\n',
};

describe('options of the configuration as revisions see them', () => {
  const check = (envScript: string, expected: Readonly<Record<string, string | null | undefined>>) => {
    const option = mainOptions(INI, 'alembic', envScript);
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, option(name)])), expected);
  };

  it('are those of the ini file', () => {
    const text =
      'config = context.config\nfileConfig(config.config_file_name)\nurl = config.get_main_option("sqlalchemy.url")\n';
    check(text, { tenant: 'acme', script_location: '/p/x', absent: null, bad: undefined, here: undefined });
  });

  it('are open where env.py may set them', () => {
    check('config.set_main_option("tenant", name)', { tenant: undefined, absent: null });
    check('config.set_main_option(key, name)', { tenant: undefined, absent: undefined });
    check('prepare(config)', { tenant: undefined });
    check('prepare(x, config=context.config)', { tenant: undefined });
  });

  it('reach op.get_context().config', () => {
    const body =
      'op.execute(op.get_context().config.get_main_option("tenant") + context.config.get_main_option("x", "y"))';
    const source = `from alembic import context, op\ndef upgrade():\n    ${body}\n`;
    const state = () => new RunState({ namingConvention: null, serverVersion: null });
    const known = revisionSql(source, 'upgrade', state(), { mainOption: mainOptions(INI, 'alembic', '') });
    assert.deepEqual(
      known.statements.map(({ sql }) => sql),
      ['acmey'],
    );
    const unknown = revisionSql(source, 'upgrade', state());
    assert.deepEqual(
      unknown.unresolved.map(({ unknownName }) => unknownName),
      ["alembic.context.config['tenant']"],
    );
  });
});
