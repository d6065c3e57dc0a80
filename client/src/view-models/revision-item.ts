import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import type { Icon } from './icon.ts';
import { rowId } from './revision-id.ts';

export interface RevisionItem {
  readonly label: string;
  /** Short id, labels declared in the file, date. */
  readonly description: string;
  readonly icon: Icon;
  /** `revision.<state>` or `revision.broken`: what menus choose by. */
  readonly contextValue: string;
  readonly accessibilityLabel: string;
}

const STATE_ICONS: Readonly<Record<RevisionNode['state'], Icon>> = {
  applied: { id: 'pass', color: 'testing.iconPassed' },
  current: { id: 'pass-filled', color: 'testing.iconPassed' },
  pending: { id: 'circle-outline', color: 'descriptionForeground' },
  unknown: { id: 'git-commit', color: undefined },
};

/** How a revision looks in the Revisions view. */
export function revisionItem(node: RevisionNode): RevisionItem {
  const broken = node.errors.length > 0;
  const label = node.message.split('\n', 1)[0]?.trim() ?? '';
  const parts = [rowId(node.revision), ...node.ownLabels, shortDate(node.createDate)].filter(
    (part) => part !== '',
  );
  return {
    label: label === '' ? '(no message)' : label,
    description: parts.join(' · '),
    icon: revisionIcon(node),
    contextValue: `revision.${broken ? 'broken' : node.state}`,
    accessibilityLabel: [label, node.revision, stateWords(node), ...node.ownLabels]
      .filter((part) => part !== '')
      .join(', '),
  };
}

/** Broken comes before merge, merge before the state; a merge keeps the state's colour. */
function revisionIcon(node: RevisionNode): Icon {
  if (node.errors.length > 0) return { id: 'error', color: 'problemsErrorIcon.foreground' };
  const state = STATE_ICONS[node.state];
  return node.isMergePoint ? { id: 'git-merge', color: state.color } : state;
}

/** The state in words, for tooltips and screen readers; "" where there is nothing to say. */
export function stateWords(node: RevisionNode): string {
  if (node.errors.length > 0) return 'broken';
  const kinds = [
    node.state === 'unknown' ? '' : node.state === 'current' ? 'current in the database' : node.state,
    node.isMergePoint ? 'merge point' : '',
    node.isBranchPoint ? 'branch point' : '',
    node.isHead ? 'head' : '',
    node.isBase ? 'base' : '',
  ].filter((kind) => kind !== '');
  return kinds.join(', ');
}

/** The day of a `Create Date` as written; "" where there is none. */
function shortDate(createDate: string | undefined): string {
  return createDate?.match(/^\d{4}-\d{2}-\d{2}/)?.[0] ?? createDate ?? '';
}
