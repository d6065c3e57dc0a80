import assert from 'node:assert/strict';
import { realpathSync, symlinkSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { listVersionFiles } from '../../../server/src/workspace/list-version-files.ts';
import { type PythonOracle, withRealAlembic } from '../../support/real-alembic.ts';
import { repositoryPath } from '../../support/repository.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { ScratchFolder } from './scratch-folder.ts';

const alembic = await withRealAlembic();

const stem = fc.constantFrom(
  'a',
  'b',
  'B',
  '_',
  '.',
  '.#',
  '#',
  '__init__',
  'x y',
  'é',
  '\uff21',
  '\u{1f600}',
  'x.cpython-311',
  'a.b',
);
const ending = fc.constantFrom('.py', '.py', '.py', '.pyc', '.pyo', '.PY', '.pyi', '.py~', '.txt', '');
const name = fc
  .tuple(stem, ending)
  .map((parts) => parts.join(''))
  .filter((each) => each !== '.');
const place = fc.constantFrom(
  'v/',
  'v/',
  'v/',
  'v/sub/',
  'v/Sub/',
  'v/sub/deep/',
  'v/__pycache__/',
  'v/sub/__pycache__/',
  'w/',
  'w/.hidden/',
);
const files = fc.uniqueArray(
  fc.tuple(place, name).map((parts) => parts.join('')),
  { maxLength: 14 },
);
const links = fc.uniqueArray(
  fc.tuple(fc.constantFrom('v/l1.py', 'v/l2.txt', 'v/l3', 'w/l4.py'), fc.nat({ max: 13 })),
  {
    maxLength: 2,
    selector: ([link]) => link,
  },
);

describe('version files as real Alembic lists them', suiteNeeds('version files', alembic), () => {
  let oracle: PythonOracle;

  before(() => {
    oracle = available(alembic).startOracle(repositoryPath('test/fixtures/config/config-oracle.py'));
  });
  after(() => oracle.close());

  it('for any names, folders and links', async () => {
    const locations = fc.constantFrom(['v'], ['w', 'v'], ['v', 'gone', 'w'], ['v', 'v'], ['v/sub', 'v']);
    await fc.assert(
      fc.asyncProperty(
        files,
        links,
        locations,
        fc.boolean(),
        fc.boolean(),
        async (names, linked, where, recursive, sourceless) => {
          using folder = new ScratchFolder();
          folder.write({ 'v/': '', ...Object.fromEntries(names.map((each) => [each, ''])) });
          for (const [link, number] of linked) {
            const target = names[number];
            if (target === undefined || names.includes(link)) continue;
            folder.write({ [`${link.slice(0, 2)}`]: '' });
            symlinkSync(folder.join(target), folder.join(link));
          }
          const paths = where.map((each) => folder.join(each));
          const theirs = (await oracle.ask({
            ask: 'files',
            folder: folder.path,
            locations: paths,
            recursive,
            sourceless,
          })) as string[];
          const listing = await listVersionFiles({
            versionLocations: paths,
            recursiveVersionLocations: recursive,
            sourceless,
          });
          const ours = listing.files.map((file) => realpathSync(file.path));
          assert.deepEqual(comparable(folder, ours), comparable(folder, theirs));
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Alembic takes the entries of a `__pycache__` in the order of the disk: they are put last and sorted. */
function comparable(folder: ScratchFolder, paths: readonly string[]): readonly string[] {
  const isCached = (path: string): boolean => path.includes('__pycache__');
  return folder.relative([...paths.filter((path) => !isCached(path)), ...paths.filter(isCached).sort()]);
}
