package org.tongbao.ledger.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// The standard Ethereum methods that the ledger uses, typed. Every method may throw an
/// `RpcException`. Thread-safe.
public final class EthClient implements AutoCloseable {
  private static final String LATEST = "latest";
  private static final String PENDING = "pending";

  private final JsonRpcClient client;

  public EthClient(JsonRpcClient client) {
    this.client = client;
  }

  public EthClient(RpcTransport transport, RpcLimits limits) {
    this(new JsonRpcClient(transport, limits));
  }

  /// The untyped client beneath, for methods that are not here.
  public JsonRpcClient rpc() {
    return client;
  }

  public U256 chainId() {
    return JsonFields.quantity(client.request("eth_chainId"));
  }

  public long blockNumber() {
    return JsonFields.number(client.request("eth_blockNumber"));
  }

  public BlockHead head() {
    return block("eth_getBlockByNumber", LATEST)
        .orElseThrow(() -> new RpcException.Malformed("the node knows no newest block"));
  }

  public Optional<BlockHead> block(long number) {
    return block("eth_getBlockByNumber", Hex.quantity(number));
  }

  public Optional<BlockHead> block(Hash hash) {
    return block("eth_getBlockByHash", hash.toHex());
  }

  private Optional<BlockHead> block(String method, String which) {
    JsonNode block = client.request(method, which, false);
    return block.isNull() ? Optional.empty() : Optional.of(BlockHead.read(block));
  }

  public Bytes code(Address address) {
    return JsonFields.bytes(client.request("eth_getCode", address.toHex(), LATEST));
  }

  /// The code of many addresses in one batch.
  public List<Bytes> codes(List<Address> addresses) {
    List<JsonRpcClient.Request> requests =
        addresses.stream()
            .map(each -> JsonRpcClient.Request.of("eth_getCode", each.toHex(), LATEST))
            .toList();
    return client.batch(requests).stream().map(each -> JsonFields.bytes(each.value())).toList();
  }

  /// Wei.
  public U256 balance(Address address) {
    return JsonFields.quantity(client.request("eth_getBalance", address.toHex(), LATEST));
  }

  /// How many transactions of the account have been mined.
  public long nonce(Address account) {
    return nonce(account, LATEST);
  }

  /// The same with those that wait in the node's pool.
  public long pendingNonce(Address account) {
    return nonce(account, PENDING);
  }

  private long nonce(Address account, String when) {
    return JsonFields.number(client.request("eth_getTransactionCount", account.toHex(), when));
  }

  /// Asks a function of a contract, on the newest state.
  ///
  /// @throws RpcException.Reverted with the contract's error
  /// @throws org.tongbao.ledger.abi.AbiException when there is no such contract
  public <R> R call(ContractCall<R> call) {
    return call.decode(JsonFields.bytes(client.request("eth_call", fields(call), LATEST)));
  }

  /// Asks as the given account, which need not be ours.
  public <R> R call(ContractCall<R> call, Address from) {
    Map<String, Object> fields = fields(call);
    fields.put("from", from.toHex());
    return call.decode(JsonFields.bytes(client.request("eth_call", fields, LATEST)));
  }

  private static Map<String, Object> fields(ContractCall<?> call) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("to", call.to().toHex());
    fields.put("input", call.data().toHex());
    return fields;
  }

  public long estimateGas(Address from, Address to, Bytes data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", from.toHex());
    fields.put("to", to.toHex());
    fields.put("input", data.toHex());
    return JsonFields.number(client.request("eth_estimateGas", fields));
  }

  /// What a transaction should offer now.
  public Fees fees() {
    U256 baseFee = head().baseFeePerGas();
    U256 tip = JsonFields.quantity(client.request("eth_maxPriorityFeePerGas"));
    return Fees.over(baseFee, tip);
  }

  /// Hands a signed transaction over. `Refused` does not mean that it will not be mined: the node
  /// may know it already.
  public Hash send(Bytes signedTransaction) {
    return JsonFields.hash(client.request("eth_sendRawTransaction", signedTransaction.toHex()));
  }

  /// Empty while the transaction is not in the chain.
  public Optional<TransactionReceipt> receipt(Hash transaction) {
    JsonNode receipt = client.request("eth_getTransactionReceipt", transaction.toHex());
    return receipt.isNull() ? Optional.empty() : Optional.of(TransactionReceipt.read(receipt));
  }

  /// Whether the node has the transaction, mined or waiting.
  public boolean knows(Hash transaction) {
    return !client.request("eth_getTransactionByHash", transaction.toHex()).isNull();
  }

  /// The logs of these contracts in one block, in order.
  ///
  /// @throws RpcException.Refused when the node does not know the block (any more)
  public List<LogEntry> logs(Hash block, List<Address> contracts) {
    return logs(Map.of("blockHash", block.toHex()), contracts);
  }

  /// The logs of these contracts in a range of blocks, both ends included, in order.
  public List<LogEntry> logs(long fromBlock, long toBlock, List<Address> contracts) {
    return logs(
        Map.of("fromBlock", Hex.quantity(fromBlock), "toBlock", Hex.quantity(toBlock)), contracts);
  }

  private List<LogEntry> logs(Map<String, String> where, List<Address> contracts) {
    Map<String, Object> filter = new LinkedHashMap<>(where);
    filter.put("address", contracts.stream().map(Address::toHex).toList());
    List<LogEntry> logs = new ArrayList<>();
    for (JsonNode log : client.request("eth_getLogs", filter)) {
      logs.add(LogEntry.read(log));
    }
    return logs;
  }

  @Override
  public void close() {
    client.close();
  }
}
