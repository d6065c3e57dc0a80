import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EnvironmentStore } from '../../../server/src/workspace/environment-store.ts';
import { environmentFiles, revisionText, ScratchFolder } from './scratch-folder.ts';

const VERSIONS = 'migrations/versions';
const FILES = 500;
const MAX_MILLISECONDS = 20_000;

const sound = Buffer.from(revisionText('f00d', 'a2'));
const place = fc.nat({ max: sound.length });

/** One way to break a revision file. */
const broken: fc.Arbitrary<Buffer> = fc.oneof(
  place.map((end) => sound.subarray(0, end)),
  fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 12 }))
    .map(([at, bytes]) => Buffer.concat([sound.subarray(0, at), bytes, sound.subarray(at)])),
  fc.tuple(place, place).map(([from, to]) => Buffer.concat([sound.subarray(0, from), sound.subarray(to)])),
  fc
    .tuple(
      place,
      fc.constantFrom('\0', '"""', "'''", '(', ')', '[', '\\', '\r', '\t', '\ufeff', '# coding: x\n'),
    )
    .map(([at, text]) => Buffer.concat([sound.subarray(0, at), Buffer.from(text), sound.subarray(at)])),
  fc
    .tuple(
      fc.constantFrom('(', '[', '{', '"', '-', 'not ', 'f"{', '\\\n'),
      fc.integer({ min: 100, max: 20_000 }),
    )
    .map(([text, count]) => Buffer.from(`revision = 'x'\ndown_revision = ${text.repeat(count)}`)),
  fc
    .constantFrom('utf16le' as const, 'latin1' as const)
    .map((encoding) => Buffer.from(`# é\n${sound.toString()}`, encoding)),
);

describe('a folder of broken files', () => {
  it(`${FILES} of them: the rest is read, and each has a problem or is a revision`, async () => {
    using folder = new ScratchFolder();
    folder.write(environmentFiles('', 2));
    const samples = fc.sample(broken, FILES);
    folder.write(Object.fromEntries(samples.map((content, index) => [`${VERSIONS}/x${index}.py`, content])));
    symlinkSync('loop.py', folder.join(`${VERSIONS}/loop.py`));
    symlinkSync('nowhere.py', folder.join(`${VERSIONS}/dangling.py`));
    symlinkSync('..', folder.join(`${VERSIONS}/up`));
    mkdirSync(folder.join(`${VERSIONS}/directory.py`));
    const startedAt = performance.now();
    const store = new EnvironmentStore({ folders: [folder.path], configFiles: [] }, (error) => {
      throw error;
    });
    await store.open();
    const snapshot = store.environments[0]?.snapshot;
    assert.ok(snapshot !== undefined);
    const withProblem = new Set(snapshot.problems.map((problem) => problem.path));
    const took = performance.now() - startedAt;
    store.dispose();
    assert.equal(snapshot.files.size, FILES + 4);
    assert.ok(snapshot.revisions.get('a2') !== undefined);
    const silent = [...snapshot.files.values()].filter(
      (file) => file.revision === undefined && !withProblem.has(file.path),
    );
    assert.deepEqual(
      silent.map((file) => [file.path, file.text]),
      [],
    );
    assert.ok(took < MAX_MILLISECONDS, `it took ${took.toFixed(0)} ms`);
  });
});
