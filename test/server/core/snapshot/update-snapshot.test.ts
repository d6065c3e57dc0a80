import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { absentEnvScript } from '../../../../server/src/core/config/env-script.ts';
import { NO_KNOWLEDGE } from '../../../../server/src/core/operations/project-knowledge.ts';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import type { RevisionNode } from '../../../../server/src/core/script/revision-node.ts';
import { buildSnapshot, updateSnapshot } from '../../../../server/src/core/snapshot/build-snapshot.ts';
import type { BuiltSnapshot } from '../../../../server/src/core/snapshot/built-snapshot.ts';
import { CONFIG, revisionText } from '../lint/chain-text.ts';

const IDS = ['aaaa1', 'bbbb2', 'cccc3', 'dddd4', 'eeee5', 'ffff6'];
const LABELS = ["'left'", "'right'", "('left', 'right')", "'aaaa1'", 'NAMES'];
const NAMES = ['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py', 'g.py', 'h.py'];
const IGNORED = '__init__old.py';

const tuple = (names: readonly string[]): string => {
  if (names.length === 0) return 'None';
  return names.length === 1 ? `'${names[0]}'` : `(${names.map((name) => `'${name}'`).join(', ')})`;
};
/** A file that may be anything: repeated ids, cycles, parents that are not there. */
const wild = fc
  .record({
    id: fc.constantFrom(...IDS, 'much-too-long-for-the-version-table-of-alembic'),
    down: fc.array(fc.constantFrom(...IDS, 'left', 'nowhere'), { maxLength: 3 }).map(tuple),
    dependsOn: fc.option(fc.array(fc.constantFrom(...IDS, 'left'), { maxLength: 3 }).map(tuple), {
      nil: 'None',
      freq: 3,
    }),
    labels: fc.option(fc.constantFrom(...LABELS), { nil: 'None', freq: 4 }),
    docstring: fc.constantFrom('one', 'one\n\nCreate Date: 2024-01-01', 'two\n\nCreate Date: 2025-01-01'),
    downgrade: fc.constantFrom('pass', undefined, undefined),
  })
  .map(({ id, down, ...more }) => revisionText(id, down, more));
/** A revision of a chain without faults: each follows and needs only those with a smaller id. */
const tame = fc
  .record({
    own: fc.nat(IDS.length - 1),
    down: fc.array(fc.nat(9), { maxLength: 2 }),
    dependsOn: fc.array(fc.nat(9), { maxLength: 1 }),
    hasLabel: fc.boolean(),
    docstring: fc.constantFrom('one', 'two\n\nCreate Date: 2025-01-01', 'old\n\nCreate Date: 2023-01-01'),
  })
  .map(({ own, down, dependsOn, hasLabel, docstring }) => {
    const id = IDS[own] ?? '';
    const below = (choices: readonly number[]) =>
      own === 0 ? [] : [...new Set(choices.map((choice) => IDS[choice % own] ?? ''))];
    const labels = hasLabel ? `'label_${id}'` : 'None';
    return revisionText(id, tuple(below(down)), { dependsOn: tuple(below(dependsOn)), labels, docstring });
  });
const broken = fc.constantFrom("revision = ''", 'revision = f()', '"""open', "x = 1\nrevision = 'aaaa1'");
const text = fc.oneof({ weight: 4, arbitrary: wild }, { weight: 4, arbitrary: tame }, broken);

/** From the text of a file to the next; undefined deletes the file. */
type Edit = ((before: string) => string) | undefined;

interface Step {
  readonly edits: ReadonlyArray<readonly [name: string, edit: Edit]>;
  /** Whether somebody asks for the problems after this step. */
  readonly asked: boolean;
}

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: text.map((after) => () => after) },
  { weight: 2, arbitrary: fc.constant((before: string) => before.replace('Date: 2024', 'Date: 2026')) },
  { weight: 1, arbitrary: fc.constant((before: string) => `# moved\n${before}`) },
  { weight: 2, arbitrary: fc.constant(undefined) },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    edits: fc.array(fc.tuple(fc.constantFrom(...NAMES, IGNORED), edit), { minLength: 1, maxLength: 2 }),
    asked: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

/** One line of revisions, each with a date. */
function line(count: number, downgrade: string | undefined): Map<string, string> {
  const texts = Array.from({ length: count }, (_, index) => {
    const docstring = `number ${index}\n\nCreate Date: 2024-01-01`;
    const down = index === 0 ? 'None' : `'id${index - 1}'`;
    return [
      `${'abcdefghij'[index] ?? `k${index}`}.py`,
      revisionText(`id${index}`, down, { docstring, downgrade }),
    ] as const;
  });
  return new Map(texts);
}

const FOLDER = CONFIG.versionLocations[0] ?? '';
const DATED = { ...CONFIG, fileTemplate: '%(year)d_%(rev)s' };

