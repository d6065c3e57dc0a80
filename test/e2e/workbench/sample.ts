import { repositoryPath } from '../../support/repository.ts';
import { START_PATIENCE_MS, type Window, type Workbench } from './workbench.ts';

/** A window on a copy of migrations-sample with the Alembic container open and its chain read. */
export async function openSample(
  workbench: Workbench,
  name: string,
  size?: { readonly width: number; readonly height: number },
): Promise<{ readonly window: Window; readonly folder: string }> {
  const folder = await workbench.folder(name, repositoryPath('migrations-sample'));
  const window = await workbench.open(folder, size);
  await window.sideBar.open();
  await window.sideBar.row('Revisions', 'add broker Upstox').waitFor({ timeout: START_PATIENCE_MS });
  return { window, folder };
}

/** The embedded database has answered: its row says where it stands. */
export async function databaseAnswered(window: Window): Promise<void> {
  await window.sideBar.row('Databases', /behind|up to date/).waitFor({ timeout: START_PATIENCE_MS });
}
