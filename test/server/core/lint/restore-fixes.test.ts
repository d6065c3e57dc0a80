import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChainFile } from '../../../../server/src/core/lint/chain-index.ts';
import { lintChain } from '../../../../server/src/core/lint/lint-chain.ts';
import type { Problem } from '../../../../server/src/core/lint/problem.ts';
import { type LostRevision, restoreFixes } from '../../../../server/src/core/lint/restore-fixes.ts';
import { applyFix, chainView, revisionText as rev, revisionFile, type Texts } from './chain-text.ts';

const FOLDER = '/project/migrations/versions';
const BASE = rev('aaaa1', 'None');

function lostRevision(name: string, text: string, folder = FOLDER): LostRevision {
  const { revision } = revisionFile(`${folder}/${name}`, text);
  assert.ok(revision !== undefined);
  return { revision, text, origin: 'c0ffee00, 2024-05-01, Ada' };
}

function fixesOf(texts: Texts, name: string, lost: readonly LostRevision[], dependsOn = false) {
  const view = chainView(texts);
  const file = view.files.get(`${FOLDER}/${name}`);
  assert.ok(file?.revision !== undefined);
  return restoreFixes(view, file as ChainFile, dependsOn ? 'depends-on' : 'down-revision', lost);
}

/** Titles of the fixes; each, applied, removes the problem of the id. */
function check(texts: Texts, name: string, lost: readonly LostRevision[], titles: readonly string[]): void {
  const isDepends = /depends_on/.test(texts[name] ?? '');
  const fixes = fixesOf(texts, name, lost, isDepends);
  assert.deepEqual(
    fixes.map(({ title }) => title),
    titles,
  );
  const id = lost[0]?.revision.revision ?? '';
  const about = ({ code, message }: Problem): boolean =>
    code.startsWith('dangling-') && message.includes(`"${id}"`);
  assert.ok(lintChain(chainView(texts)).some(about), 'the id dangles at first');
  for (const fix of fixes) {
    const created = (fix.creates ?? []).map(
      ({ path, text }) => [path.slice(FOLDER.length + 1), text] as const,
    );
    const mended = { ...applyFix(texts, fix), ...Object.fromEntries(created) };
    assert.equal(lintChain(chainView(mended)).some(about), false, fix.title);
  }
}

describe('restoreFixes', () => {
  it('restores the file or goes past it', () => {
    const texts = { 'a.py': BASE, 'c.py': rev('cccc3', "'bbbb2'") };
    check(
      texts,
      'c.py',
      [lostRevision('b.py', rev('bbbb2', "'aaaa1'"))],
      [
        'Restore b.py from c0ffee00, 2024-05-01, Ada',
        'Re-parent onto "aaaa1" (revision aaaa1), the parent of lost bbbb2',
      ],
    );
  });

  it('restores what is lost below it as well, or goes past all of it', () => {
    const texts = { 'a.py': BASE, 'd.py': rev('dddd4', "'cccc3'") };
    const lost = [
      lostRevision('c.py', rev('cccc3', "'bbbb2'")),
      lostRevision('b.py', rev('bbbb2', "'aaaa1'")),
    ];
    check(texts, 'd.py', lost, [
      'Restore c.py and b.py below it, from git',
      'Restore c.py from c0ffee00, 2024-05-01, Ada',
      'Re-parent onto "aaaa1" (revision aaaa1), the parent of lost cccc3',
    ]);
  });

  it('takes both parents of a lost merge', () => {
    const texts = {
      'a.py': BASE,
      'b.py': rev('bbbb2', "'aaaa1'"),
      'c.py': rev('cccc3', "'aaaa1'"),
      'e.py': rev('eeee5', "'dddd4'"),
    };
    check(
      texts,
      'e.py',
      [lostRevision('d.py', rev('dddd4', "('bbbb2', 'cccc3')"))],
      [
        'Restore d.py from c0ffee00, 2024-05-01, Ada',
        'Re-parent onto "bbbb2" (revision bbbb2) and "cccc3" (revision cccc3), the parents of lost dddd4',
      ],
    );
  });

  it('goes to the new id of a file that was only given another', () => {
    const texts = { 'a.py': BASE, 'b.py': rev('b2new', "'aaaa1'"), 'c.py': rev('cccc3', "'bbbb2'") };
    check(
      texts,
      'c.py',
      [lostRevision('b.py', rev('bbbb2', "'aaaa1'"))],
      ['Re-parent onto "b2new" (revision b2new), the id that b.py has now'],
    );
  });

  it('restores into the version location where the old folder is none', () => {
    const texts = { 'a.py': BASE, 'c.py': rev('cccc3', "'bbbb2'") };
    const lost = [lostRevision('b.py', rev('bbbb2', "'aaaa1'"), '/project/old/versions')];
    assert.equal(fixesOf(texts, 'c.py', lost)[0]?.creates?.[0]?.path, `${FOLDER}/b.py`);
  });

  it('restores what depends_on names', () => {
    const texts = { 'a.py': BASE, 'c.py': rev('cccc3', "'aaaa1'", { dependsOn: "'bbbb2'" }) };
    check(
      texts,
      'c.py',
      [lostRevision('b.py', rev('bbbb2', 'None'))],
      ['Restore b.py from c0ffee00, 2024-05-01, Ada'],
    );
  });

  it('does not put a file that was given another id onto itself', () => {
    const texts = { 'a.py': BASE, 'b.py': rev('b2new', "'bbbb2'") };
    assert.deepEqual(
      fixesOf(texts, 'b.py', [lostRevision('b.py', rev('bbbb2', "'aaaa1'"))]).map(({ title }) => title),
      ['Re-parent onto "aaaa1" (revision aaaa1), the parent of lost bbbb2'],
    );
  });

  it('does not go past a revision into a circle', () => {
    const texts = { 'a.py': rev('aaaa1', "'bbbb2'") };
    check(
      texts,
      'a.py',
      [lostRevision('b.py', rev('bbbb2', "'aaaa1'"))],
      ['Restore b.py from c0ffee00, 2024-05-01, Ada'],
    );
  });
});
