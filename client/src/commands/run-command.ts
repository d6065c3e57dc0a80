import { commands } from 'vscode';
import type { AlembicCommandId, AlembicCommands } from '../../../server/src/protocol/commands.ts';

/** Runs one of our own commands by id, with its arguments checked; for buttons of messages that lead elsewhere. */
export async function runCommand<Id extends AlembicCommandId>(
  id: Id,
  ...args: AlembicCommands[Id]
): Promise<void> {
  await commands.executeCommand(id, ...args);
}
