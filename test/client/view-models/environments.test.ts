import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentItem } from '../../../client/src/view-models/environment-item.ts';
import { templateItem } from '../../../client/src/view-models/template-item.ts';
import { welcomeContext } from '../../../client/src/view-models/welcome-context.ts';
import type { RevisionTemplate } from '../../../server/src/protocol/authoring-messages.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import { environment } from './samples.ts';

describe('an environment in the views', () => {
  const check = (changes: Partial<EnvironmentSummary>, description: string, icon: string): void => {
    const item = environmentItem(environment(changes));
    assert.deepEqual([item.description, item.icon.id], [description, icon]);
  };
  it('counts revisions, heads where several, and errors', () => {
    check({}, '14 revisions', 'repo');
    check({ heads: ['a', 'b'], errorCount: 1, revisionCount: 1 }, '1 revision · 2 heads · 1 error', 'repo');
  });
  it('shows trouble', () => {
    check(
      { revisionCount: 0, trouble: { kind: 'no-script-location', message: 'x' } },
      '0 revisions',
      'warning',
    );
  });
});

describe('what welcome views choose by', () => {
  const trouble = { kind: 'missing-script-location', message: 'x' } as const;
  it('the state, and the kind of trouble only in that state', () => {
    assert.deepEqual(welcomeContext({ state: 'trouble', environments: [environment({ trouble })] }), {
      'alembicWorkbench.state': 'trouble',
      'alembicWorkbench.trouble': 'missing-script-location',
      'alembicWorkbench.severalHeads': false,
    });
    const ready = welcomeContext({ state: 'ready', environments: [environment(), environment({ trouble })] });
    assert.equal(ready['alembicWorkbench.trouble'], '');
  });
  it('whether heads can be merged', () => {
    const answer = { state: 'ready', environments: [environment({ heads: ['a', 'b'] })] } as const;
    assert.equal(welcomeContext(answer)['alembicWorkbench.severalHeads'], true);
  });
});

describe('a template to pick', () => {
  const template: RevisionTemplate = {
    name: 'generic',
    title: 'Empty',
    description: 'Nothing in it.',
    source: 'built-in',
    warning: undefined,
  };
  it('says whose it is, and what it leaves out', () => {
    assert.deepEqual(templateItem(template), { label: 'Empty', description: '', detail: 'Nothing in it.' });
    const mako = templateItem({ ...template, source: 'mako', warning: 'It calls Python.' });
    assert.deepEqual(
      [mako.description, mako.detail],
      ['script.py.mako', 'Nothing in it. $(warning) It calls Python.'],
    );
  });
});
