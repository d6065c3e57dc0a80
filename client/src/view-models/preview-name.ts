import type { SqlPreviewParams } from '../../../server/src/protocol/preview-messages.ts';

/** The name of a SQL preview's tab; it ends in `.sql`, which gives the document its language. */
export function previewName(params: SqlPreviewParams): string {
  switch (params.kind) {
    case 'file':
      return `${fileStem(params.uri)} (${params.direction}).sql`;
    case 'range':
      return `${params.direction} ${safe(params.range)}.sql`;
    case 'plan':
      return `${params.direction} to ${safe(params.target)}.sql`;
    case 'pending':
      return `pending on ${safe(params.database)}.sql`;
  }
}

function fileStem(uri: string): string {
  const path = uri.split(/[?#]/, 1)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
  try {
    return decodeURIComponent(name);
  } catch {
    // Not percent-encoded after all: the name is readable as it is.
    return name;
  }
}

function safe(text: string): string {
  return text.replace(/[/\\?#]/g, '_');
}
