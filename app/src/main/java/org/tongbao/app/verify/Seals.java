package org.tongbao.app.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisBlock;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.pow.SealRules;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.JsonNode;

/// The proof of work of blocks, with what it takes to check it. The rules of a network are known by
/// its block 0, which commits to them; of networks that are none of ours there are no seals.
/// Thread-safe.
final class Seals {
  private final EthClient client;
  private volatile @Nullable List<SealRules> known;

  Seals(EthClient client) {
    this.client = client;
  }

  /// The seal's bytes, its hash function and our id among merge-mined chains; null for block 0 and
  /// where none is known.
  @Nullable Map<String, Object> of(long block) {
    List<SealRules> rules = rules();
    if (rules.isEmpty()) {
      return null;
    }
    JsonNode bytes = client.rpc().request("tongbao_getSeal", Hex.quantity(block));
    if (bytes.isNull()) {
      return null;
    }
    Map<String, Object> seal = new LinkedHashMap<>();
    seal.put("bytes", bytes.asString());
    seal.put("hash", rules.getFirst().hash().settingName());
    seal.put("chainId", rules.getFirst().chainId());
    return seal;
  }

  /// One, or none.
  private List<SealRules> rules() {
    List<SealRules> found = known;
    if (found == null) {
      String first =
          client.rpc().request("eth_getBlockByNumber", "0x0", false).path("hash").asString();
      found =
          Stream.of(Genesis.builtIn(), Genesis.dev())
              .flatMap(it -> Stream.of(it, it.with(SealHash.SCRYPT)))
              .filter(it -> hash(it).toHex().equals(first))
              .map(it -> it.spec().seal())
              .findFirst()
              .stream()
              .toList();
      known = found;
    }
    return found;
  }

  private static Hash hash(Genesis genesis) {
    return GenesisBlock.of(genesis).block().hash();
  }
}
