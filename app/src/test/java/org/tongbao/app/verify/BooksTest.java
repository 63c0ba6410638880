package org.tongbao.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.ledger.contract.Merchants;
import org.tongbao.ledger.contract.Orders;
import org.tongbao.ledger.contract.Treasury;
import org.tongbao.ledger.contract.Vouchers;
import org.tongbao.market.audit.AuditBlock;
import org.tongbao.market.audit.AuditLog;
import org.tongbao.market.audit.Books;
import org.tongbao.market.audit.BooksException;
import org.tongbao.market.audit.Contracted;
import org.tongbao.market.audit.Findings;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What contracts never do is planted into the events of a good chain: the books notice each.
final class BooksTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private static Path folder;
  private static final List<AuditBlock> BLOCKS = new ArrayList<>();
  private static Address directory;

  @BeforeAll
  static void aDayOfTrade() {
    MarketDay.in(folder);
    try (var source = new StoredChain(folder, Genesis.dev(), NOWHERE)) {
      directory = source.directories().getFirst();
      assertThat(source.read(new Findings(), BLOCKS::add)).isTrue();
    }
  }

  private static List<String> problems(List<AuditBlock> blocks) {
    var findings = new Findings();
    var books = new Books(new Contracted(directory), findings, event -> {});
    try {
      blocks.forEach(books::enter);
      books.close();
    } catch (BooksException impossible) {
      findings.differ("books can be kept", "events", String.valueOf(impossible.getMessage()));
    }
    return findings.all().stream().map(Object::toString).toList();
  }

  @Test
  void nothingIsFoundInGoodEvents() {
    assertThat(problems(BLOCKS)).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "supply above the reserve",
            Treasury.ABI,
            "ReserveAttested",
            word(0, 1),
            "above the attested reserve 1"),
        fault(
            "money made without a deposit",
            Treasury.ABI,
            "Deposited",
            drop(),
            "minted without a deposit"),
        fault("a deposit credited twice", Treasury.ABI, "Deposited", twice(), "credited again in"),
        fault(
            "a withdrawal decided twice",
            Treasury.ABI,
            "WithdrawalReturned",
            twice(),
            "was RETURNED already"),
        fault(
            "more than was asked for comes back",
            Treasury.ABI,
            "WithdrawalReturned",
            plus(0, 1),
            "what came back is 3001 instead of 3000"),
        fault(
            "an authorisation used twice", Cash.ABI, "AuthorizationUsed", twice(), "used again in"),
        fault("an order placed twice", Orders.ABI, "Placed", twice(), "placed again in"),
        fault("a merchant paid too much", Orders.ABI, "Settled", plus(0, 1), "its settlement is"),
        fault(
            "a fee that nobody agreed to", Orders.ABI, "Settled", plus(1, 1), "its settlement is"),
        fault(
            "commission that nobody agreed to",
            Orders.ABI,
            "Released",
            plus(0, 1),
            "its commission is 301 instead of 300"),
        fault(
            "points that were not earned",
            Orders.ABI,
            "Completed",
            plus(1, 1),
            "its points is 101 instead of 100"),
        fault(
            "a payment that is not told",
            Orders.ABI,
            "PaymentReceived",
            drop(),
            "what was paid is"),
        fault(
            "a refund out of nothing",
            Orders.ABI,
            "RefundPaid",
            plus(0, 100),
            "contracts hold what they owe"),
        fault(
            "refunds that do not sum",
            Orders.ABI,
            "Refunded",
            plus(2, 1),
            "what a refund was taken from is"),
        fault(
            "a step that was left out",
            Orders.ABI,
            "Received",
            drop(),
            "became SETTLED while it was SHIPPED"),
        fault("change kept", Orders.ABI, "ChangePaid", drop(), "contracts hold what they owe"),
        fault(
            "a pot that does not cover its units",
            Vouchers.ABI,
            "Issued",
            plus(0, 6),
            "pots cover their units"),
        fault(
            "a pot that is not what it says", Vouchers.ABI, "PotFunded", plus(1, 1), "its pot is"),
        fault(
            "a bond that is not what it says",
            Merchants.ABI,
            "BondPosted",
            plus(1, 1),
            "the bond is"),
        fault("money that comes from nowhere", Cash.ABI, "Transfer", twice(), "minted without"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void notices(String name, Hash topic, UnaryOperator<List<AuditLog>> fault, String problem) {
    boolean planted = false;
    List<AuditBlock> blocks = new ArrayList<>();
    for (AuditBlock block : BLOCKS) {
      List<AuditLog> logs = new ArrayList<>();
      for (AuditLog log : block.logs()) {
        if (!planted && !log.topics().isEmpty() && log.topics().getFirst().equals(topic)) {
          logs.addAll(fault.apply(List.of(log)));
          planted = true;
        } else {
          logs.add(log);
        }
      }
      blocks.add(
          new AuditBlock(block.number(), block.hash(), block.at(), block.transactions(), logs));
    }
    assertThat(planted).isTrue();
    assertThat(problems(blocks)).anyMatch(each -> each.contains(problem));
  }

  private static Arguments fault(
      String name,
      ContractAbi abi,
      String event,
      UnaryOperator<List<AuditLog>> fault,
      String problem) {
    Hash topic =
        abi.events().entrySet().stream()
            .filter(each -> each.getValue().getName().equals(event))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return Arguments.of(name, topic, fault, problem);
  }

  @SuppressWarnings("UnnecessaryLambda") // reads as the others in the table
  private static UnaryOperator<List<AuditLog>> drop() {
    return log -> List.of();
  }

  @SuppressWarnings("UnnecessaryLambda") // reads as the others in the table
  private static UnaryOperator<List<AuditLog>> twice() {
    return log -> List.of(log.getFirst(), log.getFirst());
  }

  private static UnaryOperator<List<AuditLog>> word(int index, long value) {
    return changed(index, old -> U256.of(value));
  }

  private static UnaryOperator<List<AuditLog>> plus(int index, long more) {
    return changed(index, old -> old.add(U256.of(more)));
  }

  /// Changes a word of the event's data.
  private static UnaryOperator<List<AuditLog>> changed(int index, UnaryOperator<U256> change) {
    return logs -> {
      AuditLog log = logs.getFirst();
      byte[] data = log.data().toArray();
      change.apply(U256.fromBytes(data, 32 * index, 32)).writeTo(data, 32 * index);
      return List.of(
          new AuditLog(
              log.emitter(), log.topics(), Bytes.wrap(data), log.transaction(), log.index()));
    };
  }
}
