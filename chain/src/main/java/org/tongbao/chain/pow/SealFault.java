package org.tongbao.chain.pow;

/// Why a well-formed seal does not prove the work of a block: the AuxPoW rules one by one.
public enum SealFault {
  NOT_A_GENERATION("the coinbase branch does not start at index 0"),
  PARENT_IS_OUR_CHAIN("the parent header carries our own chain id"),
  BRANCH_TOO_LONG("a Merkle branch is longer than 30"),
  COINBASE_NOT_IN_PARENT("the coinbase transaction is not under the parent's Merkle root"),
  ROOT_MISSING("the coinbase script does not hold the chain Merkle root"),
  MAGIC_MISSING("the coinbase script has no merged mining magic fabe6d6d"),
  MAGIC_REPEATED("the coinbase script has the merged mining magic more than once"),
  MAGIC_NOT_BEFORE_ROOT("the merged mining magic does not stand just before the root"),
  SIZE_AND_NONCE_MISSING("the chain Merkle tree's size and nonce do not follow the root"),
  SIZE_MISMATCH("the chain Merkle tree's size is not 2^height of the branch"),
  WRONG_SLOT("the chain branch does not start at the slot of our chain id"),
  NOT_ENOUGH_WORK("the parent header's hash is above the target");

  private final String explanation;

  SealFault(String explanation) {
    this.explanation = explanation;
  }

  public String explanation() {
    return explanation;
  }
}
