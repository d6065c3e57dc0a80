import type { Finding, RevisionRule } from '../lint-rule.ts';

const DATED_NAMES = /%\((?:year|epoch)\)/;

/** A revision that says it is older than its parent: re-parented by hand, or copied. */
export const createDateBeforeParent: RevisionRule = {
  id: 'create-date-before-parent',
  severity: 'hint',
  scope: 'revision',
  reach: 'neighbours',
  check(chain, { path }, number) {
    const misled = DATED_NAMES.test(chain.config.fileTemplate)
      ? 'the files sorted by name tell'
      : 'the dates tell';
    const findings: Finding[] = [];
    const node = chain.map.node(number);
    const own = node === undefined ? undefined : chain.createDate(node);
    if (node === undefined || own === undefined) return [];
    for (const parent of node.parents) {
      const other = chain.createDate(parent);
      if (other === undefined || other.date.hasOffset !== own.date.hasOffset) continue;
      if (own.date.time >= other.date.time) continue;
      findings.push({
        path,
        span: own.span,
        message: `This revision is dated before its parent "${parent.id}" (${other.text}), so ${misled} another order than the one that runs.`,
        related: [{ path: parent.source.path, span: other.span, message: "is the parent's date" }],
      });
    }
    return findings;
  },
};
