import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../../../../server/src/core/config/config-error.ts';
import { ToolAlembic } from '../../../../server/src/core/config/pyproject-toml.ts';

const TEXT = '[tool.alembic]\nscript_location = "%(here)s/m"\n';

function check(text: string, expected: string | RegExp): void {
  const location = (): string | undefined =>
    ToolAlembic.parse(text, '/p/pyproject.toml', '/p')?.string('script_location');
  if (typeof expected === 'string') assert.equal(location(), expected);
  else assert.throws(location, (error) => error instanceof ConfigError && expected.test(error.message));
}

describe('[tool.alembic]', () => {
  it('is read with either end of line', () => {
    check(TEXT, '/p/m');
    check(TEXT.replaceAll('\n', '\r\n'), '/p/m');
  });
  it('is refused behind a byte order mark, as Python refuses it', () =>
    check(`\ufeff${TEXT}`, /byte order mark/));
  it('is refused where it is no TOML', () => check('[tool.alembic\n', /^Line 1 is not TOML/));
});
