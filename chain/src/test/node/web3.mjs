// web3.js 4.
import assert from 'node:assert/strict';
import { ContractExecutionError, Web3, WebSocketProvider } from 'web3';
import { MNEMONIC, contract, httpUrl, wsUrl } from './lib/node.mjs';
import { HDNodeWallet } from 'ethers';
import { verify, verifyAbsent } from './lib/proof.mjs';
import { failure, repeatedly, run, until } from './lib/tap.mjs';

const web3 = new Web3(httpUrl);
web3.eth.transactionPollingInterval = 20;
// web3.js has no mnemonics; only the keys come from elsewhere.
const key = (index) => HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${index}`).privateKey;
for (const index of [4, 5]) web3.eth.accounts.wallet.add(key(index));
const [payer, payee] = web3.eth.accounts.wallet.map((account) => account.address);
const stranger = '0x00000000000000000000000000000000000E0003';
const TestToken = contract('TestToken');
const TRANSFER = web3.utils.keccak256('Transfer(address,address,uint256)');
let token;
let transferReceipt;

const transfer = (value) => token.methods.transfer(payee, value).send({ from: payer });

await run({
  'deploys an ERC-20': async () => {
    const factory = new web3.eth.Contract(TestToken.abi);
    token = await factory
      .deploy({ data: TestToken.bytecode, arguments: [1_000_000n] })
      .send({ from: payer });
    assert.equal(await token.methods.symbol().call(), 'TEST');
    assert.equal(await token.methods.balanceOf(payer).call(), 1_000_000n);
  },

  'transfers and reads the event in the receipt': async () => {
    transferReceipt = await transfer(250n);
    assert.equal(transferReceipt.status, 1n);
    const { from, to, value } = transferReceipt.events.Transfer.returnValues;
    assert.deepEqual([from, to, value], [payer, payee, 250n]);
  },

  'finds past events': async () => {
    const events = await token.getPastEvents('Transfer', { fromBlock: 0, filter: { to: payee } });
    assert.deepEqual(events.map((each) => each.returnValues.value), [250n]);
    const logs = await web3.eth.getPastLogs({ blockHash: transferReceipt.blockHash });
    assert.equal(logs[0].topics[0], TRANSFER);
  },

  'installs, asks and uninstalls filters': async () => {
    const filter = await web3.eth.requestManager.send({
      method: 'eth_newFilter', params: [{ address: token.options.address }],
    });
    const receipt = await transfer(2n);
    const changes = await until(
      () => web3.eth.requestManager.send({ method: 'eth_getFilterChanges', params: [filter] }),
      (all) => all.length > 0, 'changes');
    assert.equal(changes[0].transactionHash, receipt.transactionHash);
    const uninstall = { method: 'eth_uninstallFilter', params: [filter] };
    assert.equal(await web3.eth.requestManager.send(uninstall), true);
    assert.equal(await web3.eth.requestManager.send(uninstall), false);
  },

  'subscribes to heads, logs and pending transactions': async () => {
    const provider = new WebSocketProvider(wsUrl);
    const socket = new Web3(provider);
    const subscriptions = [
      await socket.eth.subscribe('newBlockHeaders'),
      await socket.eth.subscribe('logs', { address: token.options.address, topics: [TRANSFER] }),
      await socket.eth.subscribe('pendingTransactions'),
    ];
    const news = subscriptions.map((each) => new Promise((resolve) => each.on('data', resolve)));
    const [receipt] = await repeatedly(() => transfer(3n), Promise.all(news));
    const [head, log, hash] = await Promise.all(news);
    assert.equal(head.number, receipt.blockNumber);
    assert.equal(log.transactionHash, receipt.transactionHash);
    assert.equal(hash, receipt.transactionHash);
    for (const each of subscriptions) await each.unsubscribe();
    provider.disconnect();
  },

  'verifies proofs of an account, its slots and an absence': async () => {
    const { number, stateRoot } = await web3.eth.getBlock();
    const slot = web3.utils.keccak256(web3.eth.abi.encodeParameters(['address', 'uint256'], [payee, 0]));
    const proof = await web3.eth.getProof(token.options.address, [slot, `0x${'0'.repeat(63)}7`], number);
    await verify(stateRoot, { ...proof, address: token.options.address });
    assert.equal(BigInt(proof.storageProof[0].value), await token.methods.balanceOf(payee).call());
    const absent = await web3.eth.getProof(stranger, [], number);
    await verifyAbsent(stateRoot, { ...absent, address: stranger });
  },

  'sends transactions of types 0, 1 and 2 and reads them back': async () => {
    const accessList = [{ address: token.options.address, storageKeys: [`0x${'0'.repeat(64)}`] }];
    const requests = [
      { type: '0x0', gasPrice: '0x7' },
      { type: '0x1', gasPrice: '0x7', accessList },
      { type: '0x2', maxFeePerGas: '0x7', maxPriorityFeePerGas: '0x7', accessList },
    ];
    for (const request of requests) {
      const receipt = await web3.eth.sendTransaction({
        ...request, from: payer, to: stranger, value: '0x5', gas: '0xc350',
      });
      assert.equal(receipt.type, BigInt(request.type));
      assert.equal(receipt.effectiveGasPrice, 7n);
      const sent = await web3.eth.getTransaction(receipt.transactionHash);
      assert.equal(sent.from, payer.toLowerCase());
      assert.equal(sent.type, BigInt(request.type));
    }
    assert.equal(await web3.eth.getBalance(stranger), 15n);
  },

  'decodes why a call reverted': async () => {
    const custom = await failure(token.methods.transfer(payer, 10n ** 9n).call({ from: payee }));
    assert.ok(custom instanceof ContractExecutionError);
    assert.equal(custom.cause.errorName, 'ERC20InsufficientBalance');
    assert.equal(custom.cause.errorArgs.needed, 10n ** 9n);
    const text = await failure(token.methods.refuse('no thanks').call());
    assert.match(text.cause.message, /no thanks/);
    const sent = await failure(
      token.methods.transfer(payer, 10n ** 9n).send({ from: payee, gas: '100000' }));
    assert.equal(sent.receipt.status, 0n);
  },

  'knows the refusals of the pool': async () => {
    const broke = web3.eth.accounts.create();
    const poor = await broke.signTransaction({
      to: stranger, value: 1, gas: 21000, gasPrice: 0, nonce: 0, chainId: 31337,
    });
    // web3.js tries it with eth_call first, and gives the node's words as the reason.
    assert.match(
      (await failure(web3.eth.sendSignedTransaction(poor.rawTransaction))).reason, /insufficient funds/);
    const late = await web3.eth.accounts.wallet[0].signTransaction({
      to: stranger, gas: 21000, gasPrice: 0, nonce: 0, chainId: 31337,
    });
    assert.match(
      (await failure(web3.eth.sendSignedTransaction(late.rawTransaction))).message, /nonce too low/);
  },

  'reads the chain': async () => {
    assert.equal(await web3.eth.getChainId(), 31337n);
    assert.equal(await web3.eth.net.getId(), 31337n);
    assert.match(await web3.eth.getNodeInfo(), /^Tongbao/);
    assert.equal(await web3.eth.isSyncing(), false);
    const block = await web3.eth.getBlock('latest', true);
    assert.equal(block.transactions[0].blockHash, block.hash);
    assert.equal(await web3.eth.getTransactionCount(payer, 'pending'), await web3.eth.getTransactionCount(payer));
    const history = await web3.eth.getFeeHistory(2, 'latest', [50]);
    assert.equal(history.baseFeePerGas.length, 3);
  },
});
