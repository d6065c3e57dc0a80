import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';

/** What the rules read of a migration environment: a snapshot before its problems are known. */
export type ChainView = Pick<
  EnvironmentSnapshot,
  'config' | 'files' | 'ignoredFiles' | 'revisions' | 'baseBranch'
>;
