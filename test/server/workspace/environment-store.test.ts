import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { EnvironmentStore, type StoreChange } from '../../../server/src/workspace/environment-store.ts';
import { environmentFiles, revisionText, ScratchFolder } from './scratch-folder.ts';

const VERSIONS = 'migrations/versions';

class StoreFixture {
  readonly folder = new ScratchFolder();
  readonly changes: StoreChange[] = [];
  readonly store: EnvironmentStore;

  constructor(files: Readonly<Record<string, string | Uint8Array>>, configFiles: readonly string[] = []) {
    this.folder.write(files);
    this.store = new EnvironmentStore({ folders: [this.folder.path], configFiles }, (error) => {
      throw error;
    });
    this.store.onDidChange((change) => this.changes.push(change));
  }

  get only() {
    const [environment] = this.store.environments;
    assert.ok(environment !== undefined && this.store.environments.length === 1);
    return environment;
  }

  heads(): readonly string[] {
    return this.only.snapshot?.revisions.heads ?? [];
  }

  async touch(kind: 'created' | 'changed' | 'deleted', ...names: readonly string[]): Promise<void> {
    this.store.filesChanged(names.map((name) => ({ path: this.folder.join(name), kind })));
    await this.store.settled();
  }

  [Symbol.dispose](): void {
    this.store.dispose();
    this.folder[Symbol.dispose]();
  }
}

async function opened(
  files: Readonly<Record<string, string | Uint8Array>>,
  configFiles: readonly string[] = [],
) {
  const fixture = new StoreFixture(files, configFiles);
  await fixture.store.open();
  fixture.changes.length = 0;
  return fixture;
}

