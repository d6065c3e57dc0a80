const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'There is no permission to read it.',
  EPERM: 'There is no permission to read it.',
  ENOENT: 'It does not exist, or it is a link to nothing.',
  ELOOP: 'It is a symbolic link that leads back to itself.',
  EISDIR: 'It is a directory.',
  ENOTDIR: 'A part of its path is not a directory.',
  EMFILE: 'Too many files are open on this machine.',
  ENAMETOOLONG: 'Its path is too long.',
};

/** The `code` of a failed system call, or undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Why a file could not be read, as a sentence. Throws what is not a failed system call. */
export function faultOfSystemError(error: unknown): string {
  const code = systemErrorCode(error);
  if (code === undefined) throw error;
  return WORDS[code] ?? `The operating system refused to read it (${code}).`;
}
