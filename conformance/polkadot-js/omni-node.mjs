// Runs a chain spec on polkadot-omni-node and checks a polkadot.js session with it: omni-node.mjs EXECUTABLE VERSION CHAIN_SPEC
//
// The report goes to the standard output. The exit code is 0 if all checks succeed, 1 if not, 2 for wrong arguments.
import { resolve } from 'node:path';
import { Checks } from './checks.mjs';
import { runOn } from './node.mjs';
import { finalizedHeads } from './session.mjs';

const [executable, version, chainSpec] = process.argv.slice(2);
if (!chainSpec) {
  console.error('usage: omni-node.mjs EXECUTABLE VERSION CHAIN_SPEC');
  process.exit(2);
}

// A block each second, no peers, nothing told to anybody, and a port for RPC that the system chooses.
const args = (folder) => [
  ...['--chain', resolve(chainSpec), '--base-path', folder, '--dev-block-time', '1000'],
  ...['--listen-addr', '/ip4/127.0.0.1/tcp/0', '--reserved-only', '--no-mdns', '--no-telemetry'],
  ...['--no-prometheus', '--no-hardware-benchmarks'],
  ...['--rpc-port', '0', '--rpc-methods', 'unsafe', '--rpc-cors', 'all'],
];

const node = { command: resolve(executable), args, address: /Running JSON-RPC server: addr=127\.0\.0\.1:(\d+)/, secondsToStart: 300 };
const checks = new Checks('polkadot-omni-node', version, 60);
process.exit(await runOn(checks, node, (checks, { api }) => checks.run('finalized heads', () => finalizedHeads(api, 0n, 3))));
