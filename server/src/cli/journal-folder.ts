import { homedir } from 'node:os';
import { stateFolder } from '../workspace/state-folder.ts';
import type { CommandContext } from './command.ts';

/** The folder of the journal, which the editor shares. */
export function journalFolder({ environmentVariables }: CommandContext): string {
  return stateFolder({ environment: environmentVariables, platform: process.platform, home: homedir() });
}
