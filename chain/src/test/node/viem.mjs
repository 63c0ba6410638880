// viem 2.
import assert from 'node:assert/strict';
import {
  BaseError, ContractFunctionRevertedError, InsufficientFundsError, NonceTooLowError,
  createPublicClient, createWalletClient, getContract, hexToSignature, http, keccak256,
  encodeAbiParameters, parseEther, parseEventLogs, serializeTransaction,
  recoverTransactionAddress, verifyTypedData, webSocket,
} from 'viem';
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts';
import { hardhat } from 'viem/chains';
import { CHAIN_ID, MNEMONIC, contract, httpUrl, wsUrl } from './lib/node.mjs';
import { verify, verifyAbsent } from './lib/proof.mjs';
import { failure, repeatedly, run, until } from './lib/tap.mjs';

const options = { chain: hardhat, pollingInterval: 20, cacheTime: 0 };
const transport = http(httpUrl, { batch: { batchSize: 100 } });
const client = createPublicClient({ ...options, transport });
const [payer, payee] = [2, 3].map((addressIndex) => mnemonicToAccount(MNEMONIC, { addressIndex }));
const wallet = createWalletClient({ ...options, transport, account: payer });
const stranger = '0x00000000000000000000000000000000000e0002';
const TestToken = contract('TestToken');
const BatchAccount = contract('BatchAccount');
let token;
let at; // address and ABI of the token
let transferReceipt;

const receiptOf = async (sent) => client.waitForTransactionReceipt({ hash: await sent });
const cause = (error, type) => {
  assert.ok(error instanceof BaseError, String(error));
  const found = error.walk((each) => each instanceof type);
  assert.ok(found, `${type.name} in ${error.message}`);
  return found;
};

