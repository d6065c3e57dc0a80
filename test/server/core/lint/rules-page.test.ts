import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BODY_RULES } from '../../../../server/src/core/lint/lint-body.ts';
import { RULES } from '../../../../server/src/core/lint/rules/index.ts';

const ROOT = new URL('../../../../../', import.meta.url);

function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8');
}

const sections = new Map(
  read('docs/rules.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);
const rules = [...RULES, ...BODY_RULES];
const ids = rules.map(({ id }) => id);

describe('the page of rules', () => {
  it('has a section per rule and no other, in order', () => {
    assert.deepEqual([...sections.keys()], [...ids].sort());
  });

  it('has a rule per file, named like it', () => {
    const files = ['rules', 'operations'].flatMap((folder) =>
      readdirSync(fileURLToPath(new URL(`server/src/core/lint/${folder}`, ROOT))),
    );
    const names = files.map((file) => file.replace(/\.ts$/, '')).filter((name) => name !== 'index');
    assert.deepEqual([...ids].sort(), names.sort());
  });

  for (const { id, severity } of rules) {
    it(`says of ${id} how grave it is, why, and how to mend it`, () => {
      const section = sections.get(id) ?? '';
      assert.match(section, new RegExp(`^_${severity}[._]`, 'm'));
      assert.match(section, /^Why: /m);
      assert.match(section, /^Mend: /m);
    });
  }
});
