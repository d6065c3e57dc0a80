import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readRevisionHeader } from '../../../../server/src/core/python/header-reader.ts';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { parsePython } from '../../../../server/src/core/python/parse-python.ts';
import { revisionFileText } from './revision-file-generator.ts';

describe('the header scanner and the header reader', () => {
  test('agree on every file that parses', () => {
    let compared = 0;
    fc.assert(
      fc.property(revisionFileText, (text) => {
        const source = parsePython(text);
        if (source.error !== undefined) return;
        compared += 1;
        assert.deepEqual(scanRevisionHeader(text), readRevisionHeader(source), text);
      }),
      { numRuns: 5_000 },
    );
    assert.ok(compared > 4_000, `only ${compared} files parsed`);
  });
});
