import type { IgnoredFile } from '../../snapshot/environment-snapshot.ts';
import type { ChainIndex } from '../chain-index.ts';
import type { ChainRule } from '../lint-rule.ts';
import { itemsOf, revisionPlace, revisionSpan } from '../places.ts';
import type { ProblemFix } from '../problem.ts';

/** A name that Alembic loads, or undefined where stripping does not give one. Source: `_only_source_rev_file`. */
function loadablePath(path: string): string | undefined {
  const slash = path.lastIndexOf('/') + 1;
  const name = path
    .slice(slash)
    .replace(/^(?:__init__|\.#)+/, '')
    .replace(/\.py$/i, '.py');
  const loadable = /^(?!__init__|\.#).+\.py$/.test(name) && name !== path.slice(slash);
  return loadable ? path.slice(0, slash) + name : undefined;
}

/** The same name in the version location itself; undefined where that is not one that Alembic loads. */
function movedPath(chain: ChainIndex, path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const location = chain.config.versionLocations.find((each) => path.startsWith(`${each}/`));
  return location === undefined ? undefined : `${location}/${name}`;
}

function fixes(chain: ChainIndex, file: IgnoredFile): readonly ProblemFix[] {
  const newPath = file.reason === 'name' ? loadablePath(file.path) : movedPath(chain, file.path);
  if (newPath === undefined || chain.files.some((other) => other.path === newPath)) return [];
  const slash = newPath.lastIndexOf('/');
  const [folder, name] = [newPath.slice(0, slash), newPath.slice(slash + 1)];
  const title =
    file.reason === 'name'
      ? `Rename the file to ${name}`
      : `Move the file to ${folder.slice(folder.lastIndexOf('/') + 1)}/`;
  return [{ title, isPreferred: true, edits: [], renames: [{ path: file.path, newPath }] }];
}

/** A revision in a file that Alembic passes over. Source: `ScriptDirectory._list_py_dir`, `_only_source_rev_file`. */
export const fileNeverLoaded: ChainRule = {
  id: 'file-never-loaded',
  severity: 'warning',
  scope: 'chain',
  check(chain) {
    return chain.ignoredFiles.flatMap((file) => {
      const id = itemsOf(file.header.revision)[0]?.value;
      if (id === undefined || file.header.downRevision === undefined) return [];
      const because =
        file.reason === 'name' ? 'of its name' : 'it lies in a folder and recursive_version_locations is off';
      return [
        {
          path: file.path,
          span: revisionSpan(file),
          message: `Alembic never loads this file because ${because}, so revision "${id}" is missing from the chain.`,
          related: chain.children(id).map((child) => revisionPlace(child, 'names it as its parent')),
          fixes: () => fixes(chain, file),
        },
      ];
    });
  },
};
