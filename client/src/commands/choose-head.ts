import { window } from 'vscode';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { Services } from '../services.ts';
import { revisionItem } from '../view-models/revision-item.ts';

/**
 * The head that a new revision goes on top of: `revision` is undefined for the single head. Where there are several
 * the user picks; undefined where they gave up.
 */
export async function chooseHead(
  services: Services,
  environment: EnvironmentSummary,
): Promise<{ readonly revision: string | undefined } | undefined> {
  if (environment.heads.length < 2) return { revision: undefined };
  const picked = await window.showQuickPick(headItems(services, environment), {
    title: 'New Revision',
    placeHolder: 'There are several heads. On top of which?',
    ignoreFocusOut: true,
  });
  return picked === undefined ? undefined : { revision: picked.revision };
}

/** The heads with their messages, to pick from. */
export async function headItems(
  services: Services,
  environment: EnvironmentSummary,
): Promise<{ label: string; description: string; revision: string }[]> {
  return await Promise.all(
    environment.heads.map(async (revision) => {
      const node = await services.client.request('alembic/revision', {
        environment: environment.id,
        revision,
      });
      const { label, description } = revisionItem(node);
      return { label, description, revision };
    }),
  );
}
