import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CliCommand, CommandContext } from '../../../server/src/cli/command.ts';
import { parseCommandLine } from '../../../server/src/cli/command-line.ts';
import { runCommandLine } from '../../../server/src/cli/run-command-line.ts';
import { CommandError } from '../../../server/src/core/script/command-error.ts';

const upgrade: CliCommand = {
  name: 'upgrade',
  summary: 'run revisions',
  usage: 'TARGET [--sql]',
  options: {
    sql: { type: 'boolean', description: 'print SQL' },
    from: { type: 'string', multiple: true, description: 'start' },
  },
  positionals: [1, 1],
  run: async (args) => ({ exitCode: 0, text: 'done\n', json: args }),
};
const broken: CliCommand = {
  ...upgrade,
  name: 'broken',
  positionals: [0, 0],
  run: async () => {
    throw new CommandError('multiple-heads', 'Two heads.');
  },
};
const commands = [upgrade, broken];

/** The commands of these tests look at nothing around them. */
const noContext = (): CommandContext => ({
  workingDirectory: '/',
  namedConfig: undefined,
  format: 'text',
  xArguments: [],
  environmentVariables: {},
  templateFolders: { builtIn: '/', project: '/' },
  loadEnvironment: () => Promise.reject(new Error('no environment')),
  progress: () => undefined,
  signal: new AbortController().signal,
});

describe('a command line in the spelling of Alembic', () => {
  const positionals = (...argv: string[]) => parseCommandLine(argv, commands).args.positionals;
  const usage = (pattern: RegExp, ...argv: string[]) =>
    assert.throws(
      () => parseCommandLine(argv, commands),
      (error) => error instanceof CommandError && error.code === 'usage' && pattern.test(error.message),
    );

  it('takes a relative target as an argument', () => {
    assert.deepEqual(positionals('upgrade', '-1'), ['-1']);
    assert.deepEqual(positionals('upgrade', '+2'), ['+2']);
    assert.deepEqual(positionals('upgrade', '-1:base', '--sql'), ['-1:base']);
  });
  it('reads options before and after the command', () => {
    const line = parseCommandLine(
      ['-c', 'a.ini', '--name', 'other', 'upgrade', 'head', '--format', 'json'],
      commands,
    );
    assert.equal(line.config, 'a.ini');
    assert.equal(line.section, 'other');
    assert.equal(line.format, 'json');
    assert.equal(line.command?.name, 'upgrade');
  });
  it('collects a repeated option', () => {
    const line = parseCommandLine(['upgrade', 'head', '--from', 'a', '--from', '-1'], commands);
    assert.deepEqual(line.args.options.from, ['a', '-1']);
  });
  it('refuses what it does not know', () => {
    usage(/no command 'upgrad'/, 'upgrad', 'head');
    usage(/--nope/, 'upgrade', 'head', '--nope');
    usage(/argument is missing/, 'upgrade');
    usage(/'b' is one too many/, 'upgrade', 'a', 'b');
    usage(/not a format/, '--format', 'xml', 'upgrade', 'head');
    usage(/not a format/, '--format', 'sarif', 'upgrade', 'head');
  });
});

describe('what a command line prints', () => {
  const run = (...argv: string[]) => runCommandLine(argv, commands, () => '1.2.3', noContext);

  it('prints one JSON document', async () => {
    const { exitCode, stdout, stderr } = await run('--format', 'json', 'upgrade', 'head');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.deepEqual(JSON.parse(stdout).positionals, ['head']);
  });
  it('prints an error as JSON with exit code 2', async () => {
    assert.deepEqual(await run('--format', 'json', 'broken'), {
      exitCode: 2,
      stdout: `${JSON.stringify({ error: { code: 'multiple-heads', message: 'Two heads.' } }, null, 2)}\n`,
      stderr: '',
    });
  });
  it('prints a usage error as JSON, wherever the format stands', async () => {
    const { exitCode, stdout } = await run('nope', '--format=json');
    assert.equal(exitCode, 2);
    assert.equal(JSON.parse(stdout).error.code, 'usage');
  });
  it('prints an error as text on stderr', async () => {
    assert.deepEqual(await run('broken'), { exitCode: 2, stdout: '', stderr: 'error: Two heads.\n' });
  });
  it('prints help, the version, and help with exit code 2 where no command is named', async () => {
    assert.match((await run('--help')).stdout, /^usage: alembic-workbench/);
    assert.match((await run('upgrade', '--help')).stdout, /usage: alembic-workbench upgrade TARGET/);
    assert.equal((await run('--version')).stdout, 'alembic-workbench 1.2.3\n');
    assert.equal((await run()).exitCode, 2);
  });
});
