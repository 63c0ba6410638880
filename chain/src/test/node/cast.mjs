// cast of Foundry 1.7.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MNEMONIC, contract, httpUrl, rpc } from './lib/node.mjs';
import { verify } from './lib/proof.mjs';
import { failure, run } from './lib/tap.mjs';

const packaged = fileURLToPath(
  new URL('node_modules/@foundry-rs/cast-linux-amd64/bin/cast', import.meta.url));
const program = existsSync(packaged) ? packaged : 'cast';
const execute = promisify(execFile);

async function cast(...args) {
  const environment = { ...process.env, ETH_RPC_URL: httpUrl, FOUNDRY_DISABLE_NIGHTLY_WARNING: '1' };
  const { stdout } = await execute(program, args.map(String), { env: environment });
  return stdout.trim();
}

try {
  await cast('--version');
} catch {
  console.log('1..0 # SKIP there is no cast for this machine: put it on the PATH');
  process.exit(0);
}

const TestToken = contract('TestToken');
const BatchAccount = contract('BatchAccount');
const TRANSFER = 'Transfer(address indexed from, address indexed to, uint256 value)';
const stranger = '0x00000000000000000000000000000000000E0004';
const key = (index) => cast('wallet', 'private-key', MNEMONIC, index);
const [payerKey, payeeKey] = [await key(6), await key(7)];
const [payer, payee] = [
  await cast('wallet', 'address', payerKey), await cast('wallet', 'address', payeeKey),
];
let token;
let sent;

const send = async (...args) =>
  JSON.parse(await cast('send', '--json', '--poll-interval', '1', '--private-key', payerKey, ...args));
const callUint = async (signature, ...args) =>
  BigInt((await cast('call', token, signature, ...args)).split(' ')[0]);

