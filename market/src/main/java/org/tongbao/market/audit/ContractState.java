package org.tongbao.market.audit;

import org.tongbao.ledger.abi.ContractCall;

/// Asks contracts on the state after the last block that the books know.
public interface ContractState {
  <R> R ask(ContractCall<R> call);
}
