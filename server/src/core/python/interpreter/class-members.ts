import type { PythonClass, PythonValue } from '../values.ts';

/** The class of the program that a value is or stands for; undefined for anything else. */
export function programClassOf(value: PythonValue): PythonClass | undefined {
  if (value.kind === 'class') return value;
  return value.kind === 'native' ? value.programClass : undefined;
}

/** The classes in which Python looks a name up, this one first. A base that is no class of the file ends its line. */
export function methodResolutionOrder(type: PythonClass): readonly PythonClass[] {
  const order: PythonClass[] = [];
  const visit = (current: PythonClass) => {
    if (order.includes(current)) return;
    order.push(current);
    for (const base of current.bases) {
      const above = programClassOf(base);
      if (above !== undefined) visit(above);
    }
  };
  visit(type);
  return order;
}

export function classMember(type: PythonClass, name: string): PythonValue | undefined {
  for (const current of methodResolutionOrder(type)) {
    const member = current.attributes.get(name);
    if (member !== undefined) return member;
  }
  return undefined;
}

/** A base anywhere above that is not a class: a native, or code that is not read. */
export function foreignBases(type: PythonClass): readonly PythonValue[] {
  return methodResolutionOrder(type).flatMap((current) =>
    current.bases.filter((base) => programClassOf(base) === undefined),
  );
}

export function isSubclass(type: PythonClass, ancestor: PythonClass): boolean {
  return methodResolutionOrder(type).includes(ancestor);
}