describe('EnvironmentStore', () => {
  it('reads env.py again when a module that it imports changes, on disk or in the editor', async () => {
    using fixture = await opened({
      ...environmentFiles('', 1),
      'migrations/env.py':
        'from alembic import context\nfrom settings import TABLE\n\ncontext.configure(connection=c, version_table=TABLE)\n',
      'settings.py': "TABLE = 'one'\n",
    });
    const table = () => fixture.only.snapshot?.envScript.versionTable;
    assert.deepEqual(table(), { kind: 'known', value: 'one' });
    fixture.folder.write({ 'settings.py': "TABLE = 'two'\n" });
    await fixture.touch('changed', 'settings.py');
    assert.deepEqual(table(), { kind: 'known', value: 'two' });
    fixture.store.documentChanged(fixture.folder.join('settings.py'), "TABLE = 'three'\n");
    assert.deepEqual(table(), { kind: 'known', value: 'three' });
  });

  it('reads an environment in load order', async () => {
    using fixture = await opened(environmentFiles('', 3));
    assert.deepEqual(fixture.heads(), ['a3']);
    assert.deepEqual(fixture.folder.relative(fixture.only.snapshot?.files.keys() ?? []), [
      `${VERSIONS}/a1_x.py`,
      `${VERSIONS}/a2_x.py`,
      `${VERSIONS}/a3_x.py`,
    ]);
    assert.equal(fixture.only.trouble, undefined);
  });

  it('takes over a new, a changed and a deleted file', async () => {
    using fixture = await opened(environmentFiles('', 2));
    fixture.folder.write({ [`${VERSIONS}/a3.py`]: revisionText('a3', 'a2') });
    await fixture.touch('created', `${VERSIONS}/a3.py`);
    assert.deepEqual(fixture.heads(), ['a3']);
    fixture.folder.write({ [`${VERSIONS}/a3.py`]: revisionText('a3', 'a1') });
    await fixture.touch('changed', `${VERSIONS}/a3.py`);
    assert.deepEqual(fixture.heads(), ['a2', 'a3']);
    rmSync(fixture.folder.join(`${VERSIONS}/a2_x.py`));
    await fixture.touch('deleted', `${VERSIONS}/a2_x.py`);
    assert.deepEqual(fixture.heads(), ['a3']);
  });

  it('keeps what did not change', async () => {
    using fixture = await opened(environmentFiles('', 3));
    const before = fixture.only.snapshot;
    const path = fixture.folder.join(`${VERSIONS}/a3_x.py`);
    fixture.store.documentChanged(path, `${revisionText('a3', 'a2')}# a comment\n`);
    const after = fixture.only.snapshot;
    assert.ok(before !== undefined && after !== undefined);
    const first = fixture.folder.join(`${VERSIONS}/a1_x.py`);
    assert.equal(after.files.get(first), before.files.get(first));
    assert.notEqual(after.files.get(path), before.files.get(path));
    assert.equal(after.revisions, before.revisions);
    assert.equal(after.config, before.config);
  });

  it('lets the text of the editor win, at once, until it is closed', async () => {
    using fixture = await opened(environmentFiles('', 3));
    const path = fixture.folder.join(`${VERSIONS}/a3_x.py`);
    fixture.store.documentChanged(path, revisionText('a3', 'a1'));
    assert.deepEqual(fixture.heads(), ['a2', 'a3']);
    await fixture.touch('changed', `${VERSIONS}/a3_x.py`);
    assert.deepEqual(fixture.heads(), ['a2', 'a3']);
    fixture.store.documentClosed(path);
    assert.deepEqual(fixture.heads(), ['a3']);
  });

  it('announces several edits of one turn once', async () => {
    using fixture = await opened(environmentFiles('', 3));
    for (const name of ['a1', 'a2', 'a3']) {
      fixture.store.documentChanged(fixture.folder.join(`${VERSIONS}/${name}_x.py`), '# empty\n');
    }
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(fixture.changes, [{ environments: [fixture.only.id], found: false }]);
  });

  it('settles a checkout of many files in one rebuild', async () => {
    using fixture = await opened(environmentFiles('', 300));
    for (let number = 2; number <= 300; number += 1) {
      fixture.folder.write({ [`${VERSIONS}/a${number}_x.py`]: revisionText(`a${number}`, 'a1') });
      fixture.store.filesChanged([
        { path: fixture.folder.join(`${VERSIONS}/a${number}_x.py`), kind: 'changed' },
      ]);
    }
    await fixture.store.settled();
    assert.equal(fixture.changes.length, 1);
    assert.equal(fixture.heads().length, 299);
  });

  it('finds an environment that appears, and forgets one that goes', async () => {
    using fixture = await opened({ 'README.md': '' });
    assert.deepEqual(fixture.store.environments, []);
    fixture.folder.write(environmentFiles('', 1));
    await fixture.touch('created', 'alembic.ini', 'migrations/env.py', `${VERSIONS}/a1_x.py`);
    assert.deepEqual(fixture.heads(), ['a1']);
    rmSync(fixture.folder.join('alembic.ini'));
    await fixture.touch('deleted', 'alembic.ini');
    assert.deepEqual(fixture.store.environments, []);
    assert.equal(
      fixture.changes.every((change) => change.found),
      true,
    );
  });

  it('finds an environment in a folder that is moved in', async () => {
    using fixture = await opened({ 'README.md': '' });
    fixture.folder.write(environmentFiles('moved/', 1));
    await fixture.touch('created', 'moved');
    assert.deepEqual(fixture.heads(), ['a1']);
    rmSync(fixture.folder.join('moved'), { recursive: true });
    await fixture.touch('deleted', 'moved');
    assert.deepEqual(fixture.store.environments, []);
  });

  it('follows an edit of alembic.ini before it is saved', async () => {
    using fixture = await opened({
      ...environmentFiles('', 1),
      'other/versions/b1.py': revisionText('b1', undefined),
    });
    fixture.store.documentChanged(
      fixture.folder.join('alembic.ini'),
      '[alembic]\nscript_location = %(here)s/other\n',
    );
    await fixture.store.settled();
    assert.deepEqual(fixture.heads(), ['b1']);
  });

  it('knows which environment a file belongs to', async () => {
    using fixture = await opened({ ...environmentFiles('x/', 1), ...environmentFiles('y/', 1) });
    const [x] = fixture.store.environmentsOfFile(fixture.folder.join(`x/${VERSIONS}/a1_x.py`));
    assert.equal(x?.name, 'x');
    assert.deepEqual(fixture.store.environmentsOfFile(fixture.folder.join('z.py')), []);
  });

  it('uses the files that the setting names', async () => {
    using fixture = await opened(
      { ...environmentFiles('', 1), 'conf/db.ini': '[alembic]\nscript_location = migrations\n' },
      ['conf/db.ini'],
    );
    assert.deepEqual(fixture.heads(), ['a1']);
  });
});

