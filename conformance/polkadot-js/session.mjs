// What an application does with a chain over polkadot.js: connect, read, sign, submit, and see what became of it.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { ApiPromise, Keyring } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { same } from './checks.mjs';

const UNIT = 1_000_000_000_000n;
const BATCH = 5;
// Makes polkadot.js ask the node for the nonce instead of reading it from a state that may be a block old.
const NEXT_NONCE = -1;
const SECONDS_TO_BLOCK = 40;
const POLL_MILLISECONDS = 100;

/** Connects. The caller disconnects the API, and with it the provider. */
export async function connect(provider) {
  await cryptoWaitReady();
  return await ApiPromise.create({ provider, throwOnConnect: true, noInitWarn: true });
}

/** The accounts that development presets give money to. */
function accounts() {
  const keyring = new Keyring({ type: 'sr25519' });
  return { alice: keyring.addFromUri('//Alice'), bob: keyring.addFromUri('//Bob') };
}

/** Signs and submits, and returns what `included` looks for. Without a nonce it is the next one, as the node says. */
async function send(api, transaction, signer, nonce = NEXT_NONCE) {
  const head = await api.rpc.chain.getHeader();
  await transaction.signAsync(signer, { nonce });
  await api.rpc.author.submitExtrinsic(transaction);
  return { hash: transaction.hash, after: head.number.toNumber() };
}

/**
 * The block that a transaction is in, with the transaction's events. It is looked for in the blocks themselves: Chopsticks now and then
 * leaves out the notice that author_submitAndWatchExtrinsic promises.
 */
async function included(api, { hash, after }) {
  const end = Date.now() + SECONDS_TO_BLOCK * 1000;
  let number = after + 1;
  while (Date.now() < end) {
    const head = await api.rpc.chain.getHeader();
    for (; number <= head.number.toNumber(); number++) {
      const blockHash = await api.rpc.chain.getBlockHash(number);
      const { block } = await api.rpc.chain.getBlock(blockHash);
      const index = block.extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(hash));
      if (index >= 0) return { blockHash, block, index, events: await eventsOf(api, blockHash, index) };
    }
    await setTimeout(POLL_MILLISECONDS);
  }
  throw new Error(`the transaction is in no block after ${SECONDS_TO_BLOCK} seconds`);
}

async function eventsOf(api, blockHash, index) {
  const events = await (await api.at(blockHash)).query.system.events();
  return events.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(index));
}

/** Signs and submits, and waits for the block. */
async function submit(api, transaction, signer) {
  return await included(api, await send(api, transaction, signer));
}

/** The data of the one event of this kind. */
function onlyEvent(api, events, section, name) {
  const found = events.filter(({ event }) => api.events[section][name].is(event));
  assert.equal(found.length, 1, `${found.length} events ${section}.${name}, not one`);
  return found[0].event.data;
}

async function account(at, who) {
  const { nonce, data } = await at.query.system.account(who.address);
  return { nonce: nonce.toBigInt(), free: data.free.toBigInt() };
}

/** Runs the checks that hold on every node. */
export async function runSession(checks, api) {
  const { alice, bob } = accounts();
  await checks.run('version', () => version(api));
  await checks.run('metadata', () => metadata(api));
  await checks.run('state', () => state(api, alice));
  await checks.run('fee estimate', () => feeEstimate(api, alice, bob));
  await checks.run('transfer', () => transfer(api, alice, bob));
  await checks.run('transfers with nonces of their own', () => batch(api, alice, bob));
  await checks.run('failing call', () => failingCall(api, alice, bob));
  await checks.run('bad signature', () => badSignature(api, alice, bob));
  await checks.run('stale nonce', () => staleNonce(api, alice, bob));
  await checks.run('total issuance', () => totalIssuance(api));
}

async function version(api) {
  const version = await api.rpc.state.getRuntimeVersion();
  const called = await api.call.core.version();
  assert.equal(called.specName.toString(), version.specName.toString());
  same(called.specVersion, version.specVersion, 'the version of Core_version');
  const constant = api.consts.system.version;
  same(constant.specVersion, version.specVersion, 'the version in the constants');
  return { specName: version.specName.toString(), specVersion: version.specVersion.toNumber(), apis: version.apis.length };
}

async function metadata(api) {
  const metadata = await api.rpc.state.getMetadata();
  const offered = await api.call.metadata.metadataVersions();
  const pallets = metadata.asLatest.pallets.map(({ name }) => name.toString());
  assert.ok(pallets.includes('System') && pallets.includes('Balances'), `the pallets are ${pallets}`);
  const extensions = metadata.asLatest.extrinsic.transactionExtensions.map(({ identifier }) => identifier.toString());
  assert.ok(extensions.includes('CheckNonce'), `the extensions are ${extensions}`);
  return { bytes: metadata.encodedLength, offered: offered.map((version) => version.toNumber()), pallets, extensions };
}

async function state(api, alice) {
  const head = await api.rpc.chain.getHeader();
  const at = await api.at(head.hash);
  same(await at.query.system.number(), head.number.toBigInt(), 'the number in the state');
  const { free, nonce } = await account(at, alice);
  assert.ok(free > 0n, 'Alice has nothing: the preset gives her no money');
  same(await at.call.accountNonceApi.accountNonce(alice.address), nonce, 'the nonce of the runtime API');
  return { number: head.number.toNumber(), free, nonce, existentialDeposit: api.consts.balances.existentialDeposit.toBigInt() };
}

