import type { ProjectKnowledge } from '../../server/src/core/operations/project-knowledge.ts';
import { ModuleFiles } from '../../server/src/workspace/module-files.ts';
import { OpenDocuments } from '../../server/src/workspace/open-documents.ts';
import { slashPath } from '../../server/src/workspace/slash-path.ts';
import { repositoryPath } from './repository.ts';

/** What the sources of recorded cases may import: the packages that test/golden/render.py puts on `sys.path`. */
export function goldenProject(): ProjectKnowledge {
  const root = slashPath(repositoryPath('test', 'golden', 'project'));
  const files = new ModuleFiles({ named: [root], likely: [] }, root, new OpenDocuments());
  return { findModule: files.find };
}
