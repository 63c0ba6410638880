package org.tongbao.chain.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

class GenesisTest {
  private static final String MINIMAL =
      "{'config': {'chainId': 5}, 'gasLimit': '0x1c9c380', 'alloc': {}}";

  private static Genesis parse(String json) {
    return Genesis.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEverythingGethWrites() {
    Genesis genesis =
        parse(
            """
            {
              "config": {"chainId": 77, "homesteadBlock": 0, "eip150Block": 0, "eip155Block": 0,
                "eip158Block": 0, "byzantiumBlock": 0, "constantinopleBlock": 0,
                "petersburgBlock": 0, "istanbulBlock": 0, "berlinBlock": 0, "londonBlock": 0,
                "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0, "osakaTime": 0,
                "terminalTotalDifficulty": 0, "terminalTotalDifficultyPassed": true,
                "blobSchedule": {"osaka": {"target": 6, "max": 9}}},
              "nonce": "0x0", "timestamp": "0x6955b900", "extraData": "0xabcd",
              "gasLimit": "30000000", "difficulty": "0x20000",
              "mixHash": "0x0000000000000000000000000000000000000000000000000000000000000000",
              "coinbase": "0x0000000000000000000000000000000000000007",
              "number": "0x0", "gasUsed": "0x0", "baseFeePerGas": "0x7",
              "parentHash": "0x0000000000000000000000000000000000000000000000000000000000000000",
              "tongbao": {"seal": "scrypt", "auxPowChainId": 9, "blockSpacingMillis": 500,
                "difficultyHalfLifeSeconds": 60, "difficultyFloor": 2, "zeroBaseFee": false,
                "blockReward": "1000", "halvingInterval": 4},
              "alloc": {
                "00000000000000000000000000000000000000aa": {"balance": "0x10", "nonce": "0x2"},
                "0x00000000000000000000000000000000000000bb": {"balance": "7", "code": "0x6001",
                  "storage": {"0x0000000000000000000000000000000000000000000000000000000000000001":
                    "0x00000000000000000000000000000000000000000000000000000000000000ff"}}
              }
            }
            """);
    ChainSpec spec = genesis.spec();
    assertThat(spec.chainId()).isEqualTo(U256.of(77));
    assertThat(spec.seal().hash()).isEqualTo(SealHash.SCRYPT);
    assertThat(spec.seal().chainId()).isEqualTo(9);
    assertThat(spec.spacingMillis()).isEqualTo(500);
    assertThat(spec.halfLifeMillis()).isEqualTo(60_000);
    assertThat(spec.difficultyFloor()).isEqualTo(U256.of(2));
    assertThat(spec.zeroBaseFee()).isFalse();
    assertThat(genesis.baseFeePerGas()).isEqualTo(U256.of(7));
    assertThat(genesis.difficulty()).isEqualTo(U256.of(0x20000));
    assertThat(genesis.gasLimit()).isEqualTo(30_000_000);
    assertThat(genesis.timestamp()).isEqualTo(0x6955b900L);
    assertThat(genesis.accounts()).hasSize(2);
    assertThat(genesis.accounts().getFirst().nonce()).isEqualTo(2);
    assertThat(genesis.accounts().getLast().storage()).containsEntry(U256.ONE, U256.of(0xff));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("[]", "the genesis must be an object"),
        refusal("{'config': {'chainId': 5}", "not JSON"),
        refusal(MINIMAL + "{}", "not JSON"),
        refusal("{'gasLimit': 1, 'gasLimit': 1}", "not JSON"),
        refusal("{}", "config.chainId is missing"),
        refusal(MINIMAL.replace("5", "0"), "config.chainId must be between"),
        refusal(MINIMAL.replace("5", "'0x8000000000000000'"), "config.chainId must be between"),
        refusal(MINIMAL.replace("5", "-5"), "config.chainId: not a number: -5"),
        refusal(MINIMAL.replace("5", "5.5"), "config.chainId must be a string"),
        refusal(MINIMAL.replace("'gasLimit': '0x1c9c380'", "'x': 1"), "gasLimit is missing"),
        refusal(MINIMAL.replace("0x1c9c380", "0x1"), "gasLimit 1 is below 5000"),
        refusal(MINIMAL.replace("0x1c9c380", "0xzz"), "gasLimit: not a hexadecimal number: 0xzz"),
        refusal(with("'gaslimit': 1"), "unknown setting gaslimit"),
        refusal(with("'nonce': 1"), "nonce must be 0"),
        refusal(with("'number': 1"), "number must be 0"),
        refusal(with("'extraData': '0x" + "00".repeat(33) + "'"), "extraData has 33 bytes"),
        refusal(with("'extraData': '0x0'"), "extraData: "),
        refusal(with("'timestamp': '0x10000000000000000'"), "timestamp is too large"),
        refusal(with("'coinbase': '0x12'"), "coinbase: "),
        refusal(with("'mixHash': '0x" + "11".repeat(32) + "'"), "mixHash must be zero"),
        refusal(with("'difficulty': 1"), "difficulty 1 is below tongbao.difficultyFloor 4096"),
        refusal(with("'baseFeePerGas': 1"), "baseFeePerGas must be 0"),
        refusal(
            MINIMAL.replace("'chainId': 5", "'chainId': 5, 'osakaTime': 9"), "osakaTime must be 0"),
        refusal(
            MINIMAL.replace("'chainId': 5", "'chainId': 5, 'fusakaTime': 0"),
            "unknown setting config.fusakaTime"),
        refusal(with("'tongbao': {'seal': 'ethash'}"), "tongbao.seal: unknown seal 'ethash'"),
        refusal(with("'tongbao': {'reward': 1}"), "unknown setting tongbao.reward"),
        refusal(with("'tongbao': {'auxPowChainId': 65536}"), "AuxPoW chain id 65536"),
        refusal(with("'tongbao': {'blockSpacingMillis': 0}"), "spacing must be above zero"),
        refusal(with("'tongbao': {'halvingInterval': 0}"), "halving interval must be above zero"),
        refusal(with("'tongbao': {'difficultyFloor': 0}"), "difficulty floor must be above zero"),
        refusal(with("'tongbao': {'zeroBaseFee': 'yes'}"), "tongbao.zeroBaseFee must be true"),
        refusal(alloc("'0x12': {}"), "alloc.0x12: "),
        refusal(alloc("'0x" + "aa".repeat(20) + "': {'Balance': 1}"), "unknown setting alloc.0xaa"),
        refusal(
            alloc("'0x" + "aa".repeat(20) + "': {'balance': '1e3'}"), "balance: not a number: 1e3"),
        refusal(alloc("'0x" + "aa".repeat(20) + "': {'code': '6001'}"), "code: "),
        refusal(alloc("'0x" + "aa".repeat(20) + "': {'storage': {'0x1': '0x1'}}"), "storage.0x1: "),
        refusal(
            alloc("'0x" + "aa".repeat(20) + "': {}, '" + "AA".repeat(20) + "': {}"),
            "is there twice"),
        refusal(
            alloc("'0x" + "aa".repeat(20) + "': {'balance': '0x1" + "00".repeat(32) + "'}"),
            "balance: "));
  }

