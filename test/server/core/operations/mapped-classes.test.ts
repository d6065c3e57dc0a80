import { describe, it } from 'node:test';
import { check } from './check-upgrade.ts';

describe('mapped classes', () => {
  const user =
    'from sqlalchemy.orm import Session, declarative_base\nBase = declarative_base()\nclass User(Base):\n' +
    '    __tablename__ = "users"\n    id = sa.Column(sa.Integer, primary_key=True)\n    name = sa.Column(sa.Text)\n';
  it('stand for their tables in statements of the connection', () => {
    check(
      'op.get_bind().execute(sa.update(User).values(name="a"))',
      { sql: ["UPDATE users SET name='a'"] },
      user,
    );
    check(
      'Session(bind=op.get_bind()).execute(sa.select(User.id))',
      { sql: ['SELECT users.id \nFROM users'] },
      user,
    );
  });
  it('are known only to the session where objects are read or changed', () => {
    const session = 'session = Session(bind=op.get_bind())\n';
    check(
      `${session}session.execute(sa.update(User).values(name="a"))`,
      { unresolved: [['session', /mapped/]] },
      user,
    );
    check(`${session}session.scalars(sa.select(User))`, { unresolved: [['session', /mapped/]] }, user);
    check(`${session}session.add(User(name="a"))`, { unresolved: [['session', /mapped/]] }, user);
  });
  it('are left to the running program where more than the class decides', () => {
    const insert = 'op.bulk_insert(User.__table__, [{"id": 1}])';
    const unknown = { unresolved: [['op', /./]] } as const;
    check(insert, { sql: ['INSERT INTO users (id) VALUES (1)'] }, user);
    check(insert, unknown, user.replace('(Base):', '(Base):\n    extra: int'));
    check(insert, unknown, user.replace('name = sa', 'name = sa.orm.deferred(1)\n    b = sa'));
    check(
      insert,
      unknown,
      user.replace('class User(Base)', 'class Mixin:\n    at = sa.Column(sa.Date)\nclass User(Mixin, Base)'),
    );
    check(insert, unknown, user.replace('__tablename__', 'tablename'));
    check(insert, unknown, user.replace('declarative_base()\n', 'declarative_base(cls=object)\n'));
    check(insert, unknown, `${user}class Admin(User):\n    level = sa.Column(sa.Integer)\nUser = Admin\n`);
  });
  it('may come of an extension of Flask', () => {
    const flask = 'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n';
    const model = user.slice(user.indexOf('class')).replace('Base', 'db.Model').replaceAll('sa.', 'db.');
    check(
      'op.execute(db.delete(User).where(User.name == "a"))\nop.add_column("t", db.Column("a", db.Integer))',
      { sql: ["DELETE FROM users WHERE users.name = 'a'", 'ALTER TABLE t ADD COLUMN a INTEGER'] },
      `${flask}${model}`,
    );
    check('db.session.execute(sa.text("x"))', { unresolved: [['db', /SQLAlchemy\.session/]] }, flask);
  });
  it('do not keep a MetaData from being asked for more', () => {
    check('sa.MetaData().tables["a"].drop(op.get_bind())', { unresolved: [['sa', /MetaData\.tables/]] });
  });
});