async function feeEstimate(api, alice, bob) {
  const { partialFee, weight } = await api.tx.balances.transferKeepAlive(bob.address, UNIT).paymentInfo(alice);
  assert.ok(partialFee.toBigInt() > 0n, 'the fee is 0');
  return { partialFee: partialFee.toBigInt(), refTime: weight.refTime.toBigInt() };
}

async function transfer(api, alice, bob) {
  const transaction = api.tx.balances.transferKeepAlive(bob.address, UNIT);
  const { blockHash, block, index, events } = await submit(api, transaction, alice);
  const { header } = block;
  const [before, after] = [await api.at(header.parentHash), await api.at(blockHash)];

  onlyEvent(api, events, 'system', 'ExtrinsicSuccess');
  const moved = onlyEvent(api, events, 'balances', 'Transfer');
  assert.deepEqual([moved.from.toString(), moved.to.toString()], [alice.address, bob.address]);
  same(moved.amount, UNIT, 'the amount of the event');
  const fee = onlyEvent(api, events, 'transactionPayment', 'TransactionFeePaid').actualFee.toBigInt();

  assert.equal(block.extrinsics[index].signer.toString(), alice.address);

  const [aliceBefore, aliceAfter] = [await account(before, alice), await account(after, alice)];
  const [bobBefore, bobAfter] = [await account(before, bob), await account(after, bob)];
  same(aliceAfter.free, aliceBefore.free - UNIT - fee, "Alice's balance");
  same(bobAfter.free, bobBefore.free + UNIT, "Bob's balance");
  same(aliceAfter.nonce, aliceBefore.nonce + 1n, "Alice's nonce");
  return { number: header.number.toNumber(), extrinsics: block.extrinsics.length, events: events.length, fee, nonce: aliceAfter.nonce };
}

async function batch(api, alice, bob) {
  const start = await account(api, alice);
  const bobBefore = await account(api, bob);
  // Chopsticks keeps transactions in the order in which they come, not in that of their nonces.
  const sent = [];
  for (let index = 0n; index < BATCH; index++) {
    const transaction = api.tx.balances.transferKeepAlive(bob.address, UNIT + index);
    sent.push(await send(api, transaction, alice, start.nonce + index));
  }
  const results = await Promise.all(sent.map((transaction) => included(api, transaction)));
  const numbers = results.map(({ block }) => block.header.number.toNumber());
  const at = await api.at(results.at(-1).blockHash);
  const amount = results.reduce((sum, { events }) => sum + onlyEvent(api, events, 'balances', 'Transfer').amount.toBigInt(), 0n);
  same((await account(at, alice)).nonce, start.nonce + BigInt(BATCH), "Alice's nonce");
  same((await account(at, bob)).free, bobBefore.free + amount, "Bob's balance");
  return { transactions: BATCH, blocks: new Set(numbers).size };
}

async function failingCall(api, alice, bob) {
  const { free } = await account(api, alice);
  const { events } = await submit(api, api.tx.balances.transferKeepAlive(bob.address, free * 2n), alice);
  const { dispatchError } = onlyEvent(api, events, 'system', 'ExtrinsicFailed');
  assert.ok(dispatchError.isToken, `the error is ${dispatchError}`);
  assert.equal(dispatchError.asToken.type, 'FundsUnavailable');
  return { error: dispatchError.asToken.type };
}

async function badSignature(api, alice, bob) {
  const transaction = api.tx.balances.transferKeepAlive(bob.address, UNIT);
  await transaction.signAsync(alice, { nonce: NEXT_NONCE });
  const bytes = transaction.toU8a();
  // The last byte belongs to the amount, which is then another than the one that was signed.
  bytes[bytes.length - 1] ^= 1;
  await refused(api, bytes);
}

async function staleNonce(api, alice, bob) {
  const transaction = api.tx.balances.transferKeepAlive(bob.address, UNIT);
  await transaction.signAsync(alice, { nonce: 0 });
  await refused(api, transaction.toU8a());
}

/** A node answers with error 1010, or the validity's error, where it has an invalid transaction. */
async function refused(api, bytes) {
  const { nonce: before } = await account(api, accounts().alice);
  await assert.rejects(api.rpc.author.submitExtrinsic(`0x${Buffer.from(bytes).toString('hex')}`), /1010|invalid|Invalid/);
  same((await account(api, accounts().alice)).nonce, before, "Alice's nonce");
}

/** What all accounts have is what there is. */
async function totalIssuance(api) {
  const at = await api.at(await api.rpc.chain.getBlockHash());
  const entries = await at.query.system.account.entries();
  const sum = entries.reduce((total, [, { data }]) => total + data.free.toBigInt() + data.reserved.toBigInt(), 0n);
  same(await at.query.balances.totalIssuance(), sum, 'the total issuance');
  return { accounts: entries.length, issuance: sum };
}

/** Waits until the node has finalized so many blocks after this number, each on top of the one before. */
export async function finalizedHeads(api, after, count) {
  const heads = [];
  let unsubscribe;
  await new Promise((resolve, reject) => {
    const head = (header) => {
      if (header.number.toBigInt() > after) heads.push(header);
      if (heads.length === count) resolve();
    };
    unsubscribe = api.rpc.chain.subscribeFinalizedHeads(head).catch(reject);
  });
  (await unsubscribe)();
  for (const [index, child] of heads.entries()) {
    same(child.number.toBigInt(), heads[0].number.toBigInt() + BigInt(index), 'the next number');
    const parent = await api.rpc.chain.getBlockHash(child.number.toBigInt() - 1n);
    assert.equal(child.parentHash.toHex(), parent.toHex(), `#${child.number} is not on top of the block before`);
  }
  return { from: heads[0].number.toNumber(), to: heads.at(-1).number.toNumber() };
}
