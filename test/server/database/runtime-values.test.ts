import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Statement } from '../../../server/src/core/postgresql/statement.ts';
import type { RuntimeMark } from '../../../server/src/core/python/runtime-mark.ts';
import { RuntimeValues } from '../../../server/src/database/runtime-values.ts';

const MARK: RuntimeMark = { call: 1, maker: 'uuid4', form: 'text', shift: 0, arguments: [] };

function statement(...pieces: ReadonlyArray<string | Partial<RuntimeMark>>): Statement {
  const runtime = pieces.map((piece) => (typeof piece === 'string' ? piece : { ...MARK, ...piece }));
  return { sql: 'shown', transactional: true, span: { start: 0, end: 0 }, runtime };
}

/** What the statements of one migration become. */
function filled(...statements: readonly Statement[]): readonly string[] {
  const values = new RuntimeValues(statements);
  return statements.map((each) => values.fill(each).sql);
}

function check(mark: Partial<RuntimeMark>, form: RegExp): void {
  const [first = '', second = ''] = filled(statement(mark), statement(mark));
  assert.match(first, form);
  assert.equal(first, second);
}

const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?`;

describe('values that the runner makes', () => {
  it('of each kind, as Python writes them, once', () => {
    check({ maker: 'uuid4' }, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    check({ maker: 'uuid4', form: 'hex' }, /^[\da-f]{12}4[\da-f]{19}$/);
    check({ maker: 'uuid1' }, /^[\da-f]{8}-[\da-f]{4}-1[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    check({ maker: 'utcnow' }, new RegExp(`^${TIME}$`));
    check({ maker: 'now_utc' }, new RegExp(String.raw`^${TIME}\+00:00$`));
    check({ maker: 'now', form: 'date' }, /^\d{4}-\d\d-\d\d$/);
    check({ maker: 'utcnow', form: 'iso' }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/);
    check({ maker: 'utcnow', form: 'seconds' }, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    check({ maker: 'time' }, /^\d{10}\.\d+$/);
    check({ maker: 'time', form: 'integer' }, /^\d{10}$/);
    check({ maker: 'token_hex', arguments: [4] }, /^[\da-f]{8}$/);
    check({ maker: 'token_urlsafe', arguments: [16] }, /^[\w-]{22}$/);
    check({ maker: 'randint', arguments: [3, 5] }, /^[345]$/);
    check({ maker: 'random' }, /^0\.\d+(e-\d+)?$/);
  });

  it('another one for each call', () => {
    const [text = ''] = filled(statement({ call: 1 }, ' ', { call: 2 }, ' ', { call: 1 }));
    const [first, second, again] = text.split(' ');
    assert.equal(first, again);
    assert.notEqual(first, second);
  });

  it('in the order of the calls, not of the statements', () => {
    const [later = '', earlier = ''] = filled(
      statement({ call: 2, maker: 'utcnow' }),
      statement({ call: 1, maker: 'utcnow' }),
    );
    assert.ok(earlier <= later);
  });

  it('moved by a timedelta', () => {
    const day = 86_400_000_000;
    const [text = ''] = filled(
      statement({ maker: 'utcnow', form: 'date' }, ' ', { maker: 'utcnow', form: 'date', shift: -day }),
    );
    const [today = '', yesterday = ''] = text.split(' ');
    assert.equal(Date.parse(today) - Date.parse(yesterday), 86_400_000);
  });

  it('leave other statements as they are', () => {
    const plain: Statement = { sql: 'SELECT 1', transactional: true, span: { start: 0, end: 0 } };
    assert.deepEqual(filled(plain), ['SELECT 1']);
  });
});
