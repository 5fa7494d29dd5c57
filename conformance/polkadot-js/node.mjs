// A node from its start to its stop, with a session in between.
import { WsProvider } from '@polkadot/api';
import { connect, runSession } from './session.mjs';
import { start } from './server.mjs';

const RECONNECT_MILLISECONDS = 1000;

/**
 * Starts a node, runs its own checks and then those of every node, prints the report, and returns the exit code. Where the node does not
 * start there is nothing else to check.
 */
export async function runOn(checks, node, ownChecks) {
  let server;
  let provider;
  let api;
  await checks.run('start', async () => {
    server = await start(node);
  }, node.secondsToStart);
  try {
    if (server) {
      await checks.run('connect', async () => {
        provider = new WsProvider(server.endpoint, RECONNECT_MILLISECONDS);
        api = await connect(provider);
        return { chain: api.runtimeChain.toString(), genesis: api.genesisHash.toHex() };
      });
    }
    if (api) {
      await ownChecks(checks, { api, provider });
      await runSession(checks, api);
    }
    if (server && !checks.succeeded) console.error(server.output());
  } finally {
    await (api ?? provider)?.disconnect();
    await server?.stop();
  }
  console.log(checks.report());
  return checks.succeeded ? 0 : 1;
}