await run({
  'deploys an ERC-20': async () => {
    const supply = await cast('abi-encode', 'f(uint256)', 1_000_000);
    const receipt = await send('--create', TestToken.bytecode + supply.slice(2));
    assert.equal(receipt.status, '0x1');
    token = receipt.contractAddress;
    assert.equal(await cast('call', token, 'symbol()(string)'), '"TEST"');
    assert.equal(await cast('compute-address', payer, '--nonce', 0), `Computed Address: ${await cast('to-check-sum-address', token)}`);
  },

  'transfers and reads the receipt and the balance': async () => {
    sent = await send(token, 'transfer(address,uint256)', payee, 250);
    assert.equal(sent.status, '0x1');
    assert.equal(await callUint('balanceOf(address)(uint256)', payee), 250n);
    assert.equal(await cast('receipt', sent.transactionHash, 'gasUsed'), String(Number(sent.gasUsed)));
    assert.equal(await cast('tx', sent.transactionHash, 'from'), payer);
  },

  'finds past events': async () => {
    const logs = JSON.parse(
      await cast('logs', '--json', '--from-block', 0, '--address', token, TRANSFER, payer, payee));
    assert.equal(logs.length, 1);
    assert.equal(logs[0].transactionHash, sent.transactionHash);
    assert.equal(BigInt(logs[0].data), 250n);
  },

  'verifies a proof and reads storage': async () => {
    const slot = await cast('index', 'address', payee, 0);
    assert.equal(BigInt(await cast('storage', token, slot)), 250n);
    const proof = JSON.parse(await cast('proof', token, slot));
    const { stateRoot } = await rpc('eth_getBlockByNumber', 'latest', false);
    await verify(stateRoot, proof);
    assert.equal(BigInt(proof.storageProof[0].value), 250n);
  },

  'executes the transaction again on its own EVM with the same gas': async () => {
    const output = await cast('run', sent.transactionHash, '--no-rate-limit', '--evm-version', 'osaka');
    assert.match(output, /Transaction successfully executed/);
    assert.match(output, new RegExp(`Gas used: ${Number(sent.gasUsed)}\\b`));
  },

  'traces a transaction': async () => {
    const trace = JSON.parse(await cast('rpc', 'debug_traceTransaction', sent.transactionHash));
    assert.equal(trace.gas, Number(sent.gasUsed));
    const options = '{"tracer":"callTracer"}';
    const call = JSON.parse(await cast('rpc', 'debug_traceTransaction', sent.transactionHash, options));
    assert.equal(call.from, payer.toLowerCase());
  },

  'sends transactions of types 0, 1 and 2': async () => {
    const legacy = await send('--legacy', '--gas-price', 7, '--value', 5, stranger);
    assert.equal(legacy.type, '0x0');
    const list = JSON.stringify([{ address: token, storageKeys: [`0x${'0'.repeat(64)}`] }]);
    const listed = await send('--legacy', '--access-list', list, '--value', 5, stranger);
    assert.equal(listed.type, '0x1');
    const feeMarket = await send('--value', 5, stranger, '--gas-price', 9, '--priority-gas-price', 9);
    assert.equal(feeMarket.type, '0x2');
    assert.equal(await cast('balance', stranger), '15');
    for (const { transactionHash } of [legacy, listed, feeMarket]) {
      const raw = await cast('tx', transactionHash, '--raw');
      assert.equal(await cast('keccak', raw), transactionHash);
    }
  },

  'delegates an account to code (type 4)': async () => {
    const { contractAddress } = await send('--create', BatchAccount.bytecode);
    const ownKey = `0x${'7'.repeat(64)}`;
    const own = await cast('wallet', 'address', ownKey);
    const auth = await cast('wallet', 'sign-auth', contractAddress, '--private-key', ownKey, '--nonce', 0);
    const receipt = await send('--auth', auth, '--value', '1ether', own);
    assert.equal(receipt.type, '0x4');
    assert.equal(await cast('code', own), `0xef0100${contractAddress.slice(2)}`);
  },

  'signs typed data (EIP-712) that the contract accepts': async () => {
    const field = (name, type) => ({ name, type });
    const data = {
      domain: { name: 'Test Token', version: '1', chainId: 31337, verifyingContract: token },
      types: {
        EIP712Domain: [
          field('name', 'string'), field('version', 'string'), field('chainId', 'uint256'),
          field('verifyingContract', 'address'),
        ],
        Permit: [
          field('owner', 'address'), field('spender', 'address'), field('value', 'uint256'),
          field('nonce', 'uint256'), field('deadline', 'uint256'),
        ],
      },
      primaryType: 'Permit',
      message: { owner: payer, spender: payee, value: '77', nonce: '0', deadline: '99999999999' },
    };
    const signature = await cast('wallet', 'sign', '--private-key', payerKey, '--data', JSON.stringify(data));
    const [r, s, v] = [signature.slice(0, 66), `0x${signature.slice(66, 130)}`, Number(`0x${signature.slice(130)}`)];
    const permit = 'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)';
    assert.equal((await send(token, permit, payer, payee, 77, 99999999999, v, r, s)).status, '0x1');
    assert.equal(await callUint('allowance(address,address)(uint256)', payer, payee), 77n);
  },

  'decodes why a call reverted': async () => {
    const text = await failure(cast('call', token, 'refuse(string)', 'no thanks'));
    assert.match(text.stderr, /execution reverted: no thanks/);
    const custom = await failure(cast('estimate', '--from', payee, token, 'transfer(address,uint256)', payer, 10n ** 9n));
    const expected = await cast('sig', 'ERC20InsufficientBalance(address,uint256,uint256)');
    assert.match(custom.stderr, new RegExp(`ERC20InsufficientBalance|${expected}`));
  },

  'knows the refusals of the pool': async () => {
    const poor = await failure(cast('send', '--private-key', `0x${'9'.repeat(64)}`, '--value', 1, '--gas-limit', 21000, stranger));
    assert.match(poor.stderr, /insufficient funds/);
    const late = await failure(send('--nonce', 0, '--gas-limit', 21000, stranger));
    assert.match(late.stderr, /nonce too low/);
  },

  'reads the chain': async () => {
    assert.equal(await cast('chain-id'), '31337');
    assert.match(await cast('client'), /^Tongbao/);
    assert.equal(await cast('block', 'latest', '-f', 'number'), await cast('block-number'));
    assert.equal(await cast('nonce', payer), String(Number(await rpc('eth_getTransactionCount', payer, 'latest'))));
    assert.match(await cast('access-list', token, 'totalSupply()'), /gas used/i);
    assert.equal(await cast('gas-price'), '0');
  },
});
