import { randomUUID } from 'node:crypto';
import { commands, ProgressLocation, Uri, window } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { DatabaseTrouble, MatchSchemaAnswer } from '../../../server/src/protocol/repair-messages.ts';
import type { Services } from '../services.ts';
import { matchItems, type Repair, repairItems } from '../view-models/repair-item.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseTarget, type Target } from './choose-environment.ts';
import { migrate } from './migrate.ts';
import { restoreFiles, rollBack } from './roll-back-lost-revisions.ts';
import { requireTrust } from './trust.ts';

/** Tells what is wrong between a database and the files, and leads through the way out that the user picks. */
export async function repairDatabase(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Repair Database'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const params = { environment: target.environment.id, database: target.database.name };
  const diagnosis = await cancellableWait(`Looking at “${params.database}”`, (token) =>
    services.client.request('alembic/diagnose', params, token),
  );
  if (diagnosis === undefined) return;
  const [trouble] = diagnosis.troubles;
  if (trouble === undefined) {
    await window.showInformationMessage(
      `The version table of “${params.database}” and the revision files agree.`,
    );
    return;
  }
  const repair = await chooseRepair(trouble, params.database);
  if (repair !== undefined) await carryOut(services, target, repair);
}

async function chooseRepair(trouble: DatabaseTrouble, database: string): Promise<Repair | undefined> {
  const picked = await window.showQuickPick(repairItems(trouble), {
    title: `Repair “${database}”`,
    placeHolder: trouble.message,
    ignoreFocusOut: true,
  });
  return picked?.repair;
}

async function carryOut(services: Services, target: Target, repair: Repair): Promise<void> {
  switch (repair.kind) {
    case 'roll-back':
      await rollBack(services, target, repair);
      break;
    case 'restore-files':
      await restoreFiles(repair.files);
      break;
    case 'stamp':
      await migrate(services, target, 'stamp', stampTarget(repair.rows), true);
      break;
    case 'match-schema':
      await stampMatching(services, target);
      break;
    case 'read-guide':
      await openGuide(services);
      break;
  }
}

async function openGuide({ context }: Services): Promise<void> {
  const guide = Uri.joinPath(context.extensionUri, 'docs', 'recovery.md');
  await commands.executeCommand('markdown.showPreview', guide);
}

/** Finds the revision that the schema is at, and stamps the one that the user picks. */
async function stampMatching(services: Services, target: Target): Promise<void> {
  const answer = await matchWithProgress(services, target);
  if (answer === undefined) return;
  if (answer.stopped !== undefined) {
    void window.showWarningMessage(`Not every revision was compared. ${answer.stopped}`);
  }
  const picked = await window.showQuickPick(matchItems(answer), {
    title: `Which revision is “${target.database.name}” at?`,
    placeHolder: 'Nearest first. Stamping changes the version table alone.',
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked !== undefined) {
    await migrate(services, target, 'stamp', stampTarget(picked.match.rows), true);
  }
}

/** Undefined where the user gave up. */
async function matchWithProgress(services: Services, target: Target): Promise<MatchSchemaAnswer | undefined> {
  const runId = randomUUID();
  return await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Comparing the schema', cancellable: true },
    async (progress, token) => {
      const listening = services.client.onRunProgress((told) => {
        if (told.runId !== runId) return;
        progress.report({
          message: `${told.step} of ${told.stepCount}: ${told.revision} ${told.message}`,
          increment: 100 / Math.max(1, told.stepCount),
        });
      });
      try {
        const params = { environment: target.environment.id, database: target.database.name, runId };
        const answer = await services.client.request('alembic/matchSchema', params, token);
        return token.isCancellationRequested ? undefined : answer;
      } finally {
        listening.dispose();
      }
    },
  );
}

function stampTarget(rows: readonly string[]): string {
  return rows.length === 0 ? 'base' : rows.join(' ');
}
