import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import {
  type DocstringField,
  readRevisionDocstring,
} from '../../../../server/src/core/python/revision-docstring.ts';

function check(text: string, message: string, fields: readonly (string | undefined)[]): void {
  const docstring = readRevisionDocstring(text, scanRevisionHeader(text).docstring);
  const found = (field: DocstringField | undefined) => {
    if (field !== undefined) assert.equal(text.slice(field.span.start, field.span.end), field.value);
    return field?.value;
  };
  assert.equal(docstring.message, message);
  assert.deepEqual(
    [found(docstring.revisionId), found(docstring.revises), found(docstring.createDate)],
    fields,
  );
}

describe('the docstring of a revision file', () => {
  test('has the parts that the template writes', () => {
    check(
      '"""add users\n\nRevision ID: a1\nRevises: b2, c3\nCreate Date: 2024-01-02 03:04:05.678\n\n"""\n',
      'add users',
      ['a1', 'b2, c3', '2024-01-02 03:04:05.678'],
    );
  });

  test('has a message of several lines up to the first blank line', () => {
    check('"""\n  add\nusers\n\nrest\n"""', 'add\nusers', [undefined, undefined, undefined]);
    check("'one line'", 'one line', [undefined, undefined, undefined]);
    check('x = 1', '', [undefined, undefined, undefined]);
  });

  test('tolerates line ends, blanks and missing values', () => {
    check('"""m\r\n\r\nRevision ID :  a1  \r\nRevises:\r\nCreate Date: d"""\r\n', 'm', ['a1', '', 'd']);
    check("'''m\n\n  Revises: x'''", 'm', [undefined, 'x', undefined]);
  });
});
