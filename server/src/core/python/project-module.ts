/** A file of the project that Python's import would run, as it is found for one dotted name. */
export interface ProjectModule {
  readonly kind: 'module-file';
  /** Dotted and absolute: `app.models.types`. */
  readonly name: string;
  /** Absolute, `/` separated. */
  readonly path: string;
  /** The path as a message names it: relative to the project where the file lies in it. */
  readonly shownPath: string;
  /** Empty for a package without `__init__.py`. */
  readonly text: string;
  /** True for an `__init__.py` and for a folder without one: relative imports in it count from the package itself. */
  readonly isPackage: boolean;
}

/** A module of the project that is there but cannot be taken: unreadable, or found in two places. */
export interface UnreadableModule {
  readonly kind: 'unreadable';
  /** A part of a sentence: "app/settings.py is no Python text". */
  readonly reason: string;
}

/**
 * The module of the project behind a dotted absolute name; undefined where the project has none. The same file must give
 * the same object until its text changes, because what was parsed is remembered by it.
 */
export type FindProjectModule = (name: string) => ProjectModule | UnreadableModule | undefined;
