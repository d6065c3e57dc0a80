import { window } from 'vscode';
import type { DatabaseArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { requireTrust } from './trust.ts';

/** Keeps the password of a database in the secret storage, or forgets it where it is left empty; then asks it again. */
export async function setPassword(services: Services, argument?: DatabaseArgument): Promise<void> {
  if (!(await requireTrust('Set Password'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const { environment, database } = target;
  const password = await window.showInputBox({
    title: `Password for “${database.name}”`,
    prompt: `${database.displayUrl} — leave it empty to forget the stored password`,
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return;
  await services.secrets.keep(database.name, database.displayUrl, password === '' ? undefined : password);
  await services.state.askStatus(environment.id, database.name);
}
