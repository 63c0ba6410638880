package org.tongbao.app.replay;

import org.tongbao.ledger.rpc.EthClient;
import tools.jackson.databind.JsonNode;

/// What a chain has grown to.
///
/// @param gas used by all transactions
record ChainFigures(long blocks, long transactions, long gas) {
  /// Looks at every block.
  static ChainFigures of(EthClient client) {
    long last = client.blockNumber();
    long transactions = 0;
    long gas = 0;
    for (long number = 0; number <= last; number++) {
      JsonNode block =
          client.rpc().request("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
      transactions += block.path("transactions").size();
      gas += Long.decode(block.path("gasUsed").stringValue());
    }
    return new ChainFigures(last + 1, transactions, gas);
  }
}
