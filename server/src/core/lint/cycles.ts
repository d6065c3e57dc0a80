/**
 * Groups of ids that reach each other (strongly connected components with more than one member), each in the order of
 * `ids`. Tarjan's algorithm, without recursion, so that a chain of any length is fine.
 */
export function cyclesOf(
  ids: Iterable<string>,
  next: (id: string) => readonly string[],
): ReadonlyArray<ReadonlySet<string>> {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const cycles: Array<ReadonlySet<string>> = [];

  const enter = (id: string): { id: string; targets: readonly string[]; at: number } => {
    order.set(id, order.size);
    low.set(id, order.size - 1);
    stack.push(id);
    onStack.add(id);
    return { id, targets: next(id), at: 0 };
  };
  const lower = (id: string, value: number): void => {
    low.set(id, Math.min(low.get(id) ?? value, value));
  };
  const leave = (id: string): void => {
    if (low.get(id) !== order.get(id)) return;
    const members = stack.splice(stack.lastIndexOf(id));
    for (const member of members) onStack.delete(member);
    if (members.length > 1) cycles.push(new Set(members));
  };

  for (const root of ids) {
    if (order.has(root)) continue;
    const path = [enter(root)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const target = frame.targets[frame.at];
      frame.at += 1;
      if (target === undefined) {
        leave(frame.id);
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) lower(above.id, low.get(frame.id) ?? 0);
      } else if (!order.has(target)) {
        path.push(enter(target));
      } else if (onStack.has(target)) {
        lower(frame.id, order.get(target) ?? 0);
      }
    }
  }
  return cycles;
}
