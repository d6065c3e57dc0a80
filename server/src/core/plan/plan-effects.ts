import { AskedFacts } from '../postgresql/effects/asked-facts.ts';
import { FollowedFacts } from '../postgresql/effects/followed-facts.ts';
import { revisionEffects } from '../postgresql/effects/revision-effects.ts';
import { NO_FACTS, type SchemaFacts } from '../postgresql/effects/schema-facts.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { PlannedEffects } from './run-card.ts';

/** What each statement of a plan does to relations that were there before it; more exact once the database was asked. */
export class PlanEffects {
  readonly #compiled: readonly CompiledStep[];
  readonly #serverVersion: number | null;
  #schema: SchemaFacts = NO_FACTS;
  #effects: PlannedEffects;
  /** What the database can be asked: relations, indexes and types that decide over locks and are not of the plan itself. */
  readonly names: readonly string[];

  /** `serverVersion` is the major version; null: the newest that is known. */
  constructor(compiled: readonly CompiledStep[], serverVersion: number | null) {
    const asked = new AskedFacts();
    this.#compiled = compiled;
    this.#serverVersion = serverVersion;
    this.#effects = this.#from(asked);
    this.names = asked.names;
  }

  /** The effects where the database has this schema before the plan. */
  given(schema: SchemaFacts): PlannedEffects {
    if (schema !== this.#schema) {
      this.#effects = this.#from(schema);
      this.#schema = schema;
    }
    return this.#effects;
  }

  #from(before: SchemaFacts): PlannedEffects {
    const facts = new FollowedFacts(before);
    return this.#compiled.map(({ sql }) => revisionEffects(sql.statements, this.#serverVersion, facts));
  }
}
