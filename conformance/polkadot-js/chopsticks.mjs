// Runs a chain spec on Chopsticks and checks a polkadot.js session with it: chopsticks.mjs CHAIN_SPEC
//
// The report goes to the standard output. The exit code is 0 if all checks succeed, 1 if not, 2 for wrong arguments.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Checks, same } from './checks.mjs';
import { runOn } from './node.mjs';
import { finalizedHeads } from './session.mjs';

const [chainSpec] = process.argv.slice(2);
if (!chainSpec) {
  console.error('usage: chopsticks.mjs CHAIN_SPEC');
  process.exit(2);
}

// The package exports a library only, not its program.
const folder = join(import.meta.dirname, 'node_modules/@acala-network/chopsticks');
const { version, bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const executable = join(folder, bin);

/** Makes blocks over RPC: Chopsticks makes none by itself unless there are transactions. */
async function emptyBlocks(api, provider, count) {
  const before = (await api.rpc.chain.getHeader()).number.toBigInt();
  const heads = finalizedHeads(api, before, count);
  for (let block = 0; block < count; block++) await provider.send('dev_newBlock', []);
  const figures = await heads;
  same((await api.rpc.chain.getHeader()).number.toBigInt(), before + BigInt(count), 'the number of the head');
  return figures;
}

const args = () => [executable, '--genesis', resolve(chainSpec), '--host', '127.0.0.1', '--port', '0'];
const node = { command: process.execPath, args, address: /listening on http:\/\/127\.0\.0\.1:(\d+)/, secondsToStart: 120 };
const checks = new Checks('chopsticks', version, 60);
// The empty blocks first: Chopsticks gives out another hash for its genesis than its header has, and polkadot.js signs for the parent of
// the newest block.
process.exit(await runOn(checks, node, (checks, { api, provider }) => checks.run('new blocks', () => emptyBlocks(api, provider, 3))));
