let last = 0;

/**
 * A number that grows with every schema object that is made. SQLAlchemy writes the constraints of a table in the order in which
 * their Python objects came to be (`util.set_creation_order`); only the order within one run of a revision matters.
 */
export function nextCreationOrder(): number {
  last += 1;
  return last;
}
