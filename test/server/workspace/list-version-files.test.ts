import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { listVersionFiles } from '../../../server/src/workspace/list-version-files.ts';
import { ScratchFolder } from './scratch-folder.ts';

interface Case {
  readonly files: readonly string[];
  readonly links?: Readonly<Record<string, string>>;
  readonly locations?: readonly string[];
  readonly recursive?: boolean;
  readonly sourceless?: boolean;
}

async function check(
  { files, links = {}, locations = ['v'], recursive = false, sourceless = false }: Case,
  expected: {
    loaded: readonly string[];
    ignored?: readonly string[];
    faults?: readonly string[];
    warnings?: number;
  },
): Promise<void> {
  using folder = new ScratchFolder();
  folder.write(Object.fromEntries(files.map((name) => [name, ''])));
  for (const [name, target] of Object.entries(links)) symlinkSync(target, folder.join(name));
  const listing = await listVersionFiles({
    versionLocations: locations.map((name) => folder.join(name)),
    recursiveVersionLocations: recursive,
    sourceless,
  });
  const { loaded, ignored = [], faults = [], warnings = 0 } = expected;
  assert.deepEqual(folder.relative(listing.files.map((file) => file.path)), loaded);
  assert.deepEqual(folder.relative(listing.ignored.map((file) => file.path)), ignored);
  const faulty = listing.files.filter((file) => file.fault !== undefined).map((file) => file.path);
  assert.deepEqual(folder.relative(faulty), faults);
  assert.equal(listing.warnings.length, warnings, listing.warnings.join('\n'));
}

describe('listVersionFiles', () => {
  it('takes names as Alembic does, sorted by code point', () =>
    check(
      {
        files: [
          'v/b.py',
          'v/a b.py',
          'v/.a.py',
          'v/#a.py',
          'v/_x.py',
          'v/\u{1f600}.py',
          'v/\uff21.py',
          'v/B.py',
        ],
      },
      {
        loaded: [
          'v/#a.py',
          'v/.a.py',
          'v/B.py',
          'v/_x.py',
          'v/a b.py',
          'v/b.py',
          'v/\uff21.py',
          'v/\u{1f600}.py',
        ],
      },
    ));
  it('passes over names that Alembic does not match', () =>
    check(
      {
        files: [
          'v/__init__.py',
          'v/__init__x.py',
          'v/.#a.py',
          'v/a.py~',
          'v/a.PY',
          'v/a.pyi',
          'v/a.py.bak',
          'v/x.pyc',
        ],
      },
      { loaded: [], ignored: ['v/__init__x.py', 'v/a.PY'] },
    ));
  it('keeps to the direct files', () =>
    check(
      { files: ['v/a.py', 'v/sub/b.py', 'v/__pycache__/c.py'] },
      { loaded: ['v/a.py'], ignored: ['v/sub/b.py'] },
    ));
  it('enters sub-directories where configured, own files first', () =>
    check(
      {
        files: ['v/z.py', 'v/b/2.py', 'v/a/1.py', 'v/.hidden/0.py', 'v/a/__pycache__/c.py'],
        recursive: true,
      },
      { loaded: ['v/z.py', 'v/.hidden/0.py', 'v/a/1.py', 'v/b/2.py'] },
    ));
  it('keeps locations in their order and skips missing ones', () =>
    check({ files: ['w/1.py', 'v/2.py'], locations: ['w', 'gone', 'v'] }, { loaded: ['w/1.py', 'v/2.py'] }));
  it('loads a file once that two locations reach', () =>
    check(
      { files: ['v/1.py'], links: { w: 'v' }, locations: ['v', 'w'] },
      { loaded: ['v/1.py'], warnings: 1 },
    ));
  it('asks the pattern of the name that a link leads to', () =>
    check(
      {
        files: ['v/a.py', 'x.txt', 'y.py'],
        links: { 'v/l1.py': '../x.txt', 'v/l2': '../y.py', 'v/l3.py': 'a.py' },
      },
      { loaded: ['v/a.py', 'v/l2'], warnings: 1 },
    ));
  it('states a fault for links that lead nowhere or in a circle', () =>
    check(
      { files: ['v/a.py'], links: { 'v/b.py': 'gone.py', 'v/c.py': 'c.py', 'v/d': '../v' } },
      { loaded: ['v/a.py', 'v/b.py', 'v/c.py'], faults: ['v/b.py', 'v/c.py'] },
    ));
  it('finds bytecode without source where configured', () =>
    check(
      {
        files: [
          'v/a.py',
          'v/a.pyc',
          'v/b.pyc',
          'v/b.pyo',
          'v/__pycache__/a.cpython-311.pyc',
          'v/__pycache__/c.cpython-311.pyc',
        ],
        sourceless: true,
      },
      {
        loaded: ['v/a.py', 'v/b.pyc', 'v/__pycache__/c.cpython-311.pyc'],
        faults: ['v/b.pyc', 'v/__pycache__/c.cpython-311.pyc'],
      },
    ));
});
