import type { RevisionTemplate } from '../../../server/src/protocol/authoring-messages.ts';

export interface TemplateItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** How a revision template looks in the list to pick from. */
export function templateItem(template: RevisionTemplate): TemplateItem {
  return {
    label: template.title,
    description: { 'built-in': '', project: 'of this project', mako: 'script.py.mako' }[template.source],
    detail:
      template.warning === undefined
        ? template.description
        : `${template.description} $(warning) ${template.warning}`,
  };
}
