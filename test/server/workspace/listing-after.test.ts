import assert from 'node:assert/strict';
import { existsSync, lstatSync, rmSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EnvironmentStore } from '../../../server/src/workspace/environment-store.ts';
import { revisionText, ScratchFolder } from './scratch-folder.ts';

const FILES = [
  ...['a.py', 'b.py', 'ba.py', 'c d.py', '_x.py', '.y.py', '\u{1f600}.py', '\uff5e.py'],
  ...['__init__z.py', 'B.PY', 'note.txt', 'sub/e.py', 'sub/f.py', 'sub/deep/g.py', 'sub.py', '../other/h.py'],
];
const IDS = ['one', 'two', 'three', 'four', 'five'];

type Step =
  | { readonly do: 'write'; readonly name: string; readonly id: string; readonly down: string | undefined }
  | { readonly do: 'remove'; readonly name: string }
  | { readonly do: 'link'; readonly name: string; readonly target: string };

const name = fc.constantFrom(...FILES);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      name,
      id: fc.constantFrom(...IDS),
      down: fc.option(fc.constantFrom(...IDS), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('remove' as const),
      name: fc.oneof(name, fc.constantFrom('sub', 'sub/deep')),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      name,
      target: fc.constantFrom('../away/k.py', '../away/__init__k.py', '../away/absent.py', '../away'),
    }),
  },
);

/** Does a step on disk; answers the event that an editor would tell of it. */
function done(folder: ScratchFolder, each: Step) {
  const path = folder.join(`migrations/versions/${each.name}`);
  const was = lstatSync(path, { throwIfNoEntry: false });
  if (was?.isDirectory() === true && each.do !== 'remove') return undefined;
  switch (each.do) {
    case 'remove':
      rmSync(path, { recursive: true, force: true });
      return { path, kind: 'deleted' as const };
    case 'write': {
      if (was?.isSymbolicLink() === true) return undefined;
      const above = path.slice(0, path.lastIndexOf('/'));
      const isNewFolder = !existsSync(above);
      folder.write({ [`migrations/versions/${each.name}`]: revisionText(each.id, each.down) });
      if (isNewFolder) return { path: above, kind: 'created' as const };
      return { path, kind: was === undefined ? ('created' as const) : ('changed' as const) };
    }
    case 'link':
      if (was !== undefined || !existsSync(path.slice(0, path.lastIndexOf('/')))) return undefined;
      symlinkSync(folder.join(`migrations/versions/${each.target}`), path);
      return { path, kind: 'created' as const };
  }
}

function seen(folder: ScratchFolder, store: EnvironmentStore) {
  return store.environments.map(({ snapshot, trouble }) => ({
    trouble,
    files: [...(snapshot?.files.values() ?? [])],
    ignored: snapshot?.ignoredFiles,
    warnings: snapshot?.config.warnings,
    heads: snapshot?.revisions.heads,
    problems: snapshot?.problems.map(({ code, path, message }) => [code, folder.relative([path]), message]),
  }));
}

describe('an environment in which files come and go', () => {
  it('is equal to one that is read anew', async () => {
    const fail = (error: unknown): never => {
      throw error;
    };
    const check = async (isRecursive: boolean, batches: ReadonlyArray<readonly Step[]>): Promise<void> => {
      using folder = new ScratchFolder();
      const locations = '%(here)s/migrations/versions:%(here)s/migrations/other';
      folder.write({
        'alembic.ini': `[alembic]\nscript_location = %(here)s/migrations\npath_separator = :\nversion_locations = ${locations}\nrecursive_version_locations = ${isRecursive}\n`,
        'migrations/env.py': '',
        'migrations/other/': '',
        'migrations/away/k.py': revisionText('away', undefined),
        'migrations/away/__init__k.py': '',
        'migrations/versions/m.py': revisionText('zero', undefined),
      });
      const where = { folders: [folder.path], configFiles: [] };
      const store = new EnvironmentStore(where, fail);
      await store.open();
      for (const batch of batches) {
        const events = batch.map((each) => done(folder, each)).filter((event) => event !== undefined);
        store.filesChanged(events);
        await store.settled();
        const anew = new EnvironmentStore(where, fail);
        await anew.open();
        assert.deepEqual(seen(folder, store), seen(folder, anew));
        anew.dispose();
      }
      store.dispose();
    };
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    await fc.assert(fc.asyncProperty(fc.boolean(), batches, check), { numRuns: 250 });
  });
});
