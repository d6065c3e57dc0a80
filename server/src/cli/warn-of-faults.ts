import { describeFault } from '../core/script/revision-map-fault.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { CommandContext } from './command.ts';

const MOST = 5;

/** Says on stderr what is wrong with a chain of which only a part could be read, so that nobody takes it for whole. */
export function warnOfFaults({ revisions }: EnvironmentSnapshot, context: CommandContext): void {
  const { faults } = revisions;
  for (const fault of faults.slice(0, MOST)) context.progress(`warning: ${describeFault(fault)}`);
  if (faults.length > MOST) context.progress(`warning: ${faults.length - MOST} more; 'lint' tells them all.`);
}
