import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { describeDefect } from './answering.ts';
import { createServer } from './server.ts';

const connection = createConnection(ProposedFeatures.all);
// A defect in one answer must not take the others down: it is logged, and the server, which keeps no half-made state,
// goes on.
process.on('uncaughtException', (error) => connection.console.error(`uncaught: ${describeDefect(error)}`));
process.on('unhandledRejection', (error) => connection.console.error(`unhandled: ${describeDefect(error)}`));
createServer(connection);
connection.listen();
