import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const IDENTITY = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada Lovelace',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada Lovelace',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** A real git repository in a folder of its own. Commits are a minute apart, so that their order is told by their dates. */
export class GitRepositoryFixture {
  readonly folder: string;
  #minutes = 0;

  /** Without `folder` in a new temporary one, which `dispose` removes. */
  constructor(folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')))) {
    this.folder = folder;
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Runs git, throws where it fails, and gives what it printed. */
  git(...args: readonly string[]): string {
    const date = new Date(Date.UTC(2024, 0, 1) + this.#minutes * 60_000).toISOString();
    const env = { ...process.env, ...IDENTITY, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const run = spawnSync('git', args, { cwd: this.folder, env, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
    return run.stdout.trim();
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Writes the files, removes those of `removed`, commits everything, and gives the commit's name. */
  commit(message: string, files: Readonly<Record<string, string>>, removed: readonly string[] = []): string {
    this.write(files);
    for (const path of removed) rmSync(join(this.folder, path));
    this.#minutes += 1;
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
