import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LineIndex } from '../../../../server/src/core/text/line-index.ts';

function check(text: string, offset: number, line: number, character: number): void {
  const index = new LineIndex(text);
  assert.deepEqual(index.position(offset), { line, character });
  assert.equal(index.offset({ line, character }), offset);
}

describe('lines of a text', () => {
  test('end at every line end that LSP knows', () => {
    check('ab\ncd', 3, 1, 0);
    check('ab\r\ncd', 4, 1, 0);
    check('ab\rcd', 3, 1, 0);
    check('ab\n', 3, 1, 0);
    check('', 0, 0, 0);
    assert.equal(new LineIndex('a\r\n\r\nb').lineCount, 3);
  });

  test('count UTF-16 code units', () => {
    check('😀x', 2, 0, 2);
  });

  test('take places outside the text to its nearer end', () => {
    const index = new LineIndex('ab\ncd');
    assert.deepEqual(index.position(-1), { line: 0, character: 0 });
    assert.deepEqual(index.position(99), { line: 1, character: 2 });
    assert.equal(index.offset({ line: 9, character: 0 }), 5);
    assert.equal(index.offset({ line: 0, character: 99 }), 3);
  });

  test('give back every offset', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r\n', '\r', '😀', ' ')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), (sample, number) => {
        const offset = number % (sample.length + 1);
        const index = new LineIndex(sample);
        assert.equal(index.offset(index.position(offset)), offset);
      }),
    );
  });
});
