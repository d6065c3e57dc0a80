import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type AlembicOptions,
  readAlembicOptions,
} from '../../../../server/src/core/config/alembic-options.ts';
import { ConfigError } from '../../../../server/src/core/config/config-error.ts';
import { ConfigParser } from '../../../../server/src/core/config/configparser.ts';
import { DatabaseUrlError } from '../../../../server/src/core/config/database-url-error.ts';
import { PercentFormatError, percentFormat } from '../../../../server/src/core/config/percent-format.ts';
import { parseSqlAlchemyUrl } from '../../../../server/src/core/config/sqlalchemy-url.ts';
import { type PythonOracle, withRealAlembic } from '../../../support/real-alembic.ts';
import { repositoryPath } from '../../../support/repository.ts';
import { available, suiteNeeds } from '../../../support/suite-availability.ts';

const alembic = await withRealAlembic();

function attempt<T>(call: () => T): { value: T } | { error: string } {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof PercentFormatError) return { error: error.kind };
    throw error;
  }
}

const piece = fc.constantFrom(
  ...[
    'a',
    'B',
    'here',
    'x y',
    '%(a)s',
    '%(here)s',
    '%(B)s',
    '%%',
    '%',
    '%(',
    '=',
    ':',
    ' = ',
    '#',
    ';',
    '[',
    ']',
  ],
  ...['[s]', ' ', '  ', '\t', '\u00a0', '\u0085', '\x1c', '\u2028', '\ufeff', 'é', '1', ',', '"', '\r'],
);
const line = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'A '), fc.array(piece, { maxLength: 4 }))
    .map(([key, rest]) => `${key} = ${rest.join('')}`),
  fc.constantFrom('[alembic]', '[DEFAULT]', '[other]', '', '   ', '  continued', '# note', '  ; note'),
);
const iniText = fc
  .tuple(fc.constantFrom('', '[alembic]\n'), fc.array(line, { maxLength: 12 }))
  .map(([first, lines]) => first + lines.join('\n'));

function readIni(text: string): unknown {
  try {
    const parser = ConfigParser.parse(text, '/p/alembic.ini', { here: '/p' });
    const sections = parser.sections.map((section) => {
      const values = parser
        .options(section)
        .map((option) => [option, attempt(() => parser.get(section, option))] as const);
      return [section, Object.fromEntries(values)] as const;
    });
    return { sections: Object.fromEntries(sections) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { error: error.kind, line: error.line };
  }
}

const path = fc.constantFrom('m', '%(here)s/m', 'a/b', 'v1', 'v2 ', 'app:m', '', ' ');
const joined = fc
  .tuple(fc.array(path, { maxLength: 4 }), fc.constantFrom(':', ';', ' ', ', ', ',', '\n  ', ' , '))
  .map(([paths, separator]) => paths.join(separator));
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? [] : [`${key} = ${given}`]));
const iniConfig = fc
  .tuple(
    maybe('script_location', path),
    maybe('version_locations', joined),
    maybe('prepend_sys_path', joined),
    maybe('path_separator', fc.constantFrom('os', 'space', 'newline', ':', ';', ',', '')),
    maybe('version_path_separator', fc.constantFrom('os', 'space', ':', 'semicolon')),
    maybe('sourceless', fc.constantFrom('true', 'True', 'yes', '1', 'false')),
    maybe('file_template', fc.constantFrom('%%(rev)s', '%(rev)s', '%%(year)d_%%(slug)s')),
  )
  .map((lines) => ['[alembic]', ...lines.flat(), '[post_write_hooks]', 'hooks = black, ruff', ''].join('\n'));