function inputOf(texts: ReadonlyMap<string, string>) {
  const names = [...texts.keys()].sort();
  const source = (name: string) => ({
    path: `${FOLDER}/${name}`,
    text: texts.get(name) ?? '',
    fault: undefined,
  });
  return {
    id: 'x',
    source,
    config: DATED,
    envScript: absentEnvScript(),
    knowledge: NO_KNOWLEDGE,
    baseBranch: undefined,
    files: names.filter((name) => name !== IGNORED).map(source),
    ignoredFiles: names
      .filter((name) => name === IGNORED)
      .map((name) => ({ ...source(name), reason: 'name' as const })),
  };
}

/** What everybody can see of a snapshot. */
function seen({ files, ignoredFiles, revisions: map, problems }: BuiltSnapshot) {
  const paths = (nodes: Iterable<RevisionNode>) => [...nodes].map(({ source }) => source.path);
  const order = map.nodes.map(({ index }) => index);
  return {
    files: [...files],
    ignoredFiles,
    ends: [map.heads, map.effectiveHeads, map.bases, map.effectiveBases],
    keys: [...map.keys()],
    size: map.size,
    faults: map.faults,
    loadFault: map.loadFault,
    isAcyclic: map.isAcyclic,
    labels: [...map.declaredLabels].map(([label, { source }]) => [label, source.path]),
    nodes: map.nodes.map((node) => ({
      source: node.source,
      index: order.indexOf(node.index),
      position: order.indexOf(node.position),
      isShadowed: node.isShadowed,
      below: [node.parents, node.dependencies, node.allParents, map.normalizedParents(node)].map(paths),
      above: [node.children, node.dependents, node.allChildren].map(paths),
      depth: map.depthOf(node),
      labels: map.labelsOf(node),
    })),
    problems: problems.map(({ code, severity, path, span, message, related, fixes }) => ({
      ...{ code, severity, path, span, message, related, fixes },
    })),
  };
}

describe('a snapshot after an edit', () => {
  it('is equal to one that is built anew, after any edits, creations and deletions', () => {
    let edits = 0;
    let moves = 0;
    let found = 0;
    fc.assert(
      fc.property(steps, fc.boolean(), (sequence, hasDowngrades) => {
        const texts = line(NAMES.length, hasDowngrades ? 'pass' : undefined);
        let snapshot = buildSnapshot(inputOf(texts));
        for (const { edits: changed, asked } of sequence) {
          const before = new Set(texts.keys());
          for (const [name, after] of changed) {
            const now = after?.(texts.get(name) ?? '');
            if (now === undefined) texts.delete(name);
            else texts.set(name, now);
          }
          const input = inputOf(texts);
          const names = changed.map(([name]) => name);
          const came = names.filter((name) => texts.has(name) && !before.has(name));
          const went = names.filter((name) => !texts.has(name) && before.has(name));
          const isIgnoredMoved = [...came, ...went].includes(IGNORED);
          const updated = isIgnoredMoved
            ? undefined
            : updateSnapshot(snapshot, {
                ...input,
                sources: names.filter((name) => before.has(name) && texts.has(name)).map(input.source),
                removed: went.map((name) => `${FOLDER}/${name}`),
                added: [...new Set(came)].sort().map((name) => ({
                  ...input.source(name),
                  after:
                    input.files[input.files.findIndex(({ path }) => path.endsWith(`/${name}`)) - 1]?.path,
                })),
              });
          edits += Number(updated !== undefined && came.length + went.length === 0);
          moves += Number(updated !== undefined && came.length + went.length > 0);
          snapshot = updated ?? buildSnapshot(input, snapshot);
          if (!asked) continue;
          const anew = seen(buildSnapshot(input));
          found += anew.problems.length;
          assert.deepEqual(seen(snapshot), anew);
        }
      }),
      { numRuns: 1500 },
    );
    const counts = `only ${edits} edits, ${moves} with files that came or went, and ${found} problems`;
    assert.ok(edits > 1000 && moves > 1000 && found > 1000, counts);
  });
});

describe('a snapshot of an edit', () => {
  const edited = (edit: (text: string) => string) => {
    const texts = line(10, 'pass');
    const before = buildSnapshot(inputOf(texts));
    const text = edit(texts.get('h.py') ?? '');
    const sources = [{ path: `${FOLDER}/h.py`, text, fault: undefined }];
    const after = updateSnapshot(before, { ...inputOf(texts), sources });
    assert.ok(after);
    return { before, after };
  };

  it('leaves the snapshot before it as it was', () => {
    const anew = seen(buildSnapshot(inputOf(line(10, 'pass'))));
    const { before, after } = edited((text) => text.replace("'id6'", "'gone'"));
    assert.ok(after.problems.some(({ code }) => code === 'dangling-down-revision'));
    assert.deepEqual(seen(before), anew);
  });

  it('shares every other file, and the whole map where no revision changed', () => {
    const { before, after } = edited((text) => `${text}# a comment\n`);
    assert.equal(after.revisions, before.revisions);
    const others = [...after.files.values()].filter((file) => file !== before.files.get(file.path));
    assert.deepEqual(
      others.map(({ path }) => path),
      [`${FOLDER}/h.py`],
    );
    assert.deepEqual(others[0]?.header, scanRevisionHeader(others[0]?.text ?? ''));
  });
});
