package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The governor: whatever adds power waits here in public before anybody may carry it out.
public final class Timelock extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Timelock");

  public Timelock(Address address) {
    super(ABI, address);
  }

  public ContractCall<Hash> CANCELLER_ROLE() {
    return call(Returns.one(Hash.class), "CANCELLER_ROLE");
  }

  public ContractCall<Hash> DEFAULT_ADMIN_ROLE() {
    return call(Returns.one(Hash.class), "DEFAULT_ADMIN_ROLE");
  }

  public ContractCall<Hash> EXECUTOR_ROLE() {
    return call(Returns.one(Hash.class), "EXECUTOR_ROLE");
  }

  public ContractCall<Hash> PROPOSER_ROLE() {
    return call(Returns.one(Hash.class), "PROPOSER_ROLE");
  }

  public ContractCall<Nothing> cancel(Hash id) {
    return call(Returns.NOTHING, "cancel", id);
  }

  public ContractCall<Nothing> execute(
      Address target, U256 value, Bytes payload, Hash predecessor, Hash salt) {
    return call(Returns.NOTHING, "execute", target, value, payload, predecessor, salt);
  }

  public ContractCall<Nothing> executeBatch(
      List<Address> targets, List<U256> values, List<Bytes> payloads, Hash predecessor, Hash salt) {
    return call(Returns.NOTHING, "executeBatch", targets, values, payloads, predecessor, salt);
  }

  public ContractCall<U256> getMinDelay() {
    return call(Returns.one(U256.class), "getMinDelay");
  }

  public ContractCall<OperationState> getOperationState(Hash id) {
    return call(Returns.one(OperationState.class), "getOperationState", id);
  }

  public ContractCall<Hash> getRoleAdmin(Hash role) {
    return call(Returns.one(Hash.class), "getRoleAdmin", role);
  }

  public ContractCall<U256> getTimestamp(Hash id) {
    return call(Returns.one(U256.class), "getTimestamp", id);
  }

  public ContractCall<Nothing> grantRole(Hash role, Address account) {
    return call(Returns.NOTHING, "grantRole", role, account);
  }

  public ContractCall<Boolean> hasRole(Hash role, Address account) {
    return call(Returns.one(Boolean.class), "hasRole", role, account);
  }

  public ContractCall<Hash> hashOperation(
      Address target, U256 value, Bytes data, Hash predecessor, Hash salt) {
    return call(Returns.one(Hash.class), "hashOperation", target, value, data, predecessor, salt);
  }

  public ContractCall<Hash> hashOperationBatch(
      List<Address> targets, List<U256> values, List<Bytes> payloads, Hash predecessor, Hash salt) {
    return call(
        Returns.one(Hash.class),
        "hashOperationBatch",
        targets,
        values,
        payloads,
        predecessor,
        salt);
  }

  public ContractCall<Boolean> isOperation(Hash id) {
    return call(Returns.one(Boolean.class), "isOperation", id);
  }

  public ContractCall<Boolean> isOperationDone(Hash id) {
    return call(Returns.one(Boolean.class), "isOperationDone", id);
  }

  public ContractCall<Boolean> isOperationPending(Hash id) {
    return call(Returns.one(Boolean.class), "isOperationPending", id);
  }

  public ContractCall<Boolean> isOperationReady(Hash id) {
    return call(Returns.one(Boolean.class), "isOperationReady", id);
  }

  public ContractCall<Bytes> onERC1155BatchReceived(
      Address argument0,
      Address argument1,
      List<U256> argument2,
      List<U256> argument3,
      Bytes argument4) {
    return call(
        Returns.one(Bytes.class),
        "onERC1155BatchReceived",
        argument0,
        argument1,
        argument2,
        argument3,
        argument4);
  }

  public ContractCall<Bytes> onERC1155Received(
      Address argument0, Address argument1, U256 argument2, U256 argument3, Bytes argument4) {
    return call(
        Returns.one(Bytes.class),
        "onERC1155Received",
        argument0,
        argument1,
        argument2,
        argument3,
        argument4);
  }

  public ContractCall<Bytes> onERC721Received(
      Address argument0, Address argument1, U256 argument2, Bytes argument3) {
    return call(
        Returns.one(Bytes.class), "onERC721Received", argument0, argument1, argument2, argument3);
  }

  public ContractCall<Nothing> renounceRole(Hash role, Address callerConfirmation) {
    return call(Returns.NOTHING, "renounceRole", role, callerConfirmation);
  }

  public ContractCall<Nothing> revokeRole(Hash role, Address account) {
    return call(Returns.NOTHING, "revokeRole", role, account);
  }

  public ContractCall<Nothing> schedule(
      Address target, U256 value, Bytes data, Hash predecessor, Hash salt, U256 delay) {
    return call(Returns.NOTHING, "schedule", target, value, data, predecessor, salt, delay);
  }

  public ContractCall<Nothing> scheduleBatch(
      List<Address> targets,
      List<U256> values,
      List<Bytes> payloads,
      Hash predecessor,
      Hash salt,
      U256 delay) {
    return call(
        Returns.NOTHING, "scheduleBatch", targets, values, payloads, predecessor, salt, delay);
  }

  public ContractCall<Boolean> supportsInterface(Bytes interfaceId) {
    return call(Returns.one(Boolean.class), "supportsInterface", interfaceId);
  }

  public ContractCall<Nothing> updateDelay(U256 newDelay) {
    return call(Returns.NOTHING, "updateDelay", newDelay);
  }
}
