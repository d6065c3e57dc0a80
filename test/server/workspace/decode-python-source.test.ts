import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, it } from 'node:test';
import { decodePythonSource } from '../../../server/src/workspace/decode-python-source.ts';

function check(bytes: Buffer, expected: string | RegExp): void {
  const answer = decodePythonSource(bytes);
  if (typeof expected === 'string') assert.deepEqual(answer, { kind: 'text', text: expected });
  else assert.match(answer.kind === 'fault' ? answer.reason : '', expected);
}

describe('decodePythonSource', () => {
  it('ASCII', () => check(Buffer.from('a = 1\n'), 'a = 1\n'));
  it('UTF-8', () => check(Buffer.from('a = "é€😀"\n'), 'a = "é€😀"\n'));
  it('drops a byte order mark', () => check(Buffer.from('\ufeffa = "é"\n'), 'a = "é"\n'));
  it('Latin-1 by a cookie on the first line', () =>
    check(Buffer.from('# -*- coding: latin-1 -*-\n"é"\n', 'latin1'), '# -*- coding: latin-1 -*-\n"é"\n'));
  it('a cookie on the second line, after a comment', () =>
    check(
      Buffer.from('#!/usr/bin/python\n# coding=iso-8859-1\n"é"\n', 'latin1'),
      '#!/usr/bin/python\n# coding=iso-8859-1\n"é"\n',
    ));
  it('no cookie on the second line, after code', () =>
    check(Buffer.from('x = 1\n# coding=latin-1\n"é"\n', 'latin1'), /not valid UTF-8/));
  it('windows-1251', () =>
    check(Buffer.from('23636f64696e673a206370313235310a22c0220a', 'hex'), '#coding: cp1251\n"А"\n'));
  it('windows-1252, also where it differs from Latin-1', () =>
    check(Buffer.from('23636f64696e673a206370313235320a2280920a', 'hex'), '#coding: cp1252\n"€’\n'));
  it('bytes that windows-1252 does not have', () =>
    check(Buffer.from('23636f64696e673a206370313235320a22810a', 'hex'), /not valid WINDOWS-1252/));
  it('ASCII by a cookie', () => check(Buffer.from('# coding: ascii\n"é"\n'), /not valid ASCII/));
  it('null bytes', () => check(Buffer.from('a = 1\0'), /null bytes/));
  it('no encoding of that name', () => check(Buffer.from('# coding: klingon\n"é"\n'), /klingon/));
  it('bytes that are not UTF-8', () => check(Buffer.from([0x22, 0xe9, 0x22]), /not valid UTF-8/));
});
