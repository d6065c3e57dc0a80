import { DIRECTIVE_NAMES } from '../../operations/op-module.ts';
import { boundNames } from '../../python/syntax-walk.ts';
import type { Span } from '../../text/span.ts';
import { exceptionText, failuresOf } from '../failure-kinds.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import { nearestIds } from '../nearest-ids.ts';
import type { ProblemFix } from '../problem.ts';
import { callAt } from '../python-calls.ts';
import type { RevisionBody } from '../revision-body.ts';

/** A name that nothing declares: a variable, an import, an operation of `op`. */
export const unknownName: BodyRule = {
  id: 'unknown-name',
  severity: 'error',
  scope: 'body',
  check: (body) => [...undefinedNames(body), ...unknownOperations(body)],
};

const NAME = /^name '(.*)' is not defined$/;

function undefinedNames(body: RevisionBody): readonly Finding[] {
  return failuresOf(body, 'unknown-name').map((failure) => {
    const name = NAME.exec(failure.message)?.[1];
    return {
      path: body.file.path,
      span: failure.span,
      message: `Python does not find this name, so the migration stops here with ${exceptionText(failure)}.`,
      fixes: () =>
        name === undefined ? [] : [...missingImport(body, name), ...nearNames(body, failure.span, name)],
    };
  });
}

/** The imports that revisions usually begin with. */
const IMPORTS: ReadonlyMap<string, string> = new Map([
  ['op', 'from alembic import op'],
  ['context', 'from alembic import context'],
  ['sa', 'import sqlalchemy as sa'],
  ['sqlalchemy', 'import sqlalchemy'],
  ['postgresql', 'from sqlalchemy.dialects import postgresql'],
  ['text', 'from sqlalchemy import text'],
  ['Column', 'from sqlalchemy import Column'],
  ['JSONB', 'from sqlalchemy.dialects.postgresql import JSONB'],
  ['UUID', 'from sqlalchemy.dialects.postgresql import UUID'],
  ['ENUM', 'from sqlalchemy.dialects.postgresql import ENUM'],
  ['uuid', 'import uuid'],
  ['datetime', 'import datetime'],
  ['json', 'import json'],
]);

function missingImport(body: RevisionBody, name: string): readonly ProblemFix[] {
  const line = IMPORTS.get(name);
  if (line === undefined) return [];
  const { path, text } = body.file;
  const last = body.source.body.findLast(({ kind }) => kind === 'import' || kind === 'import-from');
  const docstring = body.source.body[0];
  const behind = last ?? (docstring?.kind === 'expression' ? docstring : undefined);
  const end = behind === undefined ? 0 : endOfLine(text, behind.end);
  return [
    {
      title: `Add "${line}"`,
      isPreferred: true,
      edits: [{ path, span: { start: end, end }, newText: `${line}\n` }],
      renames: [],
    },
  ];
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function nearNames(body: RevisionBody, span: Span, name: string): readonly ProblemFix[] {
  return nearestIds(boundNames(body.source.body), name).map((meant) => change(body, span, meant));
}

function change(body: RevisionBody, span: Span, meant: string): ProblemFix {
  return {
    title: `Change to "${meant}"`,
    isPreferred: false,
    edits: [{ path: body.file.path, span, newText: meant }],
    renames: [],
  };
}

/** Operations of plug-ins that many projects use: alembic-postgresql-enum and alembic_utils. */
const PLUGIN_OPERATIONS: ReadonlySet<string> = new Set([
  'op.sync_enum_values',
  'op.create_entity',
  'op.replace_entity',
  'op.drop_entity',
]);

/** A plug-in may add any operation, so that only a name close to one of Alembic's is likely to be wrong. */
function unknownOperations(body: RevisionBody): readonly Finding[] {
  return body.functions.flatMap(({ operations }) =>
    operations.flatMap((operation): Finding[] => {
      const name = operation.kind === 'unresolved' ? operation.reason.name : undefined;
      if (operation.kind !== 'unresolved' || operation.reason.kind !== 'third-party-code') return [];
      if (name === undefined || !name.startsWith('op.') || PLUGIN_OPERATIONS.has(name)) return [];
      const callee = callAt(body.source, operation.span)?.callee;
      const span = callee?.kind === 'attribute' ? callee.nameSpan : operation.span;
      const near = nearestIds(DIRECTIVE_NAMES, name.slice('op.'.length));
      return [
        {
          path: body.file.path,
          span,
          severity: near.length === 0 ? 'information' : 'warning',
          message: `Alembic has no ${name}(), so the migration stops here with an AttributeError unless a plug-in adds it.`,
          fixes: () => (callee?.kind === 'attribute' ? near.map((meant) => change(body, span, meant)) : []),
        },
      ];
    }),
  );
}
