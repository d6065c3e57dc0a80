import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstSelection } from '../../../client/src/view-models/first-selection.ts';

describe('the first selection in a new file', () => {
  const check = (text: string, line: number, character: number, endCharacter: number): void =>
    assert.deepEqual(firstSelection(text, { line, character }), {
      start: { line, character },
      end: { line, character: endCharacter },
    });
  it('takes the pass that is typed over, and nothing else', () => {
    check('def upgrade():\n    pass\n', 1, 4, 8);
    check('def upgrade():\n    pass\r\n', 1, 4, 8);
    check('def upgrade():\n    passed = 1\n', 1, 4, 4);
    check('def upgrade():\n    op.execute("")\n', 1, 16, 16);
    check('', 5, 0, 0);
  });
});
