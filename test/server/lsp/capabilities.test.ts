import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SERVER_CAPABILITIES } from '../../../server/src/lsp/capabilities.ts';

describe('capabilities of the server', () => {
  test('ask for nothing that takes the glob library, which is left out of the client bundle', () => {
    assert.equal(SERVER_CAPABILITIES.notebookDocumentSync, undefined);
    assert.equal(SERVER_CAPABILITIES.diagnosticProvider, undefined);
    assert.equal(SERVER_CAPABILITIES.workspace?.fileOperations, undefined);
  });
});
