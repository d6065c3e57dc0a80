import { commands, Disposable, window } from 'vscode';
import type { AlembicCommandId, AlembicCommands } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { addDatabase } from './add-database.ts';
import { addKnownValue } from './add-known-value.ts';
import { autogenerateRevision } from './autogenerate-revision.ts';
import { checkModels } from './check-models.ts';
import { chooseFolder } from './choose-folder.ts';
import { copyAsAlembicCommand } from './copy-as-alembic-command.ts';
import { copyRevisionId } from './copy-revision-id.ts';
import { downgradeOne } from './downgrade-one.ts';
import { downgradeToBase } from './downgrade-to-base.ts';
import { downgradeToBaseBranch } from './downgrade-to-base-branch.ts';
import { downgradeToRevision } from './downgrade-to-revision.ts';
import { initializeEnvironment } from './initialize-environment.ts';
import { loadBaseline } from './load-baseline.ts';
import { mergeHeads } from './merge-heads.ts';
import { newRevision } from './new-revision.ts';
import { openConfiguration } from './open-configuration.ts';
import { openParentRevision, openRevision } from './open-revision.ts';
import { openSample } from './open-sample.ts';
import { previewDowngradeSql, previewPendingSql, previewRangeSql, previewSql } from './preview-sql.ts';
import { rebaseRevision } from './rebase-revision.ts';
import { repairDatabase } from './repair-database.ts';
import { selectDatabase } from './select-database.ts';
import { setPassword } from './set-password.ts';
import { showCurrent, showReport } from './show-report.ts';
import { copySql, openSqlInNewFile, saveSqlScript } from './sql-documents.ts';
import { stampRevision } from './stamp-revision.ts';
import { upgradeOne } from './upgrade-one.ts';
import { upgradeSeveral } from './upgrade-several.ts';
import { upgradeToHead } from './upgrade-to-head.ts';
import { upgradeToRevision } from './upgrade-to-revision.ts';

type Handlers = {
  readonly [Id in AlembicCommandId]: (
    services: Services,
    ...args: AlembicCommands[Id]
  ) => Promise<void> | void;
};

/** Every command of the protocol: one that is missing here does not compile. */
const HANDLERS: Handlers = {
  'alembicWorkbench.upgradeToHead': upgradeToHead,
  'alembicWorkbench.upgradeSeveral': upgradeSeveral,
  'alembicWorkbench.upgradeToRevision': upgradeToRevision,
  'alembicWorkbench.upgradeOne': upgradeOne,
  'alembicWorkbench.downgradeOne': downgradeOne,
  'alembicWorkbench.downgradeToRevision': downgradeToRevision,
  'alembicWorkbench.downgradeToBase': downgradeToBase,
  'alembicWorkbench.stampRevision': stampRevision,
  'alembicWorkbench.showCurrent': showCurrent,
  'alembicWorkbench.showHistory': (services, argument) => showReport(services, 'history', argument),
  'alembicWorkbench.showHeads': (services, argument) => showReport(services, 'heads', argument),
  'alembicWorkbench.showBranches': (services, argument) => showReport(services, 'branches', argument),
  'alembicWorkbench.newRevision': newRevision,
  'alembicWorkbench.autogenerateRevision': autogenerateRevision,
  'alembicWorkbench.checkModels': checkModels,
  'alembicWorkbench.mergeHeads': mergeHeads,
  'alembicWorkbench.rebaseRevision': rebaseRevision,
  'alembicWorkbench.addKnownValue': addKnownValue,
  'alembicWorkbench.previewSql': previewSql,
  'alembicWorkbench.previewDowngradeSql': previewDowngradeSql,
  'alembicWorkbench.previewPendingSql': previewPendingSql,
  'alembicWorkbench.previewRangeSql': previewRangeSql,
  'alembicWorkbench.copySql': copySql,
  'alembicWorkbench.openSqlInNewFile': openSqlInNewFile,
  'alembicWorkbench.saveSqlScript': saveSqlScript,
  'alembicWorkbench.openRevision': openRevision,
  'alembicWorkbench.openParentRevision': openParentRevision,
  'alembicWorkbench.openConfiguration': openConfiguration,
  'alembicWorkbench.showOlderRevisions': (services, { environment }) =>
    services.revisions.showOlder(environment),
  'alembicWorkbench.copyRevisionId': copyRevisionId,
  'alembicWorkbench.copyAsAlembicCommand': copyAsAlembicCommand,
  'alembicWorkbench.selectDatabase': selectDatabase,
  'alembicWorkbench.addDatabase': addDatabase,
  'alembicWorkbench.setPassword': setPassword,
  'alembicWorkbench.downgradeToBaseBranch': downgradeToBaseBranch,
  'alembicWorkbench.loadBaseline': loadBaseline,
  'alembicWorkbench.repairDatabase': repairDatabase,
  'alembicWorkbench.refresh': ({ state }) => state.refresh(),
  'alembicWorkbench.showLog': ({ log }) => log.show(),
  'alembicWorkbench.restartServer': ({ client }) => client.restart(),
  'alembicWorkbench.initializeEnvironment': initializeEnvironment,
  'alembicWorkbench.openSample': openSample,
  'alembicWorkbench.chooseFolder': chooseFolder,
};

/** Registers all commands. What one throws is shown with its own words and kept in the log with its stack. */
export function registerCommands(services: Services): Disposable {
  const ids = Object.keys(HANDLERS).filter(isCommandId);
  return Disposable.from(...ids.map((id) => register(services, id)));
}

function register<Id extends AlembicCommandId>(services: Services, id: Id): Disposable {
  const handler: Handlers[Id] = HANDLERS[id];
  return commands.registerCommand(id, async (...args: AlembicCommands[Id]) => {
    try {
      await handler(services, ...args);
    } catch (error) {
      await reportFailure(services, id, error);
    }
  });
}

async function reportFailure(services: Services, id: AlembicCommandId, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  services.log.error(`${id}: ${error instanceof Error ? (error.stack ?? message) : message}`);
  if ((await window.showErrorMessage(message, 'Show Log')) !== undefined) services.log.show();
}

function isCommandId(id: string): id is AlembicCommandId {
  return id in HANDLERS;
}
