const MOST = 5;

/** `"a", "b" and 3 more`. */
export function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, MOST).map((id) => `"${id}"`);
  return ids.length > MOST ? `${shown.join(', ')} and ${ids.length - MOST} more` : shown.join(', ');
}
