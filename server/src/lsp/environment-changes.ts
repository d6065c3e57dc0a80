import type { RevisionMap } from '../core/script/revision-map.ts';
import type { Environment } from '../workspace/environment.ts';

interface Shown {
  readonly revisions: RevisionMap | undefined;
  readonly findings: string;
}

/** Tells edits that the views show from those that they do not, so that typing in a body does not rebuild the tree. */
export class EnvironmentChanges {
  readonly #shown = new Map<string, Shown>();

  /** Ids of the environments among `changed` whose chain, problems or trouble differ from the last call. */
  visibleIn(changed: readonly Environment[]): readonly string[] {
    return changed
      .filter(({ id, snapshot, trouble }) => {
        const problems = snapshot?.problems.filter(
          ({ severity }) => severity === 'error' || severity === 'warning',
        );
        const shown: Shown = {
          revisions: snapshot?.revisions,
          findings: JSON.stringify([
            trouble?.message,
            snapshot?.config.configPath,
            snapshot?.config.scriptLocation,
            problems?.map(({ path, message }) => [path, message]),
          ]),
        };
        const before = this.#shown.get(id);
        this.#shown.set(id, shown);
        return before?.revisions !== shown.revisions || before?.findings !== shown.findings;
      })
      .map(({ id }) => id);
  }
}
