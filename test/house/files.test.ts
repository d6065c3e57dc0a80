import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { describe, it } from 'node:test';
import { readRepositoryFile, repositoryFiles } from './repository.ts';

const SOURCE = /\.(ts|mts|mjs)$/;
const LINE_LIMIT = 400;

describe('files', () => {
  const files = repositoryFiles();
  const sources = files.filter((path) => SOURCE.test(path));

  it(`no source file has more than ${LINE_LIMIT} lines`, () => {
    const long = sources
      .map((path) => ({ path, lines: readRepositoryFile(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > LINE_LIMIT);
    assert.deepEqual(long, []);
  });

  it('no folder is a drawer for everything', () => {
    const drawers = sources.filter((path) =>
      /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.ts$)/.test(path),
    );
    assert.deepEqual(drawers, []);
  });

  it('the only barrel file is the list of lint rules', () => {
    const barrels = sources.filter(
      (path) => basename(path) === 'index.ts' && dirname(path) !== 'server/src/core/lint/rules',
    );
    assert.deepEqual(barrels, []);
  });

  it('no source silences a checker', () => {
    const marker = new RegExp(
      ['@ts-' + 'ignore', '@ts-' + 'nocheck', '@ts-' + 'expect-error', 'biome-' + 'ignore'].join('|'),
    );
    assert.deepEqual(
      sources.filter((path) => marker.test(readRepositoryFile(path))),
      [],
    );
  });
});
