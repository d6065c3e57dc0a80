import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ModuleFiles } from '../../../server/src/workspace/module-files.ts';
import { moduleRoots } from '../../../server/src/workspace/module-roots.ts';
import { OpenDocuments } from '../../../server/src/workspace/open-documents.ts';
import { CONFIG } from '../core/lint/chain-text.ts';
import { ScratchFolder } from './scratch-folder.ts';

type Files = Readonly<Record<string, string>>;

class Fixture {
  readonly folder = new ScratchFolder();
  readonly documents = new OpenDocuments();
  modules: ModuleFiles;

  constructor(files: Files, named: readonly string[], likely: readonly string[] = []) {
    this.folder.write(files);
    const roots = {
      named: named.map((root) => this.#at(root)),
      likely: likely.map((root) => this.#at(root)),
    };
    this.modules = new ModuleFiles(roots, this.folder.path, this.documents);
  }

  #at(root: string): string {
    return root === '' ? this.folder.path : this.folder.join(root);
  }

  /** The path of a module, "none", or why it cannot be read. */
  found(name: string): string {
    const found = this.modules.find(name);
    if (found === undefined) return 'none';
    return found.kind === 'unreadable' ? found.reason : found.shownPath;
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

function check(
  files: readonly string[],
  named: readonly string[],
  likely: readonly string[],
  expected: Files,
): void {
  using fixture = new Fixture(Object.fromEntries(files.map((path) => [path, ''])), named, likely);
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, fixture.found(name)]));
  assert.deepEqual(found, expected);
}

describe('modules of a project', () => {
  it('are found as Python finds them', () => {
    check(
      ['a/app/__init__.py', 'a/app/x.py', 'a/app.py', 'a/lone.py', 'b/lone.py', 'b/other.py'],
      ['a', 'b'],
      [],
      {
        app: 'a/app/__init__.py',
        'app.x': 'a/app/x.py',
        'app.y': 'none',
        lone: 'a/lone.py',
        'lone.x': 'none',
        other: 'b/other.py',
        absent: 'none',
        'absent.x': 'none',
      },
    );
  });

  it('may be a package without __init__.py, in several folders', () => {
    check(
      ['a/space/one.py', 'b/space/two.py', 'b/space/deep/three.py', 'a/plain/x.py', 'b/plain.py'],
      ['a', 'b'],
      [],
      {
        'space.one': 'a/space/one.py',
        'space.two': 'b/space/two.py',
        'space.deep.three': 'b/space/deep/three.py',
        plain: 'b/plain.py',
        'plain.x': 'none',
      },
    );
  });

  it('are not guessed where two likely folders have them', () => {
    check(['a/app/__init__.py', 'a/app/x.py', 'b/app/__init__.py', 'b/only.py'], [], ['a', 'b'], {
      'app.x':
        'it may be a/app/__init__.py or b/app/__init__.py; name its folder in prepend_sys_path to say which',
      only: 'b/only.py',
    });
    check(['a/app/__init__.py', 'b/app/__init__.py'], ['b'], ['a'], { app: 'b/app/__init__.py' });
  });

  it('are looked for in prepend_sys_path, then around the script location and the configuration', () => {
    const config = {
      ...CONFIG,
      configPath: '/p/conf/alembic.ini',
      scriptLocation: '/p/svc/db',
      prependSysPath: ['/p'],
    };
    const { named, likely } = moduleRoots(config, '/p');
    assert.deepEqual(named, ['/p']);
    const expected = [
      '/p/svc/db',
      '/p/svc/db/src',
      '/p/svc',
      '/p/svc/src',
      '/p/src',
      '/p/conf',
      '/p/conf/src',
    ];
    assert.deepEqual(likely, expected);
  });

  it('hold the text of the editor, and the same object while it is the same', () => {
    using fixture = new Fixture({ 'app.py': 'X = 1\n', 'b.py': '' }, ['']);
    const path = fixture.folder.join('app.py');
    const changes = { appeared: new Set<string>(), changed: new Set([path]) };
    const first = fixture.modules.find('app');
    fixture.documents.set(path, 'X = 2\n');
    assert.ok(fixture.modules.has(path));
    assert.ok(fixture.modules.concerns(changes));
    fixture.modules = fixture.modules.after(changes);
    const second = fixture.modules.find('app');
    assert.equal(second?.kind === 'module-file' && second.text, 'X = 2\n');
    fixture.documents.delete(path);
    fixture.modules = fixture.modules.after(changes);
    assert.notEqual(fixture.modules.find('app'), second);
    fixture.modules = fixture.modules.after(changes);
    const last = fixture.modules.find('app');
    assert.deepEqual(last, first);
    fixture.modules = fixture.modules.after(changes);
    assert.equal(fixture.modules.find('app'), last);
    assert.equal(
      fixture.modules.concerns({ ...changes, changed: new Set([fixture.folder.join('b.py')]) }),
      false,
    );
  });

  it('come and go with their files', () => {
    using fixture = new Fixture({ 'app/__init__.py': '' }, ['']);
    assert.equal(fixture.found('app.x'), 'none');
    const path = fixture.folder.join('app/x.py');
    const changes = { appeared: new Set([path]), changed: new Set<string>() };
    fixture.folder.write({ 'app/x.py': '' });
    assert.ok(fixture.modules.concerns(changes));
    fixture.modules = fixture.modules.after(changes);
    assert.equal(fixture.found('app.x'), 'app/x.py');
    rmSync(path);
    fixture.modules = fixture.modules.after(changes);
    assert.equal(fixture.found('app.x'), 'none');
  });

  it('say why they cannot be read', () => {
    using fixture = new Fixture({ 'app.py': 'X = "\0"' }, ['']);
    assert.equal(
      fixture.found('app'),
      'app.py: The file contains null bytes, so Python refuses it: it is binary or damaged.',
    );
  });
});
