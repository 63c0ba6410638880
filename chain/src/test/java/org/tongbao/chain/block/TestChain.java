package org.tongbao.chain.block;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.trie.MemoryNodeStore;
import org.tongbao.chain.trie.MemoryState;
import org.tongbao.chain.trie.MemoryState.Contents;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.chain.trie.StateUpdate;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// A chain in memory that grows by verified blocks.
final class TestChain {
  static final U256 CHAIN_ID = U256.of(7331);
  static final PrivateKey ALICE = PrivateKey.of(Hash.fromHex("0x" + "a1".repeat(32)));
  static final PrivateKey BOB = PrivateKey.of(Hash.fromHex("0x" + "b2".repeat(32)));
  static final Address MINER = Address.fromHex("0x00000000000000000000000000000000000c0ffe");
  static final Address HISTORY = Address.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");

  /// Stores 5 at slot 3 and emits a log with topic 9.
  static final Address CONTRACT = Address.fromHex("0x00000000000000000000000000000000000000cc");

  private static final Bytes CONTRACT_CODE = Bytes.fromHex("0x600560035560095f5fa1");

  /// The deployed code of EIP-2935.
  private static final Bytes HISTORY_CODE =
      Bytes.fromHex(
          "0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f3560014303811160"
              + "4257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff6001430306550"
              + "0");

  final ChainRules rules;
  final BlockProcessor processor;
  private final MemoryNodeStore nodes = new MemoryNodeStore();
  private final StateTrie trie = new StateTrie(nodes, new NodeCache(1 << 20));
  private final Map<Long, Hash> hashes = new HashMap<>();
  private MemoryState state;
  private BlockHeader head;

  TestChain(ChainRules rules) {
    this.rules = rules;
    this.processor = new BlockProcessor(rules);
    Map<Address, Contents> accounts = new HashMap<>();
    U256 rich = U256.of(1_000_000_000_000_000_000L);
    accounts.put(ALICE.address(), new Contents(0, rich, Bytes.EMPTY, Map.of()));
    accounts.put(BOB.address(), new Contents(5, rich, Bytes.EMPTY, Map.of()));
    accounts.put(CONTRACT, new Contents(1, U256.ZERO, CONTRACT_CODE, Map.of()));
    accounts.put(HISTORY, new Contents(1, U256.ZERO, HISTORY_CODE, Map.of()));
    state = new MemoryState(accounts);
    StateUpdate genesis = trie.apply(Hash.EMPTY_TRIE_ROOT, state.fromNothing());
    nodes.apply(genesis.changes());
    head =
        BlockHeader.builder()
            .stateRoot(genesis.root())
            .gasLimit(60_000_000)
            .baseFeePerGas(rules.baseFee().initial())
            .build();
    hashes.put(0L, head.hash());
  }

  BlockHeader head() {
    return head;
  }

  MemoryState state() {
    return state;
  }

  Contents account(Address address) {
    return requireNonNull(state.accounts().get(address));
  }

  ParentState parent() {
    BlockHashes known = number -> hashes.getOrDefault(number, Hash.ZERO);
    return new ParentState(head, state, trie, known);
  }

  BlockHeader.Builder draft() {
    return processor.headerRules().draft(head, MINER).timestamp(head.timestamp() + 2);
  }

  /// Builds a block of these transactions, none of which may be refused.
  BlockResult build(U256 reward, Transaction... transactions) {
    BlockExecution execution = processor.begin(draft().build(), parent());
    for (Transaction transaction : transactions) {
      if (execution.add(transaction) instanceof TransactionResult.Refused refused) {
        throw new AssertionError(refused.toString());
      }
    }
    return execution.finish(reward);
  }

  void append(BlockResult result) {
    nodes.apply(result.stateUpdate().changes());
    state = state.with(result.changes());
    head = result.block().header();
    hashes.put(head.number(), head.hash());
  }

  /// A call of [#CONTRACT] by Alice.
  static Transaction call(long nonce) {
    return UnsignedTransaction.feeMarket(CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(U256.of(2_000_000_000))
        .maxPriorityFeePerGas(U256.of(1_000_000))
        .gasLimit(100_000)
        .to(CONTRACT)
        .sign(ALICE);
  }

  /// A transfer of one coin by Bob, whose nonce begins at 5.
  static Transaction transfer(long nonce) {
    return UnsignedTransaction.legacy(CHAIN_ID)
        .nonce(nonce)
        .gasPrice(U256.of(3_000_000_000L))
        .gasLimit(21_000)
        .to(ALICE.address())
        .value(U256.of(1))
        .sign(BOB);
  }

  static List<Hash> topics(long topic) {
    return List.of(U256.of(topic).toHash());
  }
}
