import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePython } from '../../../../server/src/core/python/parse-python.ts';
import { available, suiteNeeds } from '../../../support/suite-availability.ts';
import { withRealPython } from './real-python.ts';
import { type Dump, dumpBlock } from './syntax-dump.ts';

const python = await withRealPython();

/** The first place where two trees differ, or undefined. */
function difference(ours: Dump, real: Dump): readonly [Dump, Dump] | undefined {
  if (!Array.isArray(ours) || !Array.isArray(real)) return ours === real ? undefined : [ours, real];
  const [a, b] = [ours as readonly Dump[], real as readonly Dump[]];
  if (a.length !== b.length || (typeof a[0] === 'string' && a[0] !== b[0])) return [a, b];
  for (const [index, item] of a.entries()) {
    const found = difference(item, b[index] as Dump);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True where one side says that it does not take this form apart. */
function isAdmitted([ours, real]: readonly [Dump, Dump]): boolean {
  const heads = [ours, real].map((side) => (Array.isArray(side) ? side[0] : side));
  return heads.includes('invalid') || heads.includes('unknown');
}

describe('the parser against CPython', suiteNeeds('parser against Python', python), () => {
  test('gives the tree that Python gives, or says that it cannot', async () => {
    const files = await available(python).dumpStandardFiles();
    let equal = 0;
    for (const { path, text, syntax } of files) {
      const source = parsePython(text);
      const found = difference(dumpBlock(source.body), syntax);
      if (found === undefined) equal += 1;
      else if (source.error === undefined && !isAdmitted(found)) {
        assert.fail(`${path}\n ours ${JSON.stringify(found[0])}\n real ${JSON.stringify(found[1])}`);
      }
    }
    assert.ok(
      files.length > 50 && equal >= 0.95 * files.length,
      `${equal} of ${files.length} files are equal`,
    );
  });
});
