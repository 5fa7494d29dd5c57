// A node in a process of its own, on a port of the loopback interface that the system chooses.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from './checks.mjs';

const SECONDS_TO_STOP = 5;
const LINES_SHOWN = 30;

/** Starts a command whose output tells its address: `address` finds the port in it. The command gets an empty folder for its files. */
export async function start({ command, args, address, secondsToStart }) {
  const folder = mkdtempSync(join(tmpdir(), 'gopallet-node-'));
  const child = spawn(command, args(folder), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);

  const stop = async () => {
    child.kill('SIGTERM');
    await within(SECONDS_TO_STOP, 'the node stops', exited).catch(() => child.kill('SIGKILL'));
    process.removeListener('exit', killed);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  const listening = new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const match = address.exec(output);
      if (match) resolve(match[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    exited.then((how) => reject(new Error(how)));
  });
  try {
    const port = await within(secondsToStart, 'the node starts', listening);
    return { endpoint: `ws://127.0.0.1:${port}`, stop, output: () => lastLines(output) };
  } catch (error) {
    await stop();
    throw new Error(`${command} does not start: ${error.message}\n${lastLines(output)}`);
  }
}

function lastLines(text) {
  return text.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
}
