import type { EnvironmentConfig } from '../config/environment-config.ts';
import { PercentFormatError, percentFormat } from '../config/percent-format.ts';
import { CommandError } from '../script/command-error.ts';
import type { CreateDate } from './create-date.ts';

/** Python's `\w`: letters, numbers of every script and the underscore. */
const WORDS = /[\p{L}\p{N}_]+/gu;

/**
 * The words of a message joined with `_` in lower case; what is longer than `limit` is cut at the last `_` before it.
 * Source: `ScriptDirectory._rev_path`.
 */
export function revisionSlug(message: string | undefined, limit: number): string {
  const slug = [...((message ?? '').match(WORDS) ?? []).join('_').toLowerCase()];
  if (slug.length <= limit) return slug.join('');
  const cut = slug.slice(0, limit).join('');
  const last = cut.lastIndexOf('_');
  return `${last < 0 ? cut : cut.slice(0, last)}_`;
}

/**
 * The path of a new revision file below `versionLocation`, by the configured `file_template`, which may make
 * directories. Throws CommandError `bad-file-template`. Source: `ScriptDirectory._rev_path`.
 */
export function revisionPath(
  config: Pick<EnvironmentConfig, 'fileTemplate' | 'truncateSlugLength'>,
  versionLocation: string,
  revision: { readonly id: string; readonly message: string | undefined; readonly createDate: CreateDate },
): string {
  const { year, month, day, hour, minute, second, epoch } = revision.createDate;
  const slug = revisionSlug(revision.message, config.truncateSlugLength);
  const values = { rev: revision.id, slug, epoch, year, month, day, hour, minute, second };
  try {
    return `${versionLocation}/${percentFormat(config.fileTemplate, values)}.py`;
  } catch (error) {
    if (!(error instanceof PercentFormatError)) throw error;
    const known = Object.keys(values).join(', ');
    const what = `file_template = ${config.fileTemplate} cannot be formatted: ${error.message}.`;
    throw new CommandError('bad-file-template', `${what} The names are ${known}.`, {
      template: config.fileTemplate,
    });
  }
}
