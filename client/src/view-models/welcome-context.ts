import type {
  EnvironmentTrouble,
  WorkspaceAnswer,
} from '../../../server/src/protocol/environment-messages.ts';

/** Context keys that the welcome views and menus of package.json choose by. */
export interface WelcomeContext {
  readonly 'alembicWorkbench.state': WorkspaceAnswer['state'];
  /** Set in state `trouble`: the first environment's. */
  readonly 'alembicWorkbench.trouble': EnvironmentTrouble['kind'] | '';
  readonly 'alembicWorkbench.severalHeads': boolean;
}

/** What `setContext` is told for an answer of the server. */
export function welcomeContext(answer: WorkspaceAnswer): WelcomeContext {
  const trouble = answer.environments.find((environment) => environment.trouble !== undefined)?.trouble;
  return {
    'alembicWorkbench.state': answer.state,
    'alembicWorkbench.trouble': answer.state === 'trouble' ? (trouble?.kind ?? '') : '',
    'alembicWorkbench.severalHeads': answer.environments.some((environment) => environment.heads.length > 1),
  };
}
