import { readdirSync, readFileSync } from 'node:fs';
import type { CatalogOptions } from '../support/catalog.ts';
import { runCli } from '../support/cli.ts';
import { sqlalchemyUrl } from '../support/postgres-server.ts';
import type { AlembicCommands } from '../support/real-alembic.ts';
import { repositoryPath } from '../support/repository.ts';

export const SAMPLE_DIRECTORY = repositoryPath('migrations-sample');
const VERSIONS = repositoryPath('migrations-sample', 'migrations', 'versions');
export const SAMPLE_CONFIG = repositoryPath('migrations-sample', 'alembic.ini');

/** Times of the run; everything else that the sample writes is the same each time. */
export const SAMPLE_CATALOG: CatalogOptions = {
  rows: 'all',
  ignoreColumns: ['created_at', 'updated_at'],
};

export interface SampleRevision {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly createDate: string;
  readonly fileName: string;
}

/** The revisions of the sample in the order of their file names. */
export function sampleRevisions(): SampleRevision[] {
  return readdirSync(VERSIONS)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((fileName) => {
      const text = readFileSync(`${VERSIONS}/${fileName}`, 'utf8');
      return {
        fileName,
        revision: only(quoted(assigned(text, 'revision'))),
        downRevisions: quoted(assigned(text, 'down_revision')),
        createDate: /^Create Date: (.+)$/m.exec(text)?.[1] ?? '',
      };
    });
}

function assigned(text: string, name: string): string {
  return new RegExp(`^${name}(?:: [^=]+)? = (.+)$`, 'm').exec(text)?.[1] ?? '';
}

function quoted(expression: string): string[] {
  return [...expression.matchAll(/"([0-9a-f]+)"/g)].map((match) => match[1] ?? '');
}

function only(values: readonly string[]): string {
  if (values.length !== 1 || values[0] === undefined) throw new Error(`Expected one value, got ${values}`);
  return values[0];
}

/** The target that takes back `step` and nothing else, where everything after it is already taken back. */
export function downgradeTarget(step: SampleRevision): string {
  if (step.downRevisions.length === 0) return 'base';
  if (step.downRevisions.length > 1) return only(step.downRevisions.slice(0, 1));
  return `${step.revision}@-1`;
}

/** Something that moves the sample's database: real Alembic, or our command line. Rejects where the move fails. */
export interface Migrator {
  upgrade(target: string): Promise<void>;
  downgrade(target: string): Promise<void>;
}

export function realAlembicOn(commands: AlembicCommands, url: string): Migrator {
  const env = { ALPHA_PANDA_DATABASE_URL: sqlalchemyUrl(url, 'asyncpg') };
  const move = async (...args: string[]) => {
    const result = await commands.run(['-c', SAMPLE_CONFIG, ...args], { cwd: SAMPLE_DIRECTORY, env });
    if (result.exitCode !== 0) throw new Error(`alembic ${args.join(' ')}\n${result.stdout}${result.stderr}`);
  };
  return { upgrade: (target) => move('upgrade', target), downgrade: (target) => move('downgrade', target) };
}

export function ourCliOn(url: string): Migrator {
  const move = async (...args: string[]) => {
    const result = await runCli(['-c', SAMPLE_CONFIG, ...args, '--url', url, '--engine', 'builtin']);
    if (result.exitCode !== 0) throw new Error(`${args.join(' ')}\n${result.stdout}${result.stderr}`);
  };
  return { upgrade: (target) => move('upgrade', target), downgrade: (target) => move('downgrade', target) };
}
