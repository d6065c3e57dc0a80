/** A template for the text of a new revision, as it was read. */
export interface RevisionTemplateFile {
  /** The file's name without `.hbs`, or "script.py.mako". */
  readonly name: string;
  readonly text: string;
  /** `built-in`: of this program. `project`: of the folder that a setting names. `mako`: script.py.mako. */
  readonly source: 'built-in' | 'project' | 'mako';
}

/** The templates of an environment, and the partials that Handlebars templates may use. */
export interface RevisionTemplates {
  readonly files: readonly RevisionTemplateFile[];
  readonly partials: ReadonlyMap<string, string>;
}

/** A revision's text. */
export interface RenderedRevision {
  readonly text: string;
  /** Offset in `text` where the cursor goes: the body of `upgrade()`. */
  readonly cursor: number;
  /** What the user must be told: parts that the template lost, or another template that was taken. */
  readonly warning: string | undefined;
}
