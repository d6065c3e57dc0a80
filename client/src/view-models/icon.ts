/** A codicon and the theme colour it takes; VS Code makes a ThemeIcon of it. */
export interface Icon {
  readonly id: string;
  /** A colour that themes define; undefined for the foreground. */
  readonly color: string | undefined;
}
