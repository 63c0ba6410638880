package org.tongbao.chain.rpc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Logs and the filters that are polled for changes.
final class LogMethods {
  private final LogQuery query;
  private final Filters filters;

  LogMethods(LogQuery query, Filters filters) {
    this.query = query;
    this.filters = filters;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_getLogs", (params, session) -> logs(params));
    methods.put("eth_newFilter", (params, session) -> newFilter(params));
    methods.put(
        "eth_newBlockFilter",
        (params, session) -> RpcResult.of(filters.install(new Filters.Interest.Blocks())));
    methods.put(
        "eth_newPendingTransactionFilter",
        (params, session) ->
            RpcResult.of(filters.install(new Filters.Interest.PendingTransactions())));
    methods.put("eth_getFilterChanges", (params, session) -> changes(params));
    methods.put("eth_getFilterLogs", (params, session) -> filterLogs(params));
    methods.put(
        "eth_uninstallFilter",
        (params, session) -> RpcResult.of(filters.uninstall(params.string(0))));
  }

  private RpcResult logs(RpcParams params) {
    params.atMost(1);
    return all(query.find(params.node(0), "argument 0"));
  }

  /// A filter's range bounds the blocks it hears of; without one it hears of all to come.
  private RpcResult newFilter(RpcParams params) {
    params.atMost(1);
    return RpcResult.of(filters.install(interest(params.node(0), "argument 0")));
  }

  static Filters.Interest.Logs interest(JsonNode node, String where) {
    var fields = new JsonFieldsReader(node, where);
    return new Filters.Interest.Logs(
        LogFilter.parse(node, where),
        bound(fields.node("fromBlock"), where + ": fromBlock", 0),
        bound(fields.node("toBlock"), where + ": toBlock", Long.MAX_VALUE));
  }

  /// Every tag but `earliest` means what is yet to come.
  private static long bound(@Nullable JsonNode node, String where, long otherwise) {
    return node != null
            && BlockSelector.parse(node, where) instanceof BlockSelector.Numbered numbered
        ? numbered.number()
        : otherwise;
  }

  private RpcResult changes(RpcParams params) {
    params.atMost(1);
    List<RpcResult> changes = filters.changes(params.string(0));
    return out -> {
      out.writeStartArray();
      changes.forEach(change -> change.writeTo(out));
      out.writeEndArray();
    };
  }

  private RpcResult filterLogs(RpcParams params) {
    params.atMost(1);
    if (!(filters.interest(params.string(0)) instanceof Filters.Interest.Logs logs)) {
      throw new RpcException(RpcError.SERVER_ERROR, "filter not found: it is not one of logs");
    }
    return all(query.find(logs.filter(), query.existing(logs.lowest(), logs.highest())));
  }

  private static RpcResult all(List<LogJson> logs) {
    return out -> {
      out.writeStartArray();
      logs.forEach(log -> log.writeTo(out));
      out.writeEndArray();
    };
  }
}
