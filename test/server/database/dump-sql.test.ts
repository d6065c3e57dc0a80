import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sqlOfDump } from '../../../server/src/database/dump-sql.ts';

const check = (dump: string, expected: string) => assert.equal(sqlOfDump(dump).trim(), expected.trim());

describe('sqlOfDump', () => {
  it("leaves out psql's own commands", () =>
    check('\\restrict abc\n\\connect shop\nSELECT 1;\n\\unrestrict abc\n', 'SELECT 1;'));
  it('leaves out owners and privileges', () =>
    check(
      'ALTER TABLE public.orders OWNER TO app;\nALTER DEFAULT PRIVILEGES FOR ROLE a GRANT SELECT ON TABLES TO b;\nREVOKE ALL ON SCHEMA public FROM PUBLIC;\nGRANT USAGE ON SCHEMA public TO app;\nSELECT 1;',
      'SELECT 1;',
    ));
  it('keeps what stands inside the body of a function', () => {
    const body = `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
GRANT SELECT ON orders TO reader;
END$$;`;
    check(`${body}\nALTER FUNCTION f() OWNER TO app;`, body);
  });
  it('keeps a text that ends without a semicolon', () => check('SELECT 1', 'SELECT 1'));
});
