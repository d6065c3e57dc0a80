import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  alembicCommand,
  type CommandPlace,
  environmentCommands,
  revisionCommands,
} from '../../../client/src/view-models/alembic-command.ts';

describe('the alembic command that does the same', () => {
  const check = (place: CommandPlace, args: readonly string[], expected: string): void =>
    assert.equal(alembicCommand(place, args), expected);

  it('needs no option for the configuration that alembic finds by itself', () => {
    check({ configPath: 'alembic.ini', section: undefined }, ['upgrade', 'head'], 'alembic upgrade head');
    check({ configPath: 'pyproject.toml', section: undefined }, ['current'], 'alembic current');
  });
  it('names another file or section', () => {
    check(
      { configPath: 'services/orders/alembic.ini', section: 'orders' },
      ['downgrade', '-1'],
      'alembic -c services/orders/alembic.ini -n orders downgrade -1',
    );
  });
  it('quotes for the shell', () => {
    check(
      { configPath: 'my app/alembic.ini', section: undefined },
      ['merge', '-m', "it's"],
      `alembic -c 'my app/alembic.ini' merge -m 'it'\\''s'`,
    );
  });
});

describe('the commands on offer', () => {
  const place: CommandPlace = { configPath: 'alembic.ini', section: undefined };
  it('for a revision', () => {
    assert.deepEqual(
      revisionCommands(place, 'abc').map(({ command }) => command),
      [
        'alembic upgrade abc',
        'alembic downgrade abc',
        'alembic stamp abc',
        'alembic show abc',
        'alembic upgrade abc --sql',
      ],
    );
  });
  it('for an environment with one head, and with several', () => {
    const commands = (heads: readonly string[]): string[] =>
      environmentCommands(place, heads).map(({ command }) => command);
    assert.ok(commands(['a']).includes('alembic upgrade head'));
    assert.ok(commands(['a', 'b']).includes('alembic upgrade heads'));
    assert.ok(commands(['a', 'b']).includes(`alembic merge -m 'merge heads' heads`));
    assert.ok(!commands(['a']).some((command) => command.includes('merge')));
  });
});
