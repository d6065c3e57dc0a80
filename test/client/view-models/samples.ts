import type { DatabaseStatus, DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import type { PlanAnswer, PlannedStep, PlanParams } from '../../../server/src/protocol/run-messages.ts';

export function revisionNode(changes: Partial<RevisionNode> = {}): RevisionNode {
  return {
    revision: '3f2a1b4c5d6e',
    downRevisions: ['9bc1d2e3f4a5'],
    dependsOn: [],
    branchLabels: [],
    ownLabels: [],
    message: 'create orders',
    uri: 'file:///app/migrations/versions/3f2a1b4c5d6e_create_orders.py',
    createDate: '2026-03-01 09:30:00.123456',
    isHead: false,
    isBase: false,
    isBranchPoint: false,
    isMergePoint: false,
    state: 'pending',
    errors: [],
    ...changes,
  };
}

export function environment(changes: Partial<EnvironmentSummary> = {}): EnvironmentSummary {
  return {
    id: 'app',
    name: 'app',
    configUri: 'file:///app/alembic.ini',
    scriptLocationUri: 'file:///app/migrations',
    revisionCount: 14,
    heads: ['3f2a1b4c5d6e'],
    errorCount: 0,
    warningCount: 0,
    trouble: undefined,
    ...changes,
  };
}

export function database(changes: Partial<DatabaseSummary> = {}): DatabaseSummary {
  return {
    name: 'staging',
    displayUrl: 'postgresql://app@db/app',
    source: 'setting',
    protection: 'none',
    ...changes,
  };
}

export function databaseStatus(changes: Partial<DatabaseStatus> = {}): DatabaseStatus {
  return {
    name: 'staging',
    condition: 'ready',
    message: undefined,
    serverVersion: '18.4',
    currentRevisions: ['9bc1d2e3f4a5'],
    unknownRevisions: [],
    behind: 2,
    troubles: [],
    lastRuns: [],
    ...changes,
  };
}

export function plannedStep(changes: Partial<PlannedStep> = {}): PlannedStep {
  return {
    revision: '3f2a1b4c5d6e',
    direction: 'upgrade',
    message: 'create orders',
    uri: 'file:///app/migrations/versions/3f2a1b4c5d6e_create_orders.py',
    statementCount: 3,
    unresolved: [],
    destroys: [],
    ...changes,
  };
}

export function plan(changes: Partial<PlanAnswer> = {}): PlanAnswer {
  return {
    heads: ['9bc1d2e3f4a5'],
    digest: 'digest',
    steps: [plannedStep()],
    engine: 'builtin',
    engineReason: 'The SQL of every step is known.',
    blocked: undefined,
    ...changes,
  };
}

export function planParams(changes: Partial<PlanParams> = {}): PlanParams {
  return { environment: 'app', database: 'staging', direction: 'upgrade', target: 'head', ...changes };
}
