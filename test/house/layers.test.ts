import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { repositoryPath } from '../support/repository.ts';

/** Lints planted files, each as if it stood at its path; returns the linter's report. */
function lint(planted: ReadonlyArray<readonly [path: string, source: string]>): string {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const name of ['biome.json', '.gitignore']) cpSync(repositoryPath(name), join(folder, name));
  for (const [path, source] of planted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  const biome = repositoryPath('node_modules', '.bin', 'biome');
  const run = spawnSync(biome, ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return run.stdout + run.stderr;
}

describe('imports against the layers are refused by the linter', () => {
  const refused: ReadonlyArray<readonly [path: string, source: string]> = [
    [
      'server/src/core/planted.ts',
      "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
    ],
    [
      'server/src/core/planted.ts',
      "import { createConnection } from 'vscode-languageserver';\nexport const x = createConnection;\n",
    ],
    ['server/src/core/planted.ts', "import pg from 'pg';\nexport const x = pg;\n"],
    ['server/src/core/script/planted.ts', "import { x } from '../../lsp/server.ts';\nexport const y = x;\n"],
    [
      'server/src/core/script/planted.ts',
      "import { x } from '../../features/provide-hover.ts';\nexport const y = x;\n",
    ],
    ['server/src/core/script/planted.ts', "import { x } from '../../git/run-git.ts';\nexport const y = x;\n"],
    [
      'server/src/core/plan/planted.ts',
      "import { x } from '../../backup/back-up.ts';\nexport const y = x;\n",
    ],
    [
      'server/src/protocol/planted.ts',
      "import type { Revision } from '../core/script/revision.ts';\nexport type X = Revision;\n",
    ],
    ['server/src/features/planted.ts', "import { x } from './provide-hover.ts';\nexport const y = x;\n"],
    ['server/src/git/planted.ts', "import { x } from '../lsp/server.ts';\nexport const y = x;\n"],
    ['server/src/lsp/planted.ts', "import pg from 'pg';\nexport const x = pg;\n"],
    [
      'server/src/cli/planted.ts',
      "import { PGlite } from '@electric-sql/pglite';\nexport const x = PGlite;\n",
    ],
    [
      'client/src/planted.ts',
      "import { x } from '../../server/src/core/script/revision-map.ts';\nexport const y = x;\n",
    ],
    ['client/src/view-models/planted.ts', "import { window } from 'vscode';\nexport const y = window;\n"],
  ];
  const planted = refused.map(([path, source], index): [string, string] => [
    path.replace('planted', `planted-${index}`),
    source,
  ]);
  const allowed: [string, string] = [
    'server/src/core/script/allowed.ts',
    "import type { Span } from '../text/span.ts';\n\nexport type Place = Span;\n",
  ];
  const report = lint([...planted, allowed]);

  for (const [path, source] of planted) {
    it(`${path}: ${source.split('\n')[0]}`, () => {
      assert.match(report, new RegExp(`${path}:\\d+:\\d+ lint/style/noRestrictedImports`));
    });
  }
  it('an import that the layers allow passes', () => {
    assert.doesNotMatch(report, /allowed\.ts/);
  });
});

describe('the compiler keeps core and protocol pure', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'layers-'));
    for (const name of ['tsconfig.base.json', 'package.json'])
      cpSync(repositoryPath(name), join(folder, name));
    symlinkSync(repositoryPath('node_modules'), join(folder, 'node_modules'));
    for (const project of ['core', 'protocol']) {
      cpSync(repositoryPath('server/src', project), join(folder, 'server/src', project), {
        recursive: true,
      });
    }
    mkdirSync(join(folder, 'server/src/database'));
    writeFileSync(
      join(folder, 'server/src/database/planted-session.ts'),
      'export type PlantedSession = { readonly open: boolean };\n',
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Compiles one project with a planted file; returns the compiler's report, "" where it was content. */
  function compile(project: 'core' | 'protocol', planted: string): string {
    const path = join(folder, 'server/src', project, 'planted.ts');
    writeFileSync(path, planted);
    const tsc = repositoryPath('node_modules', '.bin', 'tsc');
    const run = spawnSync(tsc, ['-p', join(folder, 'server/src', project), '--noEmit'], { encoding: 'utf8' });
    rmSync(path);
    return run.status === 0 ? '' : run.stdout;
  }

  it('compiles as it is', () => {
    assert.equal(compile('core', 'export const planted = 1;\n'), '');
    assert.equal(compile('protocol', 'export const planted = 1;\n'), '');
  });

  for (const name of ['process', 'Buffer', 'setTimeout', 'console', 'fetch', 'window']) {
    it(`core has no ${name}`, () => {
      assert.match(
        compile('core', `export const planted = ${name};\n`),
        /TS2304|TS2580|TS2584|TS2591|TS2552/,
      );
    });
  }
  it('core has no node:fs', () => {
    assert.match(
      compile('core', "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n"),
      /TS2307|TS2591/,
    );
  });
  it('an import from core into the database layer is outside its project', () => {
    assert.match(
      compile(
        'core',
        "import type { PlantedSession } from '../database/planted-session.ts';\nexport type Planted = PlantedSession;\n",
      ),
      /TS6059|TS6307/,
    );
  });
});
