package org.tongbao.ledger.relay;

import com.esaulpaugh.headlong.abi.Function;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.IntentsError;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.ledger.contract.Orders;
import org.tongbao.ledger.contract.OrdersError;
import org.tongbao.ledger.contract.RelayEvent;
import org.tongbao.ledger.contract.TreasuryError;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.LogEntry;
import org.tongbao.ledger.rpc.TransactionReceipt;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Reads out of a receipt what came of each item of a batch.
final class RelayOutcome {
  private final EthClient client;
  private final Contracts contracts;

  RelayOutcome(EthClient client, Contracts contracts) {
    this.client = client;
    this.contracts = contracts;
  }

  /// @throws IllegalStateException when the receipt is none of a batch of so many calls
  Map<Hash, RelayResult> read(TransactionReceipt receipt, List<RelayItem> items) {
    Map<Long, Bytes> reasons = new HashMap<>();
    RelayEvent.Executed executed = null;
    for (LogEntry log : receipt.logs()) {
      ContractEvent event =
          log.address().equals(contracts.address("Relay"))
              ? contracts.decode(log.address(), log.topics(), log.data()).orElse(null)
              : null;
      if (event instanceof RelayEvent.Failed failed) {
        reasons.put(failed.index().toLongExact(), failed.reason());
      } else if (event instanceof RelayEvent.Executed last) {
        executed = last;
      }
    }
    if (executed == null || executed.calls().toLongExact() != items.size()) {
      throw new IllegalStateException("No batch of ours in " + receipt.transaction());
    }
    Map<Hash, RelayResult> results = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      boolean done = executed.succeeded().toBigInteger().testBit(i);
      results.put(
          items.get(i).reference(),
          done
              ? new RelayResult.Done(receipt.transaction(), receipt.block())
              : refused(items.get(i), reasons.getOrDefault((long) i, Bytes.EMPTY), receipt));
    }
    return results;
  }

  private RelayResult refused(RelayItem item, Bytes reason, TransactionReceipt receipt) {
    return switch (ContractError.decode(reason)) {
      case OrdersError.AlreadyPlaced placed when paysToo(item) && isUnpaid(placed.id()) ->
          new RelayResult.Failed(reason, receipt.transaction(), receipt.block());
      case IntentsError.AlreadyDone _,
          OrdersError.AlreadyPlaced _,
          OrdersError.AlreadyPaid _,
          TreasuryError.AlreadyDeposited _ ->
          new RelayResult.AlreadyDone(receipt.transaction(), receipt.block());
      case IntentsError.ReferenceUsed _,
          OrdersError.ReferenceUsed _,
          TreasuryError.ReferenceUsed _ ->
          new RelayResult.Conflict(reason, receipt.transaction(), receipt.block());
      default -> new RelayResult.Failed(reason, receipt.transaction(), receipt.block());
    };
  }

  private boolean paysToo(RelayItem item) {
    Function function = Orders.ABI.function("placeAndPay", 3);
    return item.target().equals(contracts.address("Orders"))
        && item.data().slice(0, 4).equals(Bytes.wrap(function.selector()));
  }

  /// An order that was placed otherwise is not paid because it is placed.
  private boolean isUnpaid(Hash order) {
    return client.call(contracts.orders().orderOf(order)).state() == OrderState.PLACED;
  }
}