describe('trouble', () => {
  async function check(
    files: Readonly<Record<string, string>>,
    expected: { kind: string; message: RegExp; line?: number },
    configFiles: readonly string[] = [],
  ): Promise<void> {
    using fixture = await opened(files, configFiles);
    const { trouble } = fixture.only;
    assert.equal(trouble?.kind, expected.kind);
    assert.match(trouble?.message ?? '', expected.message);
    assert.equal(trouble?.line, expected.line);
  }

  it('an ini that is none', () =>
    check(
      { 'alembic.ini': 'nonsense\n' },
      { kind: 'unreadable-config', message: /before any \[section\]/, line: 1 },
    ));
  it('no script_location', () =>
    check(
      { 'alembic.ini': '[alembic]\n' },
      { kind: 'no-script-location', message: /No 'script_location' key/ },
    ));
  it('a script_location that is not there', () =>
    check(
      { 'alembic.ini': '[alembic]\nscript_location = nope\n' },
      { kind: 'missing-script-location', message: /Path doesn't exist: .*\/nope/, line: 2 },
    ));
  it('a package that is not found', () =>
    check(
      { 'alembic.ini': '[alembic]\nscript_location = app:migrations\n' },
      { kind: 'unreadable-config', message: /package app/, line: 2 },
    ));
  it('no revision yet', () =>
    check(environmentFiles('', 0), { kind: 'no-revisions', message: /no revision in .*versions/ }));
  it('a named file that is not there', () =>
    check({ 'README.md': '' }, { kind: 'unreadable-config', message: /does not exist/ }, ['alembic.ini']));

  it('goes away when it is mended', async () => {
    using fixture = await opened({ 'alembic.ini': '[alembic]\nscript_location = m\n' });
    fixture.folder.write({ 'm/env.py': '', 'm/versions/a1.py': revisionText('a1', undefined) });
    await fixture.touch('created', 'm');
    assert.deepEqual(fixture.heads(), ['a1']);
  });
});

describe('layouts', () => {
  async function check(files: Readonly<Record<string, string>>, heads: readonly string[]): Promise<void> {
    using fixture = await opened(files);
    assert.deepEqual(fixture.heads(), heads);
  }
  const revision = revisionText('a1', undefined);

  it('a package on prepend_sys_path', () =>
    check(
      {
        'alembic.ini':
          '[alembic]\nscript_location = shop.db:migrations\nprepend_sys_path = lib\npath_separator = os\n',
        'lib/shop/db/migrations/versions/a.py': revision,
      },
      ['a1'],
    ));
  it('the package that the configuration lies in', () =>
    check(
      {
        'source/shop/alembic.ini': '[alembic]\nscript_location = shop:db/migrations\n',
        'source/shop/__init__.py': '',
        'source/shop/db/migrations/versions/a.py': revision,
      },
      ['a1'],
    ));
  it('a package below the workspace folder', () =>
    check(
      {
        'conf/alembic.ini': '[alembic]\nscript_location = shop:migrations\n',
        'shop/migrations/versions/a.py': revision,
      },
      ['a1'],
    ));
  it('Flask-Migrate: env.py beside alembic.ini', () =>
    check(
      {
        'migrations/alembic.ini': '[alembic]\n',
        'migrations/env.py': '',
        'migrations/versions/a.py': revision,
      },
      ['a1'],
    ));
  it('pyproject.toml', () =>
    check(
      {
        'pyproject.toml':
          '[tool.alembic]\nscript_location = "%(here)s/m"\nversion_locations = ["%(here)s/one", "two"]\n',
        'm/env.py': '',
        'one/a.py': revision,
        'two/b.py': revisionText('b1', undefined),
      },
      ['a1', 'b1'],
    ));
  it('a path that counts from the workspace folder', () =>
    check({ 'conf/alembic.ini': '[alembic]\nscript_location = m\n', 'm/versions/a.py': revision }, ['a1']));
});

describe('bad files', () => {
  let fixture: StoreFixture;
  const bad: Readonly<Record<string, string | Uint8Array>> = {
    'null.py': "revision = 'n'\0",
    'binary.py': Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256),
    'huge.py': `revision = 'h'\n#${' '.repeat(9 * 1024 * 1024)}`,
    'truncated.py': '"""never closed\nrevision = ',
    'deep.py': `revision = ${'('.repeat(20_000)}`,
    'empty.py': '',
    'secret.py': revisionText('s1', undefined),
  };

  before(async () => {
    const files = Object.entries(bad).map(([name, content]) => [`${VERSIONS}/${name}`, content] as const);
    fixture = new StoreFixture({ ...environmentFiles('', 2), ...Object.fromEntries(files) });
    chmodSync(fixture.folder.join(`${VERSIONS}/secret.py`), 0);
    await fixture.store.open();
  });
  after(() => fixture[Symbol.dispose]());

  it('leave the rest of the chain', () => {
    const heads = fixture.heads();
    assert.ok(heads.includes('a2'), String(heads));
  });
  for (const name of Object.keys(bad)) {
    it(`${name} has a problem`, (test) => {
      if (name === 'secret.py' && process.getuid?.() === 0) {
        test.skip('root reads everything');
        return;
      }
      const path = fixture.folder.join(`${VERSIONS}/${name}`);
      const problems = fixture.only.snapshot?.problems.filter((problem) => problem.path === path) ?? [];
      assert.ok(problems.length > 0, `${name} has none`);
    });
  }
  it('can be replaced while they are open', () => {
    const path = fixture.folder.join(`${VERSIONS}/null.py`);
    writeFileSync(path, revisionText('n', 'a2'));
    fixture.store.documentChanged(path, revisionText('n', 'a2'));
    assert.ok(!fixture.heads().includes('a2'));
  });
});
