import type { PlanAnswer, PlanParams } from '../../../server/src/protocol/run-messages.ts';
import type { Services } from '../services.ts';

/** The SQL of the planned revisions: what a run of this plan sends, or has sent. */
export async function showSqlOf(services: Services, plan: PlanAnswer, params: PlanParams): Promise<void> {
  const { environment, direction, target, purge = false } = params;
  await services.preview.show({ kind: 'plan', environment, direction, target, heads: plan.heads, purge });
}
