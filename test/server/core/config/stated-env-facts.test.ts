import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { absentEnvScript, unknownEnvScript } from '../../../../server/src/core/config/env-script.ts';
import { readKnownValues } from '../../../../server/src/core/config/known-values.ts';
import { withStatedFacts } from '../../../../server/src/core/config/stated-env-facts.ts';

const stated = (given: unknown, facts = unknownEnvScript('**')) =>
  withStatedFacts(facts, readKnownValues(given).values);

describe('withStatedFacts', () => {
  it('fills what env.py leaves open', () => {
    const facts = stated({
      'context.configure.version_table': 'versions',
      'context.configure.version_table_schema': null,
      'context.configure.transaction_per_migration': true,
      'target_metadata.naming_convention': { pk: 'pk_%(table_name)s' },
    });
    assert.deepEqual(facts.versionTable, { kind: 'known', value: 'versions' });
    assert.deepEqual(facts.versionTableSchema, { kind: 'known', value: null });
    assert.deepEqual(facts.transactionPerMigration, { kind: 'known', value: true });
    assert.deepEqual(facts.namingConvention, { kind: 'known', value: { pk: 'pk_%(table_name)s' } });
    assert.equal(facts.statementsBefore.kind, 'unknown');
  });
  it('states that there is no convention', () =>
    assert.deepEqual(stated({ 'target_metadata.naming_convention': null }).namingConvention, {
      kind: 'known',
      value: null,
    }));
  it('leaves what env.py says', () =>
    assert.deepEqual(stated({ 'context.configure.version_table': 'other' }, absentEnvScript()).versionTable, {
      kind: 'known',
      value: 'alembic_version',
    }));
  it('passes over values of another type', () => {
    const facts = stated({
      'context.configure.version_table': 3,
      'target_metadata.naming_convention': { pk: 3 },
    });
    assert.deepEqual([facts.versionTable.kind, facts.namingConvention.kind], ['unknown', 'unknown']);
  });
});
