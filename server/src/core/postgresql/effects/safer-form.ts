import type { EffectForm } from './measured-effects.ts';
import type { StatementEffects } from './statement-effects.ts';

const LATER = 'in a later revision, which blocks neither reads nor writes while it checks';

/** A gentler way to the same end, from a server version on. */
interface SaferForm {
  readonly form: EffectForm;
  readonly since?: number;
  readonly advice: string;
}

/** The first that fits an operation is shown. Of one form the newest version stands first. */
const SAFER_FORMS: readonly SaferForm[] = [
  {
    form: 'create-index',
    advice:
      'Inside `with op.get_context().autocommit_block():`, `postgresql_concurrently=True` builds it while writes go on.',
  },
  {
    form: 'drop-index',
    advice:
      'Inside `with op.get_context().autocommit_block():`, `postgresql_concurrently=True` drops it without blocking anybody.',
  },
  {
    form: 'add-foreign-key',
    advice: `Add it with \`postgresql_not_valid=True\`, and \`VALIDATE CONSTRAINT\` it ${LATER}.`,
  },
  {
    form: 'add-check',
    advice: `Add it with \`postgresql_not_valid=True\`, and \`VALIDATE CONSTRAINT\` it ${LATER}.`,
  },
  {
    form: 'column-check',
    advice: `Add the column alone and the CHECK as NOT VALID, and \`VALIDATE CONSTRAINT\` it ${LATER}.`,
  },
  {
    form: 'set-not-null',
    since: 18,
    advice: `Add a constraint \`NOT NULL column NOT VALID\`, and \`VALIDATE CONSTRAINT\` it ${LATER}.`,
  },
  {
    form: 'set-not-null',
    since: 12,
    advice:
      'Add a `CHECK (column IS NOT NULL) NOT VALID`, `VALIDATE CONSTRAINT` it in a later revision, then set NOT NULL: the scan is saved.',
  },
  {
    form: 'column-not-null',
    advice: 'Give it a `server_default`, or add it nullable, fill it, and set NOT NULL in a later revision.',
  },
  {
    form: 'add-unique',
    advice:
      'Build a unique index concurrently first, then `ADD CONSTRAINT … UNIQUE USING INDEX`: that takes no scan.',
  },
  {
    form: 'column-unique',
    advice:
      'Add the column alone, build a unique index concurrently, then `ADD CONSTRAINT … UNIQUE USING INDEX`.',
  },
  {
    form: 'add-primary-key',
    advice: 'Build a unique index concurrently first, then `ADD CONSTRAINT … PRIMARY KEY USING INDEX`.',
  },
  {
    form: 'alter-type-rewrite',
    advice: 'A new column that is filled in batches and takes the place of the old one saves the rewrite.',
  },
  {
    form: 'add-column-volatile-default',
    advice:
      'Add the column without the default, set the default afterwards, and fill the old rows in batches.',
  },
  {
    form: 'add-column-sequence-default',
    advice:
      'Add the column without the default, set the default afterwards, and fill the old rows in batches.',
  },
  {
    form: 'add-column-stored',
    since: 18,
    advice: 'A virtual generated column (`persisted=False`) is added without rewriting.',
  },
  {
    form: 'detach-partition',
    since: 14,
    advice:
      '`DETACH PARTITION … CONCURRENTLY` in an autocommit block blocks neither reads nor writes of the other partitions.',
  },
  {
    form: 'reindex',
    since: 12,
    advice: '`REINDEX … CONCURRENTLY` in an autocommit block blocks neither reads nor writes.',
  },
  {
    form: 'refresh',
    advice:
      '`REFRESH MATERIALIZED VIEW CONCURRENTLY` lets it be read meanwhile; it takes a unique index on the view.',
  },
  {
    form: 'domain-constraint',
    advice: 'Add it as NOT VALID, and `VALIDATE CONSTRAINT` it in a later revision.',
  },
];

/** A well-known safer form of what an operation does, in one sentence of Markdown; undefined where there is none. */
export function saferForm({ forms }: StatementEffects, version: number): string | undefined {
  const safer = SAFER_FORMS.find(({ form, since = 0 }) => version >= since && forms.includes(form));
  return safer?.advice;
}