  private static Arguments refusal(String json, String message) {
    return Arguments.of(json, message);
  }

  private static String with(String member) {
    return MINIMAL.replace("'alloc'", member + ", 'alloc'");
  }

  private static String alloc(String members) {
    return MINIMAL.replace("'alloc': {}", "'alloc': {" + members + "}");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesByName(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(GenesisException.class)
        .hasMessageContaining(message);
  }

  @Test
  void fundsTheTenAccountsOfTheTestMnemonic() {
    Genesis dev = Genesis.dev();
    assertThat(dev.spec().chainId()).isEqualTo(U256.of(31337));
    U256 tenThousand = U256.of(BigInteger.TEN.pow(22));
    for (int i = 0; i < 10; i++) {
      Address address = DevKeys.address(i);
      assertThat(dev.accounts())
          .anySatisfy(
              account -> {
                assertThat(account.address()).isEqualTo(address);
                assertThat(account.balance()).isEqualTo(tenThousand);
              });
    }
  }

  @Test
  void hasTheContractsThatToolsExpect() {
    for (Genesis genesis : List.of(Genesis.builtIn(), Genesis.dev())) {
      assertThat(genesis.accounts())
          .extracting(account -> account.address().toHex())
          .contains(
              "0x4e59b44847b379578588920ca78fbf26c0b4956c",
              "0x0000f90827f1c53a10cb7a02335b175320002935");
    }
  }

  @Test
  void theBuiltInChainsStayWhatTheyAre() {
    assertThat(GenesisBlock.of(Genesis.builtIn()).block().hash().toHex())
        .isEqualTo("0x6097bdf5c8b6b32b47f9a3bdb131a950f7d08b1bbc6fcd465bc348b68478e790");
    assertThat(GenesisBlock.of(Genesis.dev()).block().hash().toHex())
        .isEqualTo("0x086ff8926b80a14887e85cc8b66b8b8e2e19137a2233fc873b92f13f19ca36e1");
  }

  @Test
  void commitsToEverySetting() {
    Set<Hash> hashes = new HashSet<>();
    List<String> variants =
        List.of(
            MINIMAL,
            MINIMAL.replace("5", "6"),
            with("'timestamp': 1"),
            with("'difficulty': 5000"),
            with("'tongbao': {'seal': 'scrypt'}"),
            with("'tongbao': {'auxPowChainId': 1}"),
            with("'tongbao': {'blockSpacingMillis': 1}"),
            with("'tongbao': {'difficultyHalfLifeSeconds': 1}"),
            with("'tongbao': {'difficultyFloor': 1}"),
            with("'tongbao': {'zeroBaseFee': false}"),
            with("'tongbao': {'blockReward': 1}"),
            with("'tongbao': {'halvingInterval': 1}"),
            alloc("'0x" + "aa".repeat(20) + "': {'balance': 1}"));
    for (String variant : variants) {
      hashes.add(GenesisBlock.of(parse(variant)).block().hash());
    }
    assertThat(hashes).hasSize(variants.size());
  }

  @Test
  void changesSealAndFloorTogether() {
    Genesis scrypt = Genesis.builtIn().with(SealHash.SCRYPT);
    assertThat(scrypt.spec().seal().hash()).isEqualTo(SealHash.SCRYPT);
    assertThat(scrypt.difficulty()).isEqualTo(ChainSpec.defaultFloor(SealHash.SCRYPT));
    assertThat(GenesisBlock.of(scrypt).block().hash())
        .isNotEqualTo(GenesisBlock.of(Genesis.builtIn()).block().hash());
  }

  @Test
  void makesAnOsakaHeader() {
    BlockHeader header = GenesisBlock.of(Genesis.builtIn()).block().header();
    assertThat(BlockHeader.decode(header.encoded())).isEqualTo(header);
    assertThat(header.number()).isZero();
    assertThat(header.gasLimit()).isEqualTo(2_000_000_000L);
    assertThat(header.baseFeePerGas()).isEqualTo(U256.ZERO);
    assertThat(header.mixHash()).isEqualTo(Genesis.builtIn().spec().commitment());
  }

  @Test
  void halvesTheRewardUntilNothingIsLeft() {
    ChainSpec spec = parse(with("'tongbao': {'blockReward': 8, 'halvingInterval': 10}")).spec();
    assertThat(spec.rewardAt(0)).isEqualTo(U256.of(8));
    assertThat(spec.rewardAt(9)).isEqualTo(U256.of(8));
    assertThat(spec.rewardAt(10)).isEqualTo(U256.of(4));
    assertThat(spec.rewardAt(39)).isEqualTo(U256.ONE);
    assertThat(spec.rewardAt(40)).isEqualTo(U256.ZERO);
    assertThat(spec.rewardAt(Long.MAX_VALUE)).isEqualTo(U256.ZERO);
    assertThat(spec.rewardAt(-1)).isEqualTo(U256.ZERO);
    assertThat(spec.issuedBy(1_000_000)).isEqualTo(9 * 8 + 10 * 4 + 10 * 2 + 10);
  }
}
