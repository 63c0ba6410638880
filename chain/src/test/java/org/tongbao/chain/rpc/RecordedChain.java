package org.tongbao.chain.rpc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.chain.Vectors;
import org.tongbao.chain.block.BlockExecution;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.Consensus;
import org.tongbao.chain.genesis.ChainSpec;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisAccount;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.pow.SealRules;
import org.tongbao.chain.pow.SoloSealer;
import org.tongbao.chain.pow.Target;
import org.tongbao.chain.store.Staging;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chain behind the recorded conversations of execution-apis, mined again by our rules: the
/// same accounts at the beginning, and in every block the same transactions at the same time.
/// Headers differ, and so does what gas was under the rules of older forks.
final class RecordedChain implements AutoCloseable {
  private static final String FOLDER = "execution-apis/";
  private static final int TIMESTAMP = 11;

  private final Blockchain chain;
  private final Map<String, String> ourHashByTheirs = new HashMap<>();

  RecordedChain(Path directory) throws IOException {
    JsonNode file = JsonMapper.shared().readTree(Vectors.path(FOLDER + "genesis.json"));
    Genesis genesis = genesis(file);
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000_000), ZoneOffset.UTC);
    chain = Blockchain.open(directory, genesis, Chains.STORE, clock);
    RlpReader in = RlpReader.of(Files.readAllBytes(Vectors.path(FOLDER + "chain.rlp")));
    while (in.hasNext()) {
      RlpReader block = in.list();
      Bytes header = block.raw();
      if (chain.head().header().number() == 0) {
        know(RlpReader.of(header).list().hash(), chain.head().header());
      }
      BlockHeader mined = mine(timestamp(header), transactions(block.list()));
      know(header.keccak256(), mined);
    }
  }

  private void know(Hash theirs, BlockHeader ours) {
    ourHashByTheirs.put(theirs.toHex(), ours.hash().toHex());
  }

  /// Appends a block as a miner does: an imported one could not have the recorded blobs.
  private BlockHeader mine(long timestamp, List<Transaction> transactions) {
    Consensus consensus = chain.consensus();
    try (Staging staging = chain.stage()) {
      BlockHeader draft = consensus.draft(chain.head().header(), Address.ZERO, timestamp).build();
      BlockExecution execution = consensus.processor().begin(draft, staging.parent());
      for (Transaction transaction : transactions) {
        if (!(execution.add(transaction) instanceof Executed)) {
          throw new IllegalStateException("refused: " + transaction);
        }
      }
      BlockResult result = execution.finish(U256.ZERO);
      BlockHeader header = result.block().header();
      AuxPow seal =
          new SoloSealer(SealHash.SHA256D)
              .seal(header.hash(), Target.ofDifficulty(header.difficulty()), 0, () -> false);
      if (!chain.append(staging, result, requireNonNull(seal))) {
        throw new IllegalStateException("another head");
      }
      return header;
    }
  }

  private static long timestamp(Bytes header) {
    RlpReader fields = RlpReader.of(header).list();
    for (int i = 0; i < TIMESTAMP; i++) {
      fields.skip();
    }
    return fields.uint64();
  }

  private static List<Transaction> transactions(RlpReader body) {
    List<Transaction> transactions = new ArrayList<>();
    while (body.hasNext()) {
      transactions.add(Transaction.decode(body));
    }
    return transactions;
  }

  private static Genesis genesis(JsonNode file) {
    ChainSpec spec =
        new ChainSpec(
            U256.of(file.path("config").path("chainId").asLong()),
            new SealRules(SealHash.SHA256D, 0x5442),
            10_000,
            3_600_000,
            U256.of(16),
            true,
            U256.ZERO,
            1);
    List<GenesisAccount> accounts = new ArrayList<>();
    file.path("alloc").properties().forEach(each -> accounts.add(account(each)));
    return new Genesis(
        spec,
        U256.of(16),
        Hex.parseQuantity(file.path("gasLimit").asString()).toLongExact(),
        0,
        Bytes.fromHex(file.path("extraData").asString()),
        Address.ZERO,
        U256.ZERO,
        accounts);
  }

  private static GenesisAccount account(Map.Entry<String, JsonNode> entry) {
    JsonNode fields = entry.getValue();
    Map<U256, U256> storage = new LinkedHashMap<>();
    fields
        .path("storage")
        .properties()
        .forEach(slot -> storage.put(word(slot.getKey()), word(slot.getValue().asString())));
    return new GenesisAccount(
        Address.fromHex("0x" + entry.getKey().replaceFirst("^0x", "")),
        fields.has("nonce") ? Hex.parseQuantity(fields.path("nonce").asString()).lowLong() : 0,
        Hex.parseQuantity(fields.path("balance").asString()),
        fields.has("code") ? Bytes.fromHex(fields.path("code").asString()) : Bytes.EMPTY,
        storage);
  }

  private static U256 word(String text) {
    return Hash.fromHex(text).toU256();
  }

  Blockchain chain() {
    return chain;
  }

  /// The text with the hashes of recorded blocks replaced by those of the blocks mined here.
  String translated(String text) {
    String result = text;
    for (Map.Entry<String, String> each : ourHashByTheirs.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  @Override
  public void close() {
    chain.close();
  }
}
