package org.tongbao.app.verify;

import java.util.Map;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.audit.ContractState;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hex;

/// Contracts' state after one block, though the chain may go on meanwhile.
record PinnedState(EthClient client, long block) implements ContractState {
  @Override
  public <R> R ask(ContractCall<R> call) {
    Map<String, String> fields = Map.of("to", call.to().toHex(), "input", call.data().toHex());
    String result = client.rpc().request("eth_call", fields, Hex.quantity(block)).asString();
    return call.decode(Bytes.fromHex(result));
  }
}
