import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import { revisionsWord } from './confirmation.ts';
import type { Icon } from './icon.ts';

export interface EnvironmentItem {
  readonly label: string;
  /** "14 revisions", "14 revisions · 2 heads", "… · 3 errors". */
  readonly description: string;
  readonly icon: Icon;
}

/** How an environment looks as the parent of its revisions. */
export function environmentItem(summary: EnvironmentSummary): EnvironmentItem {
  const { revisionCount, heads, errorCount, trouble } = summary;
  const parts = [
    revisionsWord(revisionCount),
    heads.length > 1 ? `${heads.length} heads` : '',
    errorCount > 0 ? `${errorCount} error${errorCount === 1 ? '' : 's'}` : '',
  ].filter((part) => part !== '');
  return {
    label: summary.name,
    description: parts.join(' · '),
    icon:
      trouble === undefined
        ? { id: 'repo', color: undefined }
        : { id: 'warning', color: 'problemsWarningIcon.foreground' },
  };
}
