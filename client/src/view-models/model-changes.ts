import type { AutogenerateAnswer } from '../../../server/src/protocol/authoring-messages.ts';

const SHOWN = 5;

/** "added table 'orders', added column 'users.email' and 3 more". */
export function changeList(detected: readonly string[]): string {
  const shown = detected.slice(0, SHOWN).join(', ');
  const rest = detected.length - SHOWN;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** What is told once alembic has written a revision. */
export function autogenerateReport({ detected, isEmpty }: AutogenerateAnswer, database: string): string {
  if (isEmpty) return `The models and “${database}” agree: the new revision does nothing.`;
  const found = detected.length === 0 ? '' : ` Found: ${changeList(detected)}.`;
  return (
    `Written by your alembic from the models and “${database}”.${found} ` +
    'Review it before it runs: a rename looks like a drop and an add.'
  );
}
