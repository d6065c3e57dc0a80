import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { AlembicRequests } from '../../../server/src/protocol/messages.ts';
import type { Services } from '../services.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseEnvironment, chooseTarget } from './choose-environment.ts';
import { requireTrust } from './trust.ts';

type Report = AlembicRequests['alembic/report']['params']['report'];

/** What `alembic history`, `heads` or `branches` prints, in a read-only document. */
export async function showReport(
  services: Services,
  report: Exclude<Report, 'current'>,
  argument?: EnvironmentArgument,
): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const { text } = await services.client.request('alembic/report', {
    environment: environment.id,
    report,
    database: undefined,
  });
  await services.reports.show(`alembic ${report}`, text === '' ? `No ${report}.\n` : text);
}

/** What `alembic current` prints for a database. */
export async function showCurrent(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Show Current Revision'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const { environment, database } = target;
  const answer = await cancellableWait(`Asking “${database.name}”`, (token) =>
    services.client.request(
      'alembic/report',
      { environment: environment.id, report: 'current', database: database.name },
      token,
    ),
  );
  if (answer === undefined) return;
  const { text } = answer;
  await services.reports.show(
    `alembic current (${database.name})`,
    text.trim() === '' ? `“${database.name}” has no revision applied.\n` : text,
  );
}
