/** A program and its first arguments. Never goes through a shell. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}
