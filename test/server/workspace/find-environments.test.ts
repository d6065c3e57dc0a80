import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { environmentName, findEnvironments } from '../../../server/src/workspace/find-environments.ts';
import { readConfigText } from '../../../server/src/workspace/read-config-text.ts';
import { ScratchFolder } from './scratch-folder.ts';

const INI = '[alembic]\nscript_location = m\n';

async function check(files: Readonly<Record<string, string>>, expected: readonly string[]): Promise<void> {
  using folder = new ScratchFolder();
  folder.write(files);
  symlinkSync('..', folder.join('loop'));
  const found = await findEnvironments(folder.path, readConfigText);
  const lines = found.map(({ iniPath, tomlPath, section }) =>
    [...folder.relative([iniPath, tomlPath].filter((path) => path !== undefined)), section].join(' '),
  );
  assert.deepEqual(lines, expected);
}

describe('findEnvironments', () => {
  it('an alembic.ini', () => check({ 'alembic.ini': INI }, ['alembic.ini alembic']));
  it('several, also Flask-Migrate’s', () =>
    check({ 'a/alembic.ini': INI, 'b/migrations/alembic.ini': '[alembic]\n', 'b/migrations/env.py': '' }, [
      'a/alembic.ini alembic',
      'b/migrations/alembic.ini alembic',
    ]));
  it('a pyproject.toml with [tool.alembic]', () =>
    check(
      { 'pyproject.toml': '[tool.alembic]\nscript_location = "m"\n', 'x/pyproject.toml': '[tool.black]\n' },
      ['pyproject.toml alembic'],
    ));
  it('both of one folder together', () =>
    check({ 'alembic.ini': '[alembic]\n', 'pyproject.toml': '[tool.alembic]\n' }, [
      'alembic.ini pyproject.toml alembic',
    ]));
  it('every section with a script_location', () =>
    check({ 'alembic.ini': `${INI}[logs]\nscript_location = l\n[loggers]\nkeys = root\n` }, [
      'alembic.ini alembic',
      'alembic.ini logs',
    ]));
  it('an ini that cannot be read', () => check({ 'alembic.ini': 'nonsense' }, ['alembic.ini alembic']));
  it('a broken pyproject.toml that means Alembic', () =>
    check({ 'pyproject.toml': '[tool.alembic]\nscript_location = \n' }, ['pyproject.toml alembic']));
  it('nothing in node_modules, caches or virtual environments', () =>
    check(
      {
        'node_modules/x/alembic.ini': INI,
        '.git/alembic.ini': INI,
        'env/pyvenv.cfg': '',
        'env/lib/alembic.ini': INI,
      },
      [],
    ));
});

describe('environmentName', () => {
  const name = (iniPath: string, section = 'alembic'): string =>
    environmentName({ id: '', iniPath, tomlPath: undefined, section, folder: '/w/shop' });
  it('is the folder, or the workspace folder', () => {
    assert.equal(name('/w/shop/alembic.ini'), 'shop');
    assert.equal(name('/w/shop/services/orders/alembic.ini'), 'services/orders');
    assert.equal(name('/w/shop/alembic.ini', 'logs'), 'shop [logs]');
  });
});
