import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintChain } from '../../../../server/src/core/lint/lint-chain.ts';
import type { Problem } from '../../../../server/src/core/lint/problem.ts';
import { applyFix, chainView, revisionText as rev, type Texts } from './chain-text.ts';

const A = rev('aaaa1', 'None');
const B = rev('bbbb2', "'aaaa1'");
const C = rev('cccc3', "'aaaa1'");
const RULE = 'parent-behind-base-branch';

function findings(texts: Texts, base: Texts): readonly Problem[] {
  const view = {
    ...chainView(texts),
    baseBranch: { name: 'origin/main', revisions: chainView(base).revisions },
  };
  return lintChain(view).filter(({ code }) => code === RULE);
}

/** `expected`: "file: text at the place" for each finding; the fixes remove all of them. */
function check(texts: Texts, base: Texts, expected: readonly string[], fixes: readonly string[] = []): void {
  const found = findings(texts, base);
  const places = found.map(({ path, span: { start, end } }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return `${name}: ${texts[name]?.slice(start, end)}`;
  });
  assert.deepEqual(places, expected);
  const all = found.flatMap((problem) => problem.fixes);
  assert.deepEqual(
    all.map(({ title }) => title),
    fixes,
  );
  for (const fix of all) assert.deepEqual(findings(applyFix(texts, fix), base), [], fix.title);
}

describe(RULE, () => {
  it('tells a new revision whose parent the base branch has moved on from', () => {
    const texts = { 'a.py': A, 'c.py': C };
    check(texts, { 'a.py': A, 'b.py': B }, ["c.py: 'aaaa1'"]);
    assert.equal(
      findings(texts, { 'a.py': A, 'b.py': B })[0]?.message,
      '"origin/main" has moved on from "aaaa1" to "bbbb2" (revision bbbb2), so merging this revision into it makes two heads; bring it in first (git pull, or git merge origin/main), then rebase.',
    );
  });

  it('rebases onto the head that has been brought in', () => {
    const texts = { 'a.py': A, 'b.py': B, 'c.py': C, 'd.py': rev('dddd4', "'cccc3'") };
    check(
      texts,
      { 'a.py': A, 'b.py': B },
      ["c.py: 'aaaa1'"],
      ['Rebase "cccc3" (revision cccc3) onto "bbbb2" (revision bbbb2)'],
    );
  });

  it('is content with what follows the head, or merges with it', () => {
    check({ 'a.py': A, 'b.py': B, 'c.py': rev('cccc3', "'bbbb2'") }, { 'a.py': A, 'b.py': B }, []);
    const merge = rev('dddd4', "('bbbb2', 'cccc3')");
    check({ 'a.py': A, 'b.py': B, 'c.py': C, 'd.py': merge }, { 'a.py': A, 'b.py': B }, []);
  });

  it('is content with a branch that is meant', () => {
    check({ 'a.py': A, 'c.py': rev('cccc3', "'aaaa1'", { labels: "'side'" }) }, { 'a.py': A, 'b.py': B }, []);
  });

  it('says nothing of revisions that the base branch has, or whose parent is new', () => {
    check({ 'a.py': A, 'b.py': B, 'c.py': C }, { 'a.py': A, 'b.py': B, 'c.py': C }, []);
    check({ 'a.py': A, 'b.py': B, 'c.py': rev('cccc3', "'bbbb2'") }, { 'a.py': A }, []);
  });

  it('says nothing of a base branch that has none of the revisions, or a cycle', () => {
    check({ 'a.py': A, 'c.py': C }, {}, []);
    const cycle = { 'a.py': rev('aaaa1', "'bbbb2'"), 'b.py': B };
    check({ 'a.py': A, 'c.py': C }, cycle, []);
  });
});
