import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { splitCommandLine } from '../../../server/src/alembic/alembic-command.ts';
import { type AlembicSearch, findAlembic } from '../../../server/src/alembic/find-alembic.ts';

describe('splitCommandLine', () => {
  const check = (line: string, expected: readonly string[], platform: NodeJS.Platform = 'linux') =>
    it(`${platform}: ${line}`, () => assert.deepEqual(splitCommandLine(line, platform), expected));
  check('', []);
  check('docker compose exec web alembic', ['docker', 'compose', 'exec', 'web', 'alembic']);
  check(`"/a b/alembic" -x 'k=v w' ""`, ['/a b/alembic', '-x', 'k=v w', '']);
  check(String.raw`/a\ b/alembic x"y z"w`, ['/a b/alembic', 'xy zw']);
  check(
    String.raw`C:\venv\Scripts\alembic.exe "C:\a b"`,
    [String.raw`C:\venv\Scripts\alembic.exe`, String.raw`C:\a b`],
    'win32',
  );
});

/** Files of a project below a fresh folder; a path that ends in "!" is executable. */
const PYTHON = (folder: string) => [
  `${folder}/bin/python!`,
  `${folder}/lib/python3.12/site-packages/alembic/__init__.py`,
];

interface Case {
  readonly files: readonly string[];
  readonly config?: string;
  readonly change?: (root: string) => Partial<AlembicSearch>;
  /** The program with its arguments, and whether the interpreter is known; `ROOT` stands for the folder. */
  readonly expected:
    | { readonly words: readonly string[]; readonly python: boolean }
    | { readonly message: RegExp };
}

async function find({ files, config = 'alembic.ini', change = () => ({}) }: Case, root: string) {
  for (const file of [...files, config]) {
    const path = join(root, file.replace('!', ''));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.endsWith('env.py') ? 'from flask import current_app\n' : '');
    if (file.endsWith('!')) await chmod(path, 0o755);
  }
  return findAlembic({
    configPath: join(root, config),
    workspaceFolder: root,
    alembicCommand: '',
    selectedInterpreter: undefined,
    environment: { PATH: join(root, 'path') },
    platform: 'linux',
    ...change(root),
  });
}

function check(name: string, one: Case): void {
  it(name, async () => {
    const root = await mkdtemp(join(tmpdir(), 'find-alembic-'));
    try {
      const found = await find(one, root);
      if ('message' in one.expected) {
        assert.ok('message' in found, 'nothing was to be found');
        assert.match(found.message, one.expected.message);
        return;
      }
      assert.ok('program' in found, 'message' in found ? found.message : '');
      const { command, args } = found.program;
      assert.deepEqual(
        [command, ...args].map((word) => word.replace(root, 'ROOT')),
        one.expected.words,
      );
      assert.equal(found.python !== undefined, one.expected.python);
    } finally {
      await rm(root, { recursive: true });
    }
  });
}

const posix = { skip: process.platform === 'win32' ? 'the layout of a POSIX environment' : false };

describe('findAlembic', posix, () => {
  check('the environment beside the configuration', {
    files: PYTHON('.venv'),
    expected: { words: ['ROOT/.venv/bin/python', '-m', 'alembic'], python: true },
  });
  check('one above it, up to the workspace folder', {
    files: PYTHON('venv'),
    config: 'services/shop/alembic.ini',
    expected: { words: ['ROOT/venv/bin/python', '-m', 'alembic'], python: true },
  });
  check('an environment without alembic is passed over', {
    files: ['.venv/bin/python!', ...PYTHON('other')],
    change: (root) => ({ environment: { VIRTUAL_ENV: join(root, 'other') } }),
    expected: { words: ['ROOT/other/bin/python', '-m', 'alembic'], python: true },
  });
  check('the selected interpreter wins over what lies around', {
    files: [...PYTHON('.venv'), ...PYTHON('chosen')],
    change: (root) => ({ selectedInterpreter: join(root, 'chosen/bin/python') }),
    expected: { words: ['ROOT/chosen/bin/python', '-m', 'alembic'], python: true },
  });
  check('the setting wins over everything', {
    files: PYTHON('.venv'),
    change: () => ({ alembicCommand: 'docker compose exec web alembic' }),
    expected: { words: ['docker', 'compose', 'exec', 'web', 'alembic'], python: false },
  });
  check('the tool that the project is locked with', {
    files: ['poetry.lock', 'path/poetry!'],
    expected: { words: ['ROOT/path/poetry', 'run', 'python', '-m', 'alembic'], python: true },
  });
  check('alembic on PATH, and the interpreter beside it', {
    files: ['bin/alembic!', ...PYTHON('.').map((file) => file.replace('./', ''))],
    change: (root) => ({ environment: { PATH: `/nowhere:${join(root, 'bin')}` } }),
    expected: { words: ['ROOT/bin/alembic'], python: true },
  });
  check('Flask-Migrate is started through flask', {
    files: [
      '.venv/bin/python!',
      '.venv/lib/python3.12/site-packages/flask_migrate/__init__.py',
      'migrations/env.py',
    ],
    config: 'migrations/alembic.ini',
    expected: { words: ['ROOT/.venv/bin/python', '-m', 'flask', 'db'], python: true },
  });
  check('nothing: tells where it looked', {
    files: ['uv.lock', '.venv/bin/python!'],
    expected: {
      message: /looked in \.venv of .*uv run.*\(uv is not on PATH\), PATH\.$/,
    },
  });
});
