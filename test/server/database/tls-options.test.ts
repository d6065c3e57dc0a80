import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tlsChoices } from '../../../server/src/database/tls-options.ts';
import { targetOf } from './run-fixture.ts';

/** What the certificate is held against. */
function check(host: string, expected: { readonly servername?: string; readonly host?: string }): void {
  it(host, () => {
    const [choice, ...others] = tlsChoices(targetOf(`postgresql://u@${host}/d?sslmode=verify-full`), host);
    assert.ok(choice, 'it is encrypted');
    assert.deepEqual(others, [], 'and there is no other way');
    const { servername, host: address, rejectUnauthorized } = choice;
    assert.deepEqual({ servername, host: address }, { servername: undefined, host: undefined, ...expected });
    assert.equal(rejectUnauthorized, true);
  });
}

describe('sslmode=verify-full asks for the name, or compares the address', () => {
  check('db.example.org', { servername: 'db.example.org' });
  check('127.0.0.1', { host: '127.0.0.1' });
});