const tomlString = fc.constantFrom('"m"', '"%(here)s/m"', '"%%(rev)s"', '"%(rev)s"', '"5%"', '"a%(no)sb"');
const tomlConfig = fc
  .tuple(
    maybe('script_location', tomlString),
    maybe(
      'version_locations',
      fc.array(tomlString, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    ),
    maybe('sourceless', fc.constantFrom('true', 'false', '"true"', '1')),
    maybe('file_template', tomlString),
  )
  .map((lines) => ['[tool.alembic]', ...lines.flat(), ''].join('\n'));

describe('configuration as real Alembic reads it', suiteNeeds('configuration', alembic), () => {
  let oracle: PythonOracle;
  let folder: string;

  before(() => {
    oracle = available(alembic).startOracle(repositoryPath('test/fixtures/config/config-oracle.py'));
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'config-')));
  });
  after(async () => {
    await oracle.close();
    rmSync(folder, { recursive: true });
  });

  it('ini files, their values and faults', async () => {
    await fc.assert(
      fc.asyncProperty(iniText, async (text) => {
        assert.deepEqual(readIni(text), await oracle.ask({ ask: 'ini', text, here: '/p' }));
      }),
      { numRuns: 3000 },
    );
  });

  it('percent formats', async () => {
    const template = fc
      .array(
        fc.oneof(
          fc.constantFrom('%%', '%', 'x', '%(rev)s', '%(no)s', '%s', '_', '/'),
          fc
            .tuple(
              fc.constantFrom('rev', 'year', 'month'),
              fc.constantFrom('', '-', '0', '+', ' ', '0-', '#'),
              fc.constantFrom('', '3', '10'),
              fc.constantFrom('', '.2', '.', '.0'),
              fc.constantFrom('s', 'd', 'i', 'x', 'o', 'X', 'u'),
            )
            .map(([name, flags, width, precision, type]) => `%(${name})${flags}${width}${precision}${type}`),
        ),
        { maxLength: 4 },
      )
      .map((parts) => parts.join(''));
    const values = { rev: 'ae10', year: 2026, month: -3 };
    await fc.assert(
      fc.asyncProperty(template, async (text) => {
        const theirs = (await oracle.ask({ ask: 'percent', template: text, values })) as { error?: string };
        const ours = attempt(() => percentFormat(text, values));
        // A bare %s formats the whole mapping in Python; as a file name it is refused here.
        if (/%s/.test(text) && 'error' in ours && theirs.error === undefined) return;
        if ('error' in ours && theirs.error !== undefined) return;
        assert.deepEqual(ours, theirs);
      }),
      { numRuns: 1500 },
    );
  });

  it('database URLs', async () => {
    const part = fc.constantFrom(
      'a',
      'h',
      '@',
      ':',
      '/',
      '?',
      '#',
      '%40',
      '%2F',
      '+',
      '[::1]',
      '5432',
      ',',
      '=',
      '&',
      ' ',
      '%',
      'é',
    );
    const text = fc
      .tuple(
        fc.constantFrom('postgresql://', 'postgresql+asyncpg://', 'u:p@', ''),
        fc.array(part, { maxLength: 12 }),
      )
      .map(([start, parts]) => start + parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (url) => {
        const theirs = (await oracle.ask({ ask: 'url', text: url })) as Record<string, unknown>;
        // Ports that cannot exist and escapes that are not UTF-8 are refused here.
        const refused = Number(theirs.port) > 65_535 || JSON.stringify(theirs).includes('\ufffd');
        const impossible = 'error' in theirs || refused;
        assert.deepEqual(readUrl(url), impossible ? undefined : theirs);
      }),
      { numRuns: 4000 },
    );
  });

  it('options of alembic.ini and pyproject.toml together', async () => {
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
    await fc.assert(
      fc.asyncProperty(optional(iniConfig), optional(tomlConfig), async (ini, toml) => {
        if (ini === null && toml === null) return;
        const theirs = (await oracle.ask({ ask: 'config', ini, toml, folder, section: 'alembic' })) as Record<
          string,
          { value?: unknown; error?: string }
        >;
        const file = (name: string, text: string | null) =>
          text === null ? undefined : { path: `${folder}/${name}`, text };
        const ours = attempt(() =>
          readAlembicOptions({
            ini: file('alembic.ini', ini),
            toml: file('pyproject.toml', toml),
            section: 'alembic',
            pathSeparator: ':',
          }),
        );
        if ('error' in ours) {
          assert.ok(
            Object.values(theirs).some((answer) => answer.error !== undefined),
            JSON.stringify([ours, theirs]),
          );
          return;
        }
        const values = Object.fromEntries(Object.entries(theirs).map(([key, answer]) => [key, answer.value]));
        assert.deepEqual(comparable(ours.value), {
          ...values,
          prepend_sys_path: values.prepend_sys_path ?? [],
        });
      }),
      { numRuns: 1500 },
    );
  });
});

/** Undefined where the URL is refused. */
function readUrl(text: string): unknown {
  try {
    const { driverName, user, password, host, port, database, query } = parseSqlAlchemyUrl(text);
    return {
      driver: driverName,
      user: user ?? null,
      password: password ?? null,
      host: host ?? null,
      port: port ?? null,
      database: database ?? null,
      query: Object.fromEntries(query),
    };
  } catch (error) {
    if (error instanceof DatabaseUrlError) return undefined;
    throw error;
  }
}

function comparable(options: AlembicOptions): Record<string, unknown> {
  return {
    script_location: options.scriptLocation ?? null,
    file_template: options.fileTemplate,
    version_locations: options.versionLocations ?? null,
    prepend_sys_path: options.prependSysPath,
    sourceless: options.sourceless,
    hooks: options.postWriteHooks,
  };
}