await run({
  'deploys an ERC-20': async () => {
    const { contractAddress } = await receiptOf(wallet.deployContract({ ...TestToken, args: [1_000_000n] }));
    at = { abi: TestToken.abi, address: contractAddress };
    token = getContract({ ...at, client: wallet });
    assert.equal(await token.read.symbol(), 'TEST');
    assert.equal(await token.read.balanceOf([payer.address]), 1_000_000n);
  },

  'transfers and reads the event in the receipt': async () => {
    transferReceipt = await receiptOf(token.write.transfer([payee.address, 250n]));
    assert.equal(transferReceipt.status, 'success');
    const [event] = parseEventLogs({ abi: TestToken.abi, logs: transferReceipt.logs });
    assert.deepEqual(event.args, { from: payer.address, to: payee.address, value: 250n });
    assert.equal(await token.read.balanceOf([payee.address]), 250n);
  },

  'finds past events': async () => {
    const events = await client.getContractEvents({
      ...at, eventName: 'Transfer', args: { to: payee.address }, fromBlock: 0n,
    });
    assert.deepEqual(events.map((each) => each.args.value), [250n]);
    assert.equal(events[0].transactionHash, transferReceipt.transactionHash);
    assert.equal((await client.getLogs({ blockHash: transferReceipt.blockHash })).length, 1);
  },

  'installs, asks and uninstalls filters': async () => {
    const logs = await client.createContractEventFilter({ ...at, eventName: 'Transfer' });
    const blocks = await client.createBlockFilter();
    const pending = await client.createPendingTransactionFilter();
    const receipt = await receiptOf(token.write.transfer([payee.address, 2n]));
    const changes = (filter) =>
      until(() => client.getFilterChanges({ filter }), (all) => all.length > 0, 'changes');
    assert.equal((await changes(logs))[0].args.value, 2n);
    assert.ok((await changes(blocks)).includes(receipt.blockHash));
    assert.ok((await changes(pending)).includes(receipt.transactionHash));
    assert.deepEqual(await client.getFilterChanges({ filter: logs }), []);
    for (const filter of [logs, blocks, pending]) {
      assert.equal(await client.uninstallFilter({ filter }), true);
    }
    await failure(client.getFilterChanges({ filter: logs }));
  },

  'subscribes to heads, logs and pending transactions': async () => {
    const socket = createPublicClient({ ...options, transport: webSocket(wsUrl) });
    const ends = [];
    const news = (watch) =>
      new Promise((resolve, reject) => ends.push(watch(resolve, reject)));
    const heard = Promise.all([
      news((resolve, onError) => socket.watchBlocks({ onBlock: resolve, onError })),
      news((resolve, onError) =>
        socket.watchContractEvent({ ...at, eventName: 'Transfer', onLogs: resolve, onError })),
      news((resolve, onError) => socket.watchPendingTransactions({ onTransactions: resolve, onError })),
    ]);
    const sent = await repeatedly(() => receiptOf(token.write.transfer([payee.address, 3n])), heard);
    const [block, [log], [hash]] = await heard;
    assert.ok(sent.some((each) => each.blockHash === block.hash));
    assert.equal(log.args.value, 3n);
    assert.ok(sent.some((each) => each.transactionHash === log.transactionHash));
    assert.ok(sent.some((each) => each.transactionHash === hash));
    ends.forEach((end) => end());
    const [subscriber] = [await socket.transport.getRpcClient()];
    await socket.getChainId();
    subscriber.close();
  },

  'verifies proofs of an account, its slots and an absence': async () => {
    const { number: blockNumber, stateRoot } = await client.getBlock();
    const uint = { type: 'uint256' };
    const balanceSlot = keccak256(encodeAbiParameters([{ type: 'address' }, uint], [payee.address, 0n]));
    const proof = await client.getProof({
      address: token.address, storageKeys: [balanceSlot, `0x${'0'.repeat(63)}7`], blockNumber,
    });
    await verify(stateRoot, proof);
    assert.equal(proof.storageProof[0].value, await token.read.balanceOf([payee.address]));
    assert.equal(proof.storageProof[1].value, 0n);
    await verifyAbsent(
      stateRoot, await client.getProof({ address: stranger, storageKeys: [], blockNumber }));
  },

  'traces a transaction': async () => {
    const { transactionHash, gasUsed } = transferReceipt;
    const trace = await client.request({ method: 'debug_traceTransaction', params: [transactionHash] });
    assert.equal(BigInt(trace.gas), gasUsed);
    assert.ok(trace.structLogs.some((step) => step.op === 'LOG3'));
    const call = await client.request({
      method: 'debug_traceTransaction', params: [transactionHash, { tracer: 'callTracer' }],
    });
    assert.equal(call.to, token.address.toLowerCase());
    assert.equal(BigInt(call.gasUsed), gasUsed);
  },

  'sends transactions of types 0, 1 and 2 and reads them back': async () => {
    const accessList = [{ address: token.address, storageKeys: [`0x${'0'.repeat(64)}`] }];
    const requests = [
      { type: 'legacy', gasPrice: 9n },
      { type: 'eip2930', gasPrice: 9n, accessList },
      { type: 'eip1559', maxFeePerGas: 9n, maxPriorityFeePerGas: 9n, accessList },
    ];
    for (const request of requests) {
      const receipt = await receiptOf(wallet.sendTransaction({ ...request, to: stranger, value: 5n }));
      assert.equal(receipt.type, request.type);
      assert.equal(receipt.effectiveGasPrice, 9n);
      const hash = receipt.transactionHash;
      const sent = await client.getTransaction({ hash });
      const signature = { r: sent.r, s: sent.s, v: sent.v, yParity: sent.yParity };
      const { type, chainId, nonce, gas, to, value, input: data } = sent;
      const fees = type === 'eip1559'
        ? { maxFeePerGas: sent.maxFeePerGas, maxPriorityFeePerGas: sent.maxPriorityFeePerGas }
        : { gasPrice: sent.gasPrice };
      const unsigned = { type, chainId, nonce, gas, to, value, data, ...fees, accessList: sent.accessList };
      const rebuilt = serializeTransaction(unsigned, signature);
      assert.equal(keccak256(rebuilt), hash);
      assert.equal(await recoverTransactionAddress({ serializedTransaction: rebuilt }), payer.address);
    }
    assert.equal(await client.getBalance({ address: stranger }), 15n);
  },

  'delegates an account to code (type 4)': async () => {
    const { contractAddress } = await receiptOf(wallet.deployContract({ ...BatchAccount }));
    const own = createWalletClient({ ...options, transport, account: privateKeyToAccount(generatePrivateKey()) });
    const authorization = await own.signAuthorization({ contractAddress });
    const receipt = await receiptOf(wallet.sendTransaction({
      authorizationList: [authorization], to: own.account.address, value: parseEther('1'),
    }));
    assert.equal(receipt.type, 'eip7702');
    const { address } = own.account;
    assert.equal(await client.getCode({ address }), `0xef0100${contractAddress.slice(2)}`);
    const sent = await client.getTransaction({ hash: receipt.transactionHash });
    assert.equal(sent.authorizationList[0].address.toLowerCase(), contractAddress);
    const calls = [stranger, payee.address].map((to) => ({ to, value: 1n, data: '0x' }));
    const executed = await receiptOf(own.writeContract({
      abi: BatchAccount.abi, address, functionName: 'execute', args: [calls],
    }));
    assert.equal(parseEventLogs({ abi: BatchAccount.abi, logs: executed.logs })[0].args.calls, 2n);
    // One transaction by the account itself that changes its mind.
    const away = await own.signAuthorization({
      contractAddress: `0x${'0'.repeat(40)}`, executor: 'self',
    });
    await receiptOf(own.sendTransaction({ authorizationList: [away], to: address, gas: 200_000n }));
    assert.equal(await client.getCode({ address }), undefined);
  },

  'signs typed data (EIP-712) that the contract accepts': async () => {
    const domain = {
      name: 'Test Token', version: '1', chainId: CHAIN_ID, verifyingContract: token.address,
    };
    const field = (name, type) => ({ name, type });
    const types = {
      Permit: [
        field('owner', 'address'), field('spender', 'address'), field('value', 'uint256'),
        field('nonce', 'uint256'), field('deadline', 'uint256'),
      ],
    };
    const message = {
      owner: payer.address, spender: payee.address, value: 77n, nonce: 0n, deadline: 2n ** 64n,
    };
    const data = { domain, types, primaryType: 'Permit', message };
    const signature = await payer.signTypedData(data);
    assert.ok(await verifyTypedData({ ...data, address: payer.address, signature }));
    const { v, r, s } = hexToSignature(signature);
    const { owner, spender, value, deadline } = message;
    await receiptOf(token.write.permit([owner, spender, value, deadline, Number(v), r, s]));
    assert.equal(await token.read.allowance([owner, spender]), 77n);
  },

  'decodes why a call reverted': async () => {
    const simulate = (functionName, args, account = payer) =>
      failure(client.simulateContract({ ...at, functionName, args, account }));
    const custom = cause(
      await simulate('transfer', [payer.address, 10n ** 9n], payee), ContractFunctionRevertedError);
    assert.equal(custom.data.errorName, 'ERC20InsufficientBalance');
    assert.equal(custom.data.args[2], 10n ** 9n);
    const text = cause(await simulate('refuse', ['no thanks']), ContractFunctionRevertedError);
    assert.equal(text.reason, 'no thanks');
    const panic = cause(await simulate('divide', [1n, 0n]), ContractFunctionRevertedError);
    assert.equal(panic.data.args[0], 0x12n);
  },

  'knows the refusals of the pool': async () => {
    const broke = privateKeyToAccount(generatePrivateKey());
    const request = { to: stranger, value: 1n, gas: 21_000n };
    cause(await failure(wallet.sendTransaction({ ...request, account: broke })), InsufficientFundsError);
    cause(await failure(wallet.sendTransaction({ ...request, nonce: 0 })), NonceTooLowError);
    const other = await payer.signTransaction({ ...request, chainId: 1, nonce: 99, gasPrice: 0n });
    const wrong = await failure(wallet.sendRawTransaction({ serializedTransaction: other }));
    assert.match(wrong.details, /invalid chain id/);
  },

  'calls on imagined state, batches, estimates and lists': async () => {
    const balances = await Promise.all(
      Array.from({ length: 50 }, () => token.read.balanceOf([payee.address])));
    assert.equal(new Set(balances).size, 1);
    const { data } = await client.call({
      to: stranger, data: '0x',
      stateOverride: [{ address: stranger, code: '0x4360005260206000f3', balance: 1n }],
    });
    assert.equal(BigInt(data), await client.getBlockNumber());
    const { accessList, gasUsed } = await client.createAccessList({
      account: payer, to: token.address, data: '0x18160ddd',
    });
    assert.equal(accessList[0].storageKeys.length, 1);
    assert.ok(gasUsed > 21_000n);
    const gas = await client.estimateContractGas({
      ...at, functionName: 'transfer', args: [stranger, 1n], account: payer,
    });
    const receipt = await receiptOf(token.write.transfer([stranger, 1n], { gas }));
    assert.equal(receipt.status, 'success');
    assert.ok(gas < receipt.gasUsed * 11n / 10n);
    const history = await client.getFeeHistory({ blockCount: 4, rewardPercentiles: [25, 75] });
    assert.equal(history.reward.length, 4);
  },
});
