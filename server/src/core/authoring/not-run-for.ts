import type { EnvironmentConfig } from '../config/environment-config.ts';

/**
 * What `alembic revision` would run for a new file and this program does not, because it runs no Python: the programs of
 * post_write_hooks, and env.py where revision_environment is on. Undefined where there is nothing.
 */
export function notRunFor({
  postWriteHooks,
  revisionEnvironment,
}: Pick<EnvironmentConfig, 'postWriteHooks' | 'revisionEnvironment'>): string | undefined {
  const sentences: string[] = [];
  if (postWriteHooks.length > 0) {
    sentences.push(`The post_write_hooks (${postWriteHooks.join(', ')}) were not run on the new file.`);
  }
  if (revisionEnvironment) {
    sentences.push(
      'revision_environment is on, but env.py was not asked; where its process_revision_directives changes new revisions, make them with alembic revision.',
    );
  }
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
