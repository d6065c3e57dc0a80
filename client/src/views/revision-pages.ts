import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { RevisionNode, RevisionPage } from '../../../server/src/protocol/revision-messages.ts';
import type { AlembicClient } from '../language-client.ts';
import type { WorkspaceState } from '../workspace-state.ts';

const PAGE = 200;

/** How many revisions of each environment are shown, and the nodes themselves while they are fresh. */
export class RevisionPages {
  readonly #client: AlembicClient;
  readonly #state: WorkspaceState;
  readonly #limits = new Map<string, number>();
  readonly #fresh = new Map<string, Promise<RevisionPage>>();

  constructor(client: AlembicClient, state: WorkspaceState) {
    this.#client = client;
    this.#state = state;
  }

  /** What was read is old: the next `read` asks the server. The number shown stays. */
  forget(): void {
    this.#fresh.clear();
  }

  showMore(environment: string): void {
    this.#limits.set(environment, this.#limit(environment) + PAGE);
    this.#fresh.delete(environment);
  }

  read(summary: EnvironmentSummary): Promise<RevisionPage> {
    const known = this.#fresh.get(summary.id);
    if (known !== undefined) return known;
    const page = this.#client.request('alembic/revisionPage', {
      environment: summary.id,
      database: this.#state.selectedDatabase(summary)?.name,
      offset: 0,
      limit: this.#limit(summary.id),
    });
    this.#fresh.set(summary.id, page);
    return page;
  }

  /** Shows as many as needed for the revision of this file to be among them; true where that made it more. */
  async showUntil(summary: EnvironmentSummary, uri: string): Promise<boolean> {
    const has = (nodes: readonly RevisionNode[]): boolean => nodes.some((node) => node.uri === uri);
    let page = await this.read(summary);
    let grown = false;
    while (!has(page.nodes) && page.nodes.length < page.total) {
      this.#limits.set(summary.id, this.#limit(summary.id) * 2);
      this.#fresh.delete(summary.id);
      page = await this.read(summary);
      grown = true;
    }
    return grown;
  }

  #limit(environment: string): number {
    return this.#limits.get(environment) ?? PAGE;
  }
}
