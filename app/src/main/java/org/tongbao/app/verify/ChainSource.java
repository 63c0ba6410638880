package org.tongbao.app.verify;

import java.time.Instant;
import java.util.List;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.audit.AuditBlock;
import org.tongbao.market.audit.Findings;
import org.tongbao.primitives.Address;

/// A chain to verify. Its blocks are checked as far as the source allows while they are read.
interface ChainSource extends AutoCloseable {
  /// Where it is, for the report.
  String name();

  /// How much of the chain itself is proved, in a sentence for the report.
  String strength();

  /// The deployments of our contracts that it has: the addresses of their Directories.
  List<Address> directories();

  /// Asks a contract on the newest state, before the blocks were read.
  <R> R askNow(ContractCall<R> call);

  /// Checks all blocks in their order and hands them on. Stops at a block that cannot be used.
  ///
  /// @return whether all could be used
  boolean read(Findings findings, BlockVisitor visitor);

  /// Is shown each block after it was checked.
  interface BlockVisitor {
    void visit(AuditBlock block);
  }

  /// Asks on the state after the last block that was read.
  EthClient client();

  /// What counts as now for deadlines.
  Instant now();

  @Override
  void close();
}
