import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { appliedForm } from '../../../../server/src/core/python/applied-form.ts';

const WRITTEN = `"""add orders

Revision ID: a
"""
from alembic import op
import sqlalchemy as sa

revision = 'a'
down_revision: str | None = None
SIZE = 10


def upgrade() -> None:
    # make it
    op.create_table('orders', sa.Column('id', sa.Integer()), sa.Column("name", sa.String(SIZE)))
    op.execute("UPDATE x SET a = 'b'")


def downgrade():
    op.drop_table('orders')
`;

function check(name: string, changed: string, same: boolean): void {
  it(name, () => {
    assert.notEqual(changed, WRITTEN, 'the text is another one');
    assert.equal(appliedForm(changed) === appliedForm(WRITTEN), same);
  });
}
const replaced = (from: string, to: string): string => WRITTEN.replace(from, to);

describe('the form of a revision that was applied is the same', () => {
  check(
    'in another layout',
    replaced("'orders', sa.Column('id'", "\n        'orders',\n        sa.Column('id'"),
    true,
  );
  check('with a comma at the end', replaced('sa.String(SIZE))', 'sa.String(SIZE),)'), true);
  check('with other quotes', replaced('"name"', "'name'"), true);
  check('with another comment', replaced('# make it', '# make the table'), true);
  check('with another docstring', replaced('add orders', 'add all the orders'), true);
  check('with a docstring in upgrade()', replaced('    # make it', '    """Make it."""'), true);
  check('with other annotations', replaced(' -> None', ''), true);
  check(
    'with other imports',
    replaced('import sqlalchemy as sa', 'import sqlalchemy as sa\nimport os'),
    true,
  );
  check('at another place of the chain', replaced('= None', "= 'b'"), true);
  check('with another downgrade()', replaced("op.drop_table('orders')", 'pass'), true);
  check('with other line ends', WRITTEN.replaceAll('\n', '\r\n'), true);
  check('with parentheses that change nothing', replaced('SIZE = 10', 'SIZE = (10)'), true);
});

describe('the form of a revision that was applied differs', () => {
  check('where an operation does', replaced("'orders'", "'order'"), false);
  check('where one was added', replaced('    op.execute', "    op.drop_table('x')\n    op.execute"), false);
  check('where a constant does', replaced('SIZE = 10', 'SIZE = 11'), false);
  check('where SQL does', replaced("'b'\"", "'c'\""), false);
  check('where it is no Python any more', replaced('def upgrade', 'def def upgrade'), false);
});
