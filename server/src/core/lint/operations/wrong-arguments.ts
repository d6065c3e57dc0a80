import type { Span } from '../../text/span.ts';
import { exceptionText, failuresOf } from '../failure-kinds.ts';
import type { BodyRule } from '../lint-rule.ts';
import { nearestIds } from '../nearest-ids.ts';
import type { ProblemFix } from '../problem.ts';
import { keywordAt } from '../python-calls.ts';
import type { BodyFailure, RevisionBody } from '../revision-body.ts';

/** A call that Python refuses because the arguments do not fit the function. */
export const wrongArguments: BodyRule = {
  id: 'wrong-arguments',
  severity: 'error',
  scope: 'body',
  check: (body) =>
    failuresOf(body, 'wrong-arguments').map((failure) => ({
      path: body.file.path,
      span: unknownKeyword(body, failure)?.span ?? failure.span,
      message: `The arguments do not fit, so the migration stops here with ${exceptionText(failure)}.`,
      fixes: () => renamed(body, failure),
    })),
};

/** Keywords of operations and columns that are easily mistyped. */
const KEYWORDS: readonly string[] = [
  'autoincrement',
  'comment',
  'default',
  'deferrable',
  'existing_nullable',
  'existing_server_default',
  'existing_type',
  'if_exists',
  'if_not_exists',
  'index',
  'initially',
  'length',
  'new_column_name',
  'nullable',
  'ondelete',
  'onupdate',
  'postgresql_concurrently',
  'postgresql_include',
  'postgresql_not_valid',
  'postgresql_ops',
  'postgresql_using',
  'postgresql_where',
  'precision',
  'primary_key',
  'referent_schema',
  'scale',
  'schema',
  'server_default',
  'source_schema',
  'timezone',
  'type_',
  'unique',
];

const UNKNOWN_KEYWORD = /(?:unexpected keyword argument|got) '(\w+)'$/;

/** The keyword that the function does not have, and where it is written. */
function unknownKeyword(
  body: RevisionBody,
  { message, span }: BodyFailure,
): { readonly name: string; readonly span: Span } | undefined {
  const name = UNKNOWN_KEYWORD.exec(message)?.[1];
  const place = name === undefined ? undefined : keywordAt(body.source, span, name);
  return name === undefined || place === undefined ? undefined : { name, span: place };
}

/** The keyword that was meant, where one is near. */
function renamed(body: RevisionBody, failure: BodyFailure): readonly ProblemFix[] {
  const keyword = unknownKeyword(body, failure);
  if (keyword === undefined) return [];
  return nearestIds(KEYWORDS, keyword.name).map((meant, index) => ({
    title: `Change to "${meant}"`,
    isPreferred: index === 0,
    edits: [{ path: body.file.path, span: keyword.span, newText: meant }],
    renames: [],
  }));
}
