package org.tongbao.chain.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tongbao.chain.Vectors;
import org.tongbao.chain.trie.ListTrie;
import org.tongbao.chain.trie.TrieAccount;
import org.tongbao.chain.trie.TrieProof;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The recorded chain of execution-apis: 54 blocks through every fork, the last ones with headers
/// of 21 fields.
class RecordedChainTest {
  private static final String FOLDER = "execution-apis/";
  private static final int HEADER_FIELDS = 21;

  private record RawBlock(Bytes header, List<Transaction> transactions) {
    BlockHeader decoded() {
      return BlockHeader.decode(header);
    }
  }

  private static List<RawBlock> blocks() throws IOException {
    RlpReader in = RlpReader.of(Files.readAllBytes(Vectors.path(FOLDER + "chain.rlp")));
    List<RawBlock> blocks = new ArrayList<>();
    while (in.hasNext()) {
      RlpReader block = in.list();
      Bytes header = block.raw();
      RlpReader body = block.list();
      List<Transaction> transactions = new ArrayList<>();
      while (body.hasNext()) {
        transactions.add(Transaction.decode(body));
      }
      blocks.add(new RawBlock(header, transactions));
    }
    return blocks;
  }

  private static List<RawBlock> recentBlocks() throws IOException {
    return blocks().stream().filter(block -> fields(block) == HEADER_FIELDS).toList();
  }

  private static int fields(RawBlock block) {
    return RlpReader.of(block.header()).list().remainingItems();
  }

  @Test
  void headersHashToWhatTheirSuccessorsAndTheHeadSay() throws IOException {
    List<RawBlock> blocks = recentBlocks();
    assertThat(blocks).hasSize(10);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).decoded().parentHash())
          .isEqualTo(blocks.get(i - 1).decoded().hash());
    }
    JsonNode head = read("headfcu.json").get("params").get(0).get("headBlockHash");
    assertThat(blocks.getLast().decoded().hash()).isEqualTo(Hash.fromHex(head.asString()));
  }

  @Test
  void headersEncodeToWhatTheyWereReadFrom() throws IOException {
    for (RawBlock block : recentBlocks()) {
      assertThat(block.decoded().toBuilder().build().encoded()).isEqualTo(block.header());
    }
  }

  @Test
  void transactionRootsAreThoseOfTheHeaders() throws IOException {
    for (RawBlock block : blocks()) {
      RlpReader fields = RlpReader.of(block.header()).list();
      for (int i = 0; i < 4; i++) {
        fields.skip();
      }
      List<Bytes> encoded = block.transactions().stream().map(Transaction::encoded).toList();
      assertThat(ListTrie.root(encoded)).isEqualTo(fields.hash());
    }
  }

  @Test
  void baseFeesFollowTheirParents() throws IOException {
    List<RawBlock> blocks = recentBlocks();
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(BaseFee.Eip1559.ETHEREUM.after(blocks.get(i - 1).decoded()))
          .isEqualTo(blocks.get(i).decoded().baseFeePerGas());
    }
  }

  @Test
  void excessBlobGasFollowsTheParentByTheScheduleOfTheTime() throws IOException {
    JsonNode config = read("forkenv.json");
    TreeMap<Long, BlobSchedule> schedules = new TreeMap<>();
    for (String fork : List.of("OSAKA", "BPO1", "BPO2")) {
      schedules.put(
          config.get("HIVE_" + fork + "_TIMESTAMP").asLong(),
          new BlobSchedule(
              config.get("HIVE_" + fork + "_BLOB_TARGET").asInt(),
              config.get("HIVE_" + fork + "_BLOB_MAX").asInt(),
              config.get("HIVE_" + fork + "_BLOB_BASE_FEE_UPDATE_FRACTION").asLong()));
    }
    List<RawBlock> blocks = recentBlocks();
    int checked = 0;
    for (int i = 1; i < blocks.size(); i++) {
      BlockHeader header = blocks.get(i).decoded();
      Map.Entry<Long, BlobSchedule> schedule = schedules.floorEntry(header.timestamp());
      if (schedule != null) {
        assertThat(schedule.getValue().excessAfter(blocks.get(i - 1).decoded()))
            .isEqualTo(header.excessBlobGas());
        checked++;
      }
    }
    assertThat(checked).isEqualTo(7);
  }

  @Test
  void theProofOfAnAccountVerifiesAgainstTheHeadsStateRoot() throws IOException {
    Hash root = recentBlocks().getLast().decoded().stateRoot();
    JsonNode proof = response("eth_getProof/get-account-proof-with-storage.io");
    Address address = Address.fromHex(proof.get("address").asString());
    TrieProof.Verdict account =
        TrieProof.verify(root, address.keccak256().toBytes(), nodes(proof.get("accountProof")));
    Hash storageRoot = Hash.fromHex(proof.get("storageHash").asString());
    assertThat(account).isInstanceOf(TrieProof.Present.class);
    TrieAccount decoded = TrieAccount.decode(((TrieProof.Present) account).value());
    assertThat(decoded.storageRoot()).isEqualTo(storageRoot);
    assertThat(decoded.account().balance())
        .isEqualTo(U256.fromHex(proof.get("balance").asString()));
    JsonNode slot = proof.get("storageProof").get(0);
    assertThat(
            TrieProof.verify(
                storageRoot, Hash.ZERO.keccak256().toBytes(), nodes(slot.get("proof"))))
        .isEqualTo(
            new TrieProof.Present(
                new RlpWriter().u256(U256.fromHex(slot.get("value").asString())).toBytes()));
  }

  private static List<Bytes> nodes(JsonNode array) {
    List<Bytes> nodes = new ArrayList<>();
    array.forEach(node -> nodes.add(Bytes.fromHex(node.asString())));
    return nodes;
  }

  private static JsonNode read(String file) {
    return new ObjectMapper().readTree(Vectors.path(FOLDER + file));
  }

  private static JsonNode response(String file) throws IOException {
    String line =
        Files.readAllLines(Vectors.path(FOLDER + file)).stream()
            .filter(each -> each.startsWith("<< "))
            .findFirst()
            .orElseThrow();
    return new ObjectMapper().readTree(line.substring(3)).get("result");
  }
}
