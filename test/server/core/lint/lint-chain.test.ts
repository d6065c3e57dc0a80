import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintChain } from '../../../../server/src/core/lint/lint-chain.ts';
import type { Problem } from '../../../../server/src/core/lint/problem.ts';
import { applyFix, CONFIG, chainView, revisionText as rev, type Texts } from './chain-text.ts';

function codes(texts: Texts, ignored: Texts = {}): string[] {
  return problemsOf(texts, ignored).map(({ code, path }) => `${name(path)} ${code}`);
}

function name(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function problemsOf(texts: Texts, ignored: Texts = {}): readonly Problem[] {
  return lintChain(chainView(texts, ignored));
}

/**
 * `expected` are "file code" pairs. Every problem points at `at` in its file (where given), and every fix, applied,
 * removes its finding and leaves files that can be read.
 */
function check(texts: Texts, expected: readonly string[], at?: string, ignored: Texts = {}): void {
  assert.deepEqual(codes(texts, ignored).sort(), [...expected].sort());
  for (const problem of problemsOf(texts, ignored)) {
    const text = texts[name(problem.path)] ?? Object.values(ignored)[0] ?? '';
    if (at !== undefined) assert.equal(text.slice(problem.span.start, problem.span.end), at);
    assert.match(problem.message, /^.{20,}\.$/u, 'one sentence');
    for (const related of problem.related) assert.notEqual(related.path, problem.path);
    for (const fix of problem.fixes) checkFix(texts, problem, fix, ignored);
  }
}

function checkFix(texts: Texts, problem: Problem, fix: Problem['fixes'][number], ignored: Texts): void {
  const mended = applyFix({ ...texts, ...ignored }, fix);
  const left = problemsOf(mended);
  const same = left.filter(
    ({ code, path, message }) =>
      code === problem.code && path === problem.path && message === problem.message,
  );
  assert.deepEqual(same, [], `${fix.title} removes ${problem.code}`);
  assert.deepEqual(
    left.filter(({ code }) => code === 'syntax-error' || code === 'revision-cycle'),
    [],
  );
}

function titles(texts: Texts, code: string, ignored: Texts = {}): string[] {
  return problemsOf(texts, ignored)
    .filter((problem) => problem.code === code)
    .flatMap((problem) => problem.fixes.map((fix) => fix.title));
}

const BASE = rev('aaaa1', 'None');
const IDLE = { upgrade: 'pass', downgrade: 'pass' };

describe('lintChain', () => {
  it('finds nothing in a sound chain', () => {
    check({ 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa1'"), 'c.py': rev('cccc3', "('bbbb2',)") }, []);
    check({}, []);
  });

  it('reports a parent that no file declares', () => {
    const texts = { 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa7'") };
    check(texts, ['b.py dangling-down-revision'], "'aaaa7'");
    assert.deepEqual(titles(texts, 'dangling-down-revision'), ['Re-parent onto "aaaa1" (revision aaaa1)']);
  });

  it('proposes the docstring and the heads for a lost parent, never a descendant', () => {
    const texts = {
      'a.py': BASE,
      'b.py': rev('bbbb2', "'aaaa1'"),
      'c.py': rev('cccc3', "'zzzzzzz'", { docstring: 'c\n\nRevision ID: cccc3\nRevises: bbbb2\n' }),
      'd.py': rev('dddd4', "'cccc3'"),
    };
    check(texts, ['c.py dangling-down-revision', 'c.py docstring-disagrees']);
    assert.deepEqual(titles(texts, 'dangling-down-revision'), ['Re-parent onto "bbbb2" (revision bbbb2)']);
  });

  it('warns only, where an unreadable file may be the parent', () => {
    const problems = problemsOf({
      'a.py': rev('x', 'None', { id: 'make_id()' }),
      'b.py': rev('bbbb2', "'aaaa1'"),
    });
    assert.deepEqual(
      problems.map(({ code, severity }) => `${code} ${severity}`),
      ['unreadable-header-value warning', 'dangling-down-revision warning'],
    );
  });

  it('reports a duplicate id in all its files', () => {
    check(
      { 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa1'"), 'c.py': rev('bbbb2', "'aaaa1'") },
      ['b.py duplicate-revision-id', 'c.py duplicate-revision-id'],
      "'bbbb2'",
    );
  });

  it('reports a branch label that two files or a revision own', () => {
    const labels = { labels: "('left',)" };
    check(
      { 'a.py': rev('aaaa1', 'None', labels), 'b.py': rev('bbbb2', "'aaaa1'", labels) },
      ['a.py duplicate-branch-label', 'b.py duplicate-branch-label'],
      "'left'",
    );
    check(
      { 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa1'", { labels: "['aaaa1', 'x']" }) },
      ['b.py duplicate-branch-label'],
      "'aaaa1'",
    );
  });

  it('reports an id that is written twice once at each place', () => {
    check({ 'a.py': BASE, 'b.py': rev('bbbb2', "('gone', 'gone', 'aaaa1')", IDLE) }, [
      'b.py dangling-down-revision',
      'b.py dangling-down-revision',
    ]);
  });

  it('reports a cycle at every link of it', () => {
    const texts = {
      'a.py': BASE,
      'b.py': rev('bbbb2', "'dddd4'"),
      'c.py': rev('cccc3', "'bbbb2'"),
      'd.py': rev('dddd4', "'cccc3'"),
    };
    check(texts, ['b.py revision-cycle', 'c.py revision-cycle', 'd.py revision-cycle']);
    assert.deepEqual(
      titles(
        { 'b.py': texts['b.py'], 'c.py': rev('cccc3', "'bbbb2'"), 'd.py': texts['d.py'] },
        'revision-cycle',
      ).length,
      3,
    );
  });

  it('reports a revision that names itself', () => {
    check({ 'a.py': BASE, 'b.py': rev('bbbb2', "'bbbb2'") }, ['b.py self-reference'], "'bbbb2'");
    check(
      { 'a.py': BASE, 'b.py': rev('bbbb2', "('aaaa1', 'bbbb2')", IDLE) },
      ['b.py self-reference'],
      "'bbbb2'",
    );
    check({ 'a.py': rev('aaaa1', 'None', { dependsOn: '"aaaa1"' }) }, ['a.py self-reference'], '"aaaa1"');
  });

  it('reports a dependency cycle at the dependencies', () => {
    check(
      { 'a.py': rev('aaaa1', 'None', { dependsOn: "'bbbb2'" }), 'b.py': rev('bbbb2', "'aaaa1'") },
      ['a.py dependency-cycle'],
      "'bbbb2'",
    );
  });

  it('reports a dependency that is no id and no label', () => {
    const texts = {
      'a.py': rev('aaaa1', 'None', { labels: "'left'" }),
      'b.py': rev('bbbb2', 'None', { dependsOn: "('lef', 'nowhere')", labels: "'right'" }),
    };
    check(texts, ['b.py dangling-depends-on', 'b.py dangling-depends-on']);
    assert.deepEqual(titles(texts, 'dangling-depends-on'), [
      'Depend on "left"',
      'Remove "lef" from depends_on',
      'Remove "nowhere" from depends_on',
    ]);
    assert.deepEqual(
      titles(
        { ...texts, 'b.py': rev('bbbb2', 'None', { dependsOn: "'leff'", labels: "'r'" }) },
        'dangling-depends-on',
      ),
      ['Depend on "left"', 'Remove "leff" from depends_on'],
    );
  });
});

describe('heads and bases', () => {
  it('reports several heads in each head file and rebases one onto the other', () => {
    const texts = {
      'a.py': BASE,
      'b.py': rev('bbbb2', "'aaaa1'"),
      'c.py': rev('cccc3', "'aaaa1'"),
      'd.py': rev('dddd4', "'cccc3'"),
    };
    check(texts, ['b.py multiple-heads', 'd.py multiple-heads']);
    assert.deepEqual(titles(texts, 'multiple-heads'), [
      'Rebase "bbbb2" (revision bbbb2) onto "dddd4" (revision dddd4)',
      'Rebase the branch of "dddd4" (revision dddd4) onto "bbbb2" (revision bbbb2)',
    ]);
  });

  it('accepts heads that labels of their own tell apart', () => {
    const left = rev('bbbb2', "'aaaa1'", { labels: "'left'" });
    check({ 'a.py': BASE, 'b.py': left, 'c.py': rev('cccc3', "'aaaa1'", { labels: "'right'" }) }, []);
    check({ 'a.py': BASE, 'b.py': left, 'c.py': rev('cccc3', "'bbbb2'"), 'd.py': rev('dddd4', "'bbbb2'") }, [
      'c.py multiple-heads',
      'd.py multiple-heads',
    ]);
  });

  it('takes labels that cannot be read for labels that differ', () => {
    const left = rev('bbbb2', "'aaaa1'", { labels: '(cli.LEFT,)' });
    const unreadable = ['b.py unreadable-header-value', 'c.py unreadable-header-value'];
    check(
      { 'a.py': BASE, 'b.py': left, 'c.py': rev('cccc3', "'aaaa1'", { labels: '(cli.RIGHT,)' }) },
      unreadable,
    );
    check({ 'a.py': BASE, 'b.py': left, 'c.py': rev('cccc3', "'aaaa1'") }, [
      'b.py multiple-heads',
      'b.py unreadable-header-value',
      'c.py multiple-heads',
    ]);
  });

  it('leaves the heads of a broken chain alone', () => {
    check({ 'a.py': BASE, 'b.py': rev('bbbb2', "'gone9'") }, ['b.py dangling-down-revision']);
  });

  it('reports a further base below the shorter line', () => {
    const texts = { 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa1'"), 'c.py': rev('cccc3', 'None') };
    check(texts, ['c.py multiple-bases', 'b.py multiple-heads', 'c.py multiple-heads']);
    assert.deepEqual(titles(texts, 'multiple-bases'), ['Re-parent onto "bbbb2" (revision bbbb2)']);
    check({ ...texts, 'c.py': rev('cccc3', 'None', { labels: "'other'" }) }, [
      'b.py multiple-heads',
      'c.py multiple-heads',
    ]);
  });
});

describe('header rules', () => {
  it('reports what is missing', () => {
    check({ 'conftest.py': 'import pytest\n' }, ['conftest.py missing-revision']);
    check({ 'abc123.py': 'down_revision = None\ndef upgrade(): run()\ndef downgrade(): run()\n' }, []);
    check({ 'a.py': rev('x', 'None', { id: 'None' }) }, ['a.py unreadable-header-value']);
    check(
      { 'a.py': BASE, 'b.py': rev('bbbb2', '', { down: '' }) },
      ['b.py missing-down-revision'],
      "'bbbb2'",
    );
    check({ 'a.py': rev('aaaa1', 'None', { upgrade: undefined }) }, ['a.py missing-upgrade'], "'aaaa1'");
    check(
      { 'a.py': rev('aaaa1', 'None', { downgrade: undefined }), 'b.py': rev('bbbb2', "'aaaa1'") },
      ['a.py missing-downgrade'],
      "'aaaa1'",
    );
    check({ 'a.py': rev('aaaa1', 'None', { downgrade: undefined }) }, []);
    check(
      { 'a.py': `from .common import upgrade, downgrade\nrevision = 'aaaa1'\ndown_revision = None\n` },
      [],
    );
  });

  it('reports ids that do not fit', () => {
    const long = 'add_a_column_with_a_very_long_name_to_orders';
    check(
      { 'a.py': rev(long, 'None'), 'b.py': rev('bbbb2', `'${long}'`) },
      ['a.py revision-id-too-long'],
      `'${long}'`,
    );
    check({ 'a.py': rev('x'.repeat(32), 'None') }, []);
    check(
      { 'a.py': rev('2024-01', 'None'), 'b.py': rev('b', "'2024-01'") },
      ['a.py forbidden-revision-id-character'],
      "'2024-01'",
    );
  });

  it('reports values that Alembic refuses or only Python can tell', () => {
    check({ 'a.py': BASE, 'b.py': rev('bbbb2', 'compute()') }, ['b.py unreadable-header-value'], 'compute()');
    const [problem] = problemsOf({ 'a.py': rev('aaaa1', '42') });
    assert.equal(`${problem?.code} ${problem?.severity}`, 'unreadable-header-value error');
    check({ 'a.py': `${BASE}\nx = "unterminated\n` }, ['a.py syntax-error']);
  });

  it('reports docstring lines that disagree', () => {
    const docstring = 'm\n\nRevision ID: other1\nRevises: \nCreate Date: 2024-01-01 00:00:00\n';
    check({ 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa1'", { docstring }) }, [
      'b.py docstring-disagrees',
      'b.py docstring-disagrees',
    ]);
    check({ 'a.py': rev('aaaa1', 'None', { docstring: 'm\n\nRevision ID: aaaa1\nRevises:\n' }) }, []);
    check(
      { 'a.py': rev('aaaa1', 'None', { docstring: 'm\n\nRevises: zzz\n' }) },
      ['a.py docstring-disagrees'],
      'zzz',
    );
  });

  it('reports a file name with another id', () => {
    check({ '0a1b2c3d4e5f_x.py': rev('a1b2c3d4e5f6', 'None') }, ['0a1b2c3d4e5f_x.py file-name-disagrees']);
    check(
      {
        'a1b2c3d4e5f6_x.py': rev('a1b2c3d4e5f6', 'None'),
        '2024_01_01_add.py': rev('bbbb2', "'a1b2c3d4e5f6'"),
      },
      [],
    );
    check({ 'a1b2c3_x.py': rev('d4e5f6', 'None') }, ['a1b2c3_x.py file-name-disagrees']);
    check({ 'facade_x.py': rev('d4e5f6', 'None'), '20240101_x.py': rev('d4e5f7', "'d4e5f6'") }, []);
  });

  it('reports files that Alembic never loads', () => {
    const lost = rev('bbbb2', "'aaaa1'");
    check({ 'a.py': BASE }, ['__init__b.py file-never-loaded'], "'bbbb2'", { '__init__b.py': lost });
    check({ 'a.py': BASE }, ['b.py file-never-loaded'], "'bbbb2'", { 'old/b.py': lost });
    check({ 'a.py': BASE }, [], undefined, { '__init__.py': '' });
  });

  it('moves a file out of a folder that Alembic does not enter, where nothing is in the way', () => {
    const moves = (texts: Texts) =>
      lintChain(chainView(texts, { 'old/b.py': rev('bbbb2', "'aaaa1'") }))
        .filter(({ code }) => code === 'file-never-loaded')
        .flatMap(({ fixes }) => fixes.map(({ title, renames }) => [title, renames[0]?.newPath]));
    const location = CONFIG.versionLocations[0];
    assert.deepEqual(moves({ 'a.py': BASE }), [['Move the file to versions/', `${location}/b.py`]]);
    assert.deepEqual(moves({ 'a.py': BASE, 'b.py': rev('cccc3', "'aaaa1'") }), []);
  });
});

describe('rules on what a revision does', () => {
  it('reports revisions without effect', () => {
    check(
      { 'a.py': rev('aaaa1', 'None', { upgrade: 'pass', downgrade: '"""doc"""\n    ...  # nothing' }) },
      ['a.py empty-revision'],
      'upgrade',
    );
    check({ 'a.py': rev('aaaa1', 'None', { upgrade: 'pass' }) }, []);
    check({ 'a.py': rev('aaaa1', 'None', { ...IDLE, labels: '(cli.LEFT,)' }) }, [
      'a.py unreadable-header-value',
    ]);
  });

  it('reports merges that do more than merge, or less', () => {
    const texts = { 'a.py': BASE, 'b.py': rev('bbbb2', "'aaaa1'"), 'c.py': rev('cccc3', "'aaaa1'") };
    check({ ...texts, 'm.py': rev('mmmm', "('bbbb2', 'cccc3')", IDLE) }, []);
    check(
      { ...texts, 'm.py': rev('mmmm', "('bbbb2', 'cccc3')", { downgrade: 'pass' }) },
      ['m.py merge-with-operations'],
      'upgrade',
    );
    check(
      { 'a.py': BASE, 'b.py': texts['b.py'], 'm.py': rev('mmmm', "('aaaa1', 'bbbb2')", IDLE) },
      ['m.py merge-of-ancestor'],
      "'aaaa1'",
    );
  });

  it('reports a dependency that the parents bring', () => {
    check(
      {
        'a.py': BASE,
        'b.py': rev('bbbb2', "'aaaa1'"),
        'c.py': rev('cccc3', "'bbbb2'", { dependsOn: "'aaaa1'" }),
      },
      ['c.py redundant-depends-on'],
      "'aaaa1'",
    );
  });

  it('reports a revision dated before its parent', () => {
    const dated = (date: string): { docstring: string } => ({ docstring: `m\n\nCreate Date: ${date}\n` });
    const later = rev('aaaa1', 'None', dated('2024-05-01 10:00:00.5'));
    const earlier = rev('bbbb2', "'aaaa1'", dated('2024-05-01 10:00:00.4'));
    checkDates(later, earlier, ['b.py create-date-before-parent'], '2024-05-01 10:00:00.4');
    checkDates(later, rev('bbbb2', "'aaaa1'", dated('2024-05-01 10:00:01')), []);
    checkDates(
      rev('aaaa1', 'None', dated('2024-05-01 10:00:00+02:00')),
      rev('bbbb2', "'aaaa1'", dated('2024-05-01 09:00:00+00:00')),
      [],
    );
    check({ 'a.py': later, 'b.py': earlier }, ['b.py create-date-before-parent'], '2024-05-01 10:00:00.4');
  });
});

/** Under a `file_template` with the date in it. */
function checkDates(parent: string, child: string, expected: readonly string[], at?: string): void {
  const texts: Texts = { 'a.py': parent, 'b.py': child };
  const config = { fileTemplate: '%(year)d_%(month).2d_%(day).2d-%(rev)s_%(slug)s' };
  const problems = lintChain(chainView(texts, {}, config));
  assert.deepEqual(
    problems.map(({ code, path }) => `${name(path)} ${code}`),
    expected,
  );
  for (const { path, span } of problems) {
    assert.equal(texts[name(path)]?.slice(span.start, span.end), at);
  }
}
