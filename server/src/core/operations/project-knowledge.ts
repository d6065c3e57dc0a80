import type { FindProjectModule, ProjectModule } from '../python/project-module.ts';
import type { RevisionHeader } from '../python/revision-header.ts';

/** `config.get_main_option(name)`: null where the ini file has no such option, undefined where nobody can tell. */
export type MainOption = (name: string) => string | null | undefined;

/** env.py, and how it finds the modules that it imports. */
export interface EnvScriptSource {
  readonly text: string;
  readonly findModule: FindProjectModule;
}

/** The same header with what the project's modules tell. */
export type ReadHeader = (
  header: RevisionHeader,
  text: string,
  knowledge: Pick<ProjectKnowledge, 'findModule'>,
) => RevisionHeader;

/** What a project knows besides the revision file that is read. */
export interface ProjectKnowledge {
  /** Finds the project's own modules, which are then followed; absent: none is. */
  readonly findModule?: FindProjectModule | undefined;
  /** What the user says about names that reading cannot tell: dotted name to JSON. */
  readonly knownValues?: Readonly<Record<string, unknown>> | undefined;
  /** Options of the configuration file, as env.py leaves them. */
  readonly mainOption?: MainOption | undefined;
  /** Its choice of the database says something about conditions of the application. */
  readonly envScriptSource?: EnvScriptSource | undefined;
  /** Reads headers that take values from other modules; absent as long as no file needs it. */
  readonly readHeader?: ReadHeader | undefined;
}

/** Nothing is known but what the revision file says itself. */
export const NO_KNOWLEDGE: ProjectKnowledge = {};

/** The same knowledge, which notes the modules that it was asked for. */
export function noting(knowledge: ProjectKnowledge, modules: Set<ProjectModule>): ProjectKnowledge {
  const { findModule } = knowledge;
  if (findModule === undefined) return knowledge;
  return {
    ...knowledge,
    findModule: (name) => {
      const found = findModule(name);
      if (found?.kind === 'module-file') modules.add(found);
      return found;
    },
  };
}
