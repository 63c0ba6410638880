// ethers 6.
import assert from 'node:assert/strict';
import {
  Contract, ContractFactory, HDNodeWallet, JsonRpcProvider, NonceManager, Signature, Transaction,
  WebSocketProvider, id, keccak256, AbiCoder, parseEther, verifyTypedData,
} from 'ethers';
import { CHAIN_ID, MNEMONIC, contract, httpUrl, rpc, wsUrl } from './lib/node.mjs';
import { verify, verifyAbsent } from './lib/proof.mjs';
import { failure, repeatedly, run, until } from './lib/tap.mjs';

const account = (index) =>
  HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${index}`);
const provider = new JsonRpcProvider(httpUrl, undefined, { cacheTimeout: -1 });
provider.pollingInterval = 50;
const [payer, payee] = [account(0).connect(provider), account(1).connect(provider)];
const stranger = '0x00000000000000000000000000000000000e0001';
const TestToken = contract('TestToken');
const BatchAccount = contract('BatchAccount');
const TRANSFER = id('Transfer(address,address,uint256)');
let token;
let transferReceipt;

const mined = async (transaction) => (await transaction).wait();
const send = (request, from = payer) => mined(from.sendTransaction(request));

await run({
  'deploys an ERC-20': async () => {
    const factory = new ContractFactory(TestToken.abi, TestToken.bytecode, payer);
    const deployed = await factory.deploy(1_000_000n);
    await deployed.waitForDeployment();
    token = new Contract(await deployed.getAddress(), TestToken.abi, payer);
    assert.equal(await token.symbol(), 'TEST');
    assert.equal(await token.balanceOf(payer.address), 1_000_000n);
  },

  'transfers and reads the event in the receipt': async () => {
    transferReceipt = await mined(token.transfer(payee.address, 250n));
    assert.equal(transferReceipt.status, 1);
    const event = token.interface.parseLog(transferReceipt.logs[0]);
    assert.deepEqual([...event.args], [payer.address, payee.address, 250n]);
    assert.equal(await token.balanceOf(payee.address), 250n);
  },

  'finds past events': async () => {
    const events = await token.queryFilter(token.filters.Transfer(null, payee.address), 0);
    assert.deepEqual(events.map((each) => each.args.value), [250n]);
    assert.equal(events[0].transactionHash, transferReceipt.hash);
    const { blockHash } = transferReceipt;
    assert.equal((await provider.getLogs({ blockHash, topics: [TRANSFER] })).length, 1);
  },

  'hears of events by polling a filter of the node': async () => {
    const heard = new Promise((resolve) => token.once('Transfer', (...args) => resolve(args)));
    await repeatedly(() => mined(token.transfer(payee.address, 1n)), heard);
    assert.deepEqual((await heard).slice(0, 3), [payer.address, payee.address, 1n]);
    await token.removeAllListeners();
  },

  'installs, asks and uninstalls filters': async () => {
    const address = await token.getAddress();
    const logs = await rpc('eth_newFilter', { address, topics: [TRANSFER] });
    const blocks = await rpc('eth_newBlockFilter');
    const pending = await rpc('eth_newPendingTransactionFilter');
    const receipt = await mined(token.transfer(payee.address, 2n));
    const changes = (filter) =>
      until(() => rpc('eth_getFilterChanges', filter), (all) => all.length > 0, 'changes');
    assert.equal((await changes(logs))[0].transactionHash, receipt.hash);
    assert.ok((await changes(blocks)).includes(receipt.blockHash));
    assert.deepEqual(await changes(pending), [receipt.hash]);
    assert.deepEqual(await rpc('eth_getFilterChanges', logs), []);
    assert.ok((await rpc('eth_getFilterLogs', logs)).length >= 2);
    for (const filter of [logs, blocks, pending]) {
      assert.equal(await rpc('eth_uninstallFilter', filter), true);
      assert.equal(await rpc('eth_uninstallFilter', filter), false);
      assert.equal((await failure(rpc('eth_getFilterChanges', filter))).code, -32000);
    }
  },

  'subscribes to heads, logs and pending transactions': async () => {
    const socket = new WebSocketProvider(wsUrl);
    const filter = { address: await token.getAddress(), topics: [TRANSFER] };
    const hashes = new Set();
    const heard = Promise.all([
      new Promise((resolve) => socket.once('block', resolve)),
      new Promise((resolve) => socket.once(filter, resolve)),
      new Promise((resolve) => socket.on('pending', (hash) => resolve(hashes.add(hash)))),
    ]);
    const sent = await repeatedly(() => mined(token.transfer(payee.address, 3n)), heard);
    const [number, log] = await heard;
    assert.ok(sent.some((each) => each.blockNumber === number));
    assert.ok(sent.some((each) => each.hash === log.transactionHash));
    assert.ok(sent.some((each) => hashes.has(each.hash)));
    await socket.removeAllListeners();
    await socket.send('eth_chainId', []); // answered after the unsubscriptions
    await socket.destroy();
  },

  'verifies proofs of an account, its slots and an absence': async () => {
    const { number, stateRoot } = await rpc('eth_getBlockByNumber', 'latest', false);
    const coder = AbiCoder.defaultAbiCoder();
    const balanceSlot = keccak256(coder.encode(['address', 'uint256'], [payee.address, 0]));
    const slots = [balanceSlot, '0x2', `0x${'0'.repeat(63)}7`];
    const proof = await provider.send('eth_getProof', [await token.getAddress(), slots, number]);
    await verify(stateRoot, proof);
    assert.equal(BigInt(proof.storageProof[0].value), await token.balanceOf(payee.address));
    assert.equal(BigInt(proof.storageProof[1].value), 1_000_000n);
    assert.equal(BigInt(proof.storageProof[2].value), 0n);
    await verify(stateRoot, await provider.send('eth_getProof', [payer.address, [], number]));
    await verifyAbsent(stateRoot, await provider.send('eth_getProof', [stranger, [], number]));
  },

  'traces a transaction': async () => {
    const trace = await provider.send('debug_traceTransaction', [transferReceipt.hash]);
    assert.equal(BigInt(trace.gas), transferReceipt.gasUsed);
    assert.equal(trace.failed, false);
    assert.equal(trace.structLogs.filter((step) => step.op === 'SSTORE').length, 2);
    assert.equal(trace.structLogs.at(-1).op, 'RETURN');
    const options = { tracer: 'callTracer', tracerConfig: { withLog: true } };
    const call = await provider.send('debug_traceTransaction', [transferReceipt.hash, options]);
    assert.equal(call.type, 'CALL');
    assert.equal(BigInt(call.gasUsed), transferReceipt.gasUsed);
    assert.equal(call.logs[0].topics[0], TRANSFER);
  },

  'sends transactions of types 0, 1 and 2 and reads them back': async () => {
    const accessList = [{ address: await token.getAddress(), storageKeys: [`0x${'0'.repeat(64)}`] }];
    const requests = [
      { type: 0, gasPrice: 7n },
      { type: 1, gasPrice: 7n, accessList },
      { type: 2, maxFeePerGas: 7n, maxPriorityFeePerGas: 7n, accessList },
    ];
    for (const request of requests) {
      const before = await provider.getBalance(stranger);
      const receipt = await send({ ...request, to: stranger, value: 5n });
      assert.equal(receipt.type, request.type);
      assert.equal(receipt.gasPrice, 7n);
      assert.equal(await provider.getBalance(stranger), before + 5n);
      const sent = await provider.getTransaction(receipt.hash);
      assert.equal(sent.from, payer.address);
      assert.equal(sent.type, request.type);
      // ethers serialises what the node showed and recovers hash and sender from it.
      const rebuilt = Transaction.from(sent);
      assert.equal(rebuilt.hash, receipt.hash);
      assert.equal(rebuilt.from, payer.address);
      assert.equal(rebuilt.serialized, await rpc('eth_getRawTransactionByHash', receipt.hash));
    }
  },

  'delegates an account to code (type 4)': async () => {
    const factory = new ContractFactory(BatchAccount.abi, BatchAccount.bytecode, payer);
    const code = await factory.deploy();
    await code.waitForDeployment();
    const batch = await code.getAddress();
    const own = account(20).connect(provider);
    const authorization = await own.authorize({ address: batch, nonce: 0 });
    const receipt = await send({
      type: 4, to: own.address, value: parseEther('1'), authorizationList: [authorization],
    });
    assert.equal(receipt.type, 4);
    assert.equal(await provider.getCode(own.address), `0xef0100${batch.slice(2).toLowerCase()}`);
    const sent = await provider.getTransaction(receipt.hash);
    assert.equal(sent.authorizationList[0].address, batch);
    assert.equal(Transaction.from(sent).hash, receipt.hash);
    const wallet = new Contract(own.address, BatchAccount.abi, own);
    const calls = [[stranger, 1n, '0x'], [payee.address, 2n, '0x']];
    const executed = await mined(wallet.execute(calls));
    assert.equal(wallet.interface.parseLog(executed.logs[0]).args.calls, 2n);
  },

  'signs typed data (EIP-712) that the contract accepts': async () => {
    const domain = {
      name: 'Test Token', version: '1', chainId: CHAIN_ID, verifyingContract: await token.getAddress(),
    };
    const types = {
      Permit: [
        { name: 'owner', type: 'address' }, { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' }, { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    };
    const permit = {
      owner: payer.address, spender: payee.address, value: 77n, nonce: 0n, deadline: 2n ** 64n,
    };
    const signature = await payer.signTypedData(domain, types, permit);
    assert.equal(verifyTypedData(domain, types, permit, signature), payer.address);
    const { v, r, s } = Signature.from(signature);
    const asPayee = token.connect(payee);
    await mined(asPayee.permit(permit.owner, permit.spender, 77n, permit.deadline, v, r, s));
    assert.equal(await token.allowance(payer.address, payee.address), 77n);
    await mined(asPayee.transferFrom(payer.address, payee.address, 77n));
  },

  'decodes why a call reverted': async () => {
    const poor = token.connect(payee);
    const custom = await failure(poor.transfer.staticCall(payer.address, 10n ** 9n));
    assert.equal(custom.code, 'CALL_EXCEPTION');
    assert.equal(custom.revert.name, 'ERC20InsufficientBalance');
    assert.equal(custom.revert.args.needed, 10n ** 9n);
    const text = await failure(token.refuse('no thanks, 谢谢'));
    assert.equal(text.reason, 'no thanks, 谢谢');
    const panic = await failure(token.divide(1, 0));
    assert.equal(panic.revert.name, 'Panic');
    assert.equal(BigInt(panic.revert.args[0]), 0x12n);
    const estimate = await failure(poor.transfer.estimateGas(payer.address, 10n ** 9n));
    assert.equal(token.interface.parseError(estimate.data).name, 'ERC20InsufficientBalance');
  },

  'sees a mined transaction that failed': async () => {
    const sent = await token.connect(payee).transfer(payer.address, 10n ** 9n, { gasLimit: 100_000n });
    const error = await failure(sent.wait());
    assert.equal(error.code, 'CALL_EXCEPTION');
    assert.equal(error.receipt.status, 0);
  },

  'knows the refusals of the pool': async () => {
    const broke = HDNodeWallet.createRandom().connect(provider);
    const poor = await failure(broke.sendTransaction({ to: stranger, value: 1n, gasLimit: 21_000n }));
    assert.equal(poor.code, 'INSUFFICIENT_FUNDS');
    const late = await failure(payer.sendTransaction({ to: stranger, nonce: 0 }));
    assert.equal(late.code, 'NONCE_EXPIRED');
    const nonce = (await payer.getNonce()) + 1;
    const fees = { to: stranger, nonce, maxPriorityFeePerGas: 100n, maxFeePerGas: 100n };
    const waiting = await payer.sendTransaction({ ...fees, gasLimit: 21_000n });
    const cheaper = { ...fees, maxFeePerGas: 101n, gasLimit: 22_000n };
    assert.equal((await failure(payer.sendTransaction(cheaper))).code, 'REPLACEMENT_UNDERPRICED');
    await send({ to: stranger });
    assert.equal((await waiting.wait()).status, 1);
  },

  'reads blocks, fees and estimates': async () => {
    const block = await provider.getBlock('latest', true);
    assert.equal(block.prefetchedTransactions.length, block.length);
    assert.equal((await provider.getBlock(block.hash)).number, block.number);
    assert.equal((await provider.getNetwork()).chainId, BigInt(CHAIN_ID));
    const fees = await provider.getFeeData();
    assert.ok(fees.maxFeePerGas >= fees.maxPriorityFeePerGas);
    assert.equal(await provider.estimateGas({ to: stranger, value: 1n, from: payer.address }), 21_000n);
    const numbered = new NonceManager(payer);
    const sent = await Promise.all([1n, 2n, 3n].map((value) => numbered.sendTransaction({ to: stranger, value })));
    const receipts = await Promise.all(sent.map((each) => each.wait()));
    assert.deepEqual(receipts.map((each) => each.status), [1, 1, 1]);
  },
});
