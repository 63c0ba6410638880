package org.tongbao.chain.genesis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.pow.SealRules;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads genesis files strictly: what it does not know or cannot use, it refuses by name.
final class GenesisParser {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Forks that this chain has from its first block on: geth may list them, at block or time 0.
  private static final List<String> FORKS =
      List.of(
          "homesteadBlock",
          "daoForkBlock",
          "eip150Block",
          "eip155Block",
          "eip158Block",
          "byzantiumBlock",
          "constantinopleBlock",
          "petersburgBlock",
          "istanbulBlock",
          "muirGlacierBlock",
          "berlinBlock",
          "londonBlock",
          "arrowGlacierBlock",
          "grayGlacierBlock",
          "mergeNetsplitBlock",
          "terminalTotalDifficulty",
          "shanghaiTime",
          "cancunTime",
          "pragueTime",
          "osakaTime");

  private static final U256 DEFAULT_BASE_FEE = U256.of(1_000_000_000);
  private static final int DEFAULT_AUX_POW_CHAIN_ID = 0x5442;

  private GenesisParser() {}

  static Genesis parse(byte[] json) {
    JsonFields top = new JsonFields("", read(json));
    ChainSpec spec = spec(config(top.object("config")), top.object("tongbao"));
    requireZero(top, "number");
    requireZero(top, "gasUsed");
    requireZero(top, "nonce");
    requireZero(top, "blobGasUsed");
    requireZero(top, "excessBlobGas");
    requireZeroHash(top, "parentHash");
    requireZeroHash(top, "mixHash");
    U256 baseFee = spec.zeroBaseFee() ? U256.ZERO : DEFAULT_BASE_FEE;
    Genesis genesis =
        new Genesis(
            spec,
            top.quantity("difficulty", spec.difficultyFloor()),
            limited(top, "gasLimit", top.quantity("gasLimit")),
            limited(top, "timestamp", top.quantity("timestamp", U256.ZERO)),
            top.bytes("extraData"),
            top.address("coinbase"),
            top.quantity("baseFeePerGas", baseFee),
            accounts(top.members("alloc")));
    top.end();
    return genesis;
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new GenesisException("the genesis is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// The chain id; everything else in geth's `config` may only say what is so anyway.
  private static U256 config(JsonFields config) {
    U256 chainId = config.quantity("chainId");
    for (String fork : FORKS) {
      requireZero(config, fork);
    }
    if (config.flag("daoForkSupport", false)) {
      throw new GenesisException("config.daoForkSupport must be false");
    }
    config.flag("terminalTotalDifficultyPassed", true);
    requireZero(config, "depositContractAddress");
    config.ignore("blobSchedule");
    config.end();
    if (!chainId.fitsLong() || chainId.isZero()) {
      throw new GenesisException("config.chainId must be between 1 and 2^63 - 1");
    }
    return chainId;
  }

  private static ChainSpec spec(U256 chainId, JsonFields ours) {
    String name = ours.text("seal");
    SealHash hash =
        name == null
            ? SealHash.SHA256D
            : JsonFields.parse(ours.pathOf("seal"), name, SealHash::named);
    long auxPowChainId = ours.uint63("auxPowChainId", DEFAULT_AUX_POW_CHAIN_ID);
    long spacingMillis = ours.uint63("blockSpacingMillis", 1000);
    long halfLifeSeconds = ours.uint63("difficultyHalfLifeSeconds", 3600);
    U256 floor = ours.quantity("difficultyFloor", ChainSpec.defaultFloor(hash));
    boolean zeroBaseFee = ours.flag("zeroBaseFee", true);
    U256 reward = ours.quantity("blockReward", U256.ZERO);
    long halvingInterval = ours.uint63("halvingInterval", Long.MAX_VALUE);
    ours.end();
    try {
      return new ChainSpec(
          chainId,
          new SealRules(hash, Math.toIntExact(auxPowChainId)),
          spacingMillis,
          Math.multiplyExact(halfLifeSeconds, 1000L),
          floor,
          zeroBaseFee,
          reward,
          halvingInterval);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new GenesisException("tongbao: " + e.getMessage(), e);
    }
  }

  private static List<GenesisAccount> accounts(Iterable<Map.Entry<String, JsonNode>> members) {
    List<GenesisAccount> accounts = new ArrayList<>();
    Set<Address> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> each : members) {
      String path = "alloc." + each.getKey();
      String digits = each.getKey().startsWith("0x") ? each.getKey() : "0x" + each.getKey();
      Address address = JsonFields.parse(path, digits, Address::fromHex);
      if (!seen.add(address)) {
        throw new GenesisException(path + " is there twice");
      }
      accounts.add(account(address, new JsonFields(path, each.getValue())));
    }
    return accounts;
  }

  private static GenesisAccount account(Address address, JsonFields fields) {
    TreeMap<U256, U256> storage = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : fields.members("storage")) {
      String path = fields.pathOf("storage." + each.getKey());
      storage.put(word(path, each.getKey()), word(path, JsonFields.text(path, each.getValue())));
    }
    GenesisAccount account =
        new GenesisAccount(
            address,
            fields.uint63("nonce", 0),
            fields.quantity("balance", U256.ZERO),
            fields.bytes("code"),
            storage);
    fields.end();
    return account;
  }

  private static U256 word(String path, String hex) {
    return JsonFields.parse(
        path, hex.startsWith("0x") ? hex : "0x" + hex, text -> Hash.fromHex(text).toU256());
  }

  private static long limited(JsonFields fields, String name, U256 value) {
    if (!value.fitsLong()) {
      throw new GenesisException(fields.pathOf(name) + " is too large: " + value);
    }
    return value.toLongExact();
  }

  private static void requireZero(JsonFields fields, String name) {
    if (!fields.quantity(name, U256.ZERO).isZero()) {
      throw new GenesisException(
          fields.pathOf(name)
              + " must be 0: this chain has the Osaka fork from its first block on");
    }
  }

  private static void requireZeroHash(JsonFields fields, String name) {
    if (!fields.hash(name).isZero()) {
      throw new GenesisException(fields.pathOf(name) + " must be zero or left out");
    }
  }
}
