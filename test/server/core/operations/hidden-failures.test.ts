import { describe, it } from 'node:test';
import { check } from './check-upgrade.ts';

describe('a try that hides failures', () => {
  const HIDDEN = /goes on when a statement in it fails/;
  const drop = 'try:\n    op.drop_table("a")\nexcept Exception:\n    ';
  it('is followed inside a transaction, which a failed statement ends', () => {
    for (const handler of ['pass', 'print("gone")', 'return']) {
      check(`${drop}${handler}\nop.drop_table("b")`, { sql: ['DROP TABLE a', 'DROP TABLE b'] });
    }
    check(`for t in "xy":\n    ${drop.replaceAll('\n', '\n    ').replace('"a"', 't')}continue`, {
      sql: ['DROP TABLE x', 'DROP TABLE y'],
    });
    check('f()', { sql: ['DROP TABLE a'] }, `def f():\n${`${drop}pass`.replace(/^/gm, '    ')}\n`);
  });
  it('is not where the transaction may end before, inside or after it', () => {
    for (const command of [
      'COMMIT',
      'ROLLBACK TO a',
      'SAVEPOINT a',
      'SELECT 1; /* x */ END',
      '-- x\\nbegin',
    ]) {
      check(`op.execute("${command}")\n${drop}pass`, {
        sql: [command.replace('\\n', '\n')],
        unresolved: [['try', HIDDEN]],
      });
    }
    check(`${drop}pass\nop.execute(sa.DDL("COMMIT"))`, { sql: ['COMMIT'], unresolved: [['try', HIDDEN]] });
    check(`with op.get_context().autocommit_block():\n${`${drop}pass`.replace(/^/gm, '    ')}`, {
      unresolved: [['try', HIDDEN]],
    });
    check(`${drop}pass\nop.get_bind().commit()`, {
      unresolved: [
        ['try', HIDDEN],
        ['op', /out of the migration/],
      ],
    });
    check(`${drop}pass\nop.execute("SELECT CASE WHEN true THEN 1 END")`, {
      sql: ['DROP TABLE a', 'SELECT CASE WHEN true THEN 1 END'],
    });
  });
  it('is followed where the handler may raise', () => {
    const handler = '    if i == 2:\n            raise\n        time.sleep(1)';
    check(
      `for i in range(3):\n    try:\n        op.drop_table("a")\n        break\n    except Exception:\n    ${handler}`,
      { sql: ['DROP TABLE a'] },
      'import time\n',
    );
  });
  it('is not where the handler does more than say so', () => {
    for (const handler of [
      'op.execute("x")',
      'failed = True',
      'seen.append(1)',
      'return 1',
      'op.get_bind().rollback()',
    ]) {
      check(`seen = []\n${drop}${handler}`, { unresolved: [['try', HIDDEN]] });
    }
  });
  it('is not where SQLAlchemy itself refuses an operation in it', () => {
    check('try:\n    op.drop_constraint(None, "t")\nexcept Exception:\n    pass\nop.drop_table("b")', {
      unresolved: [['op.drop_constraint', HIDDEN]],
    });
  });
});
