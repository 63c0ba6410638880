package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.HttpTransport;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.primitives.U256;

final class RpcMountTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  @Test
  void answersOrdinaryClientsWithoutASessionOrAToken() throws Exception {
    var transport = new HttpTransport(rpc(), RpcLimits.DEFAULT);
    try (var client = new EthClient(transport, RpcLimits.DEFAULT)) {
      assertThat(client.chainId()).isEqualTo(U256.of(21_570));
      assertThat(client.code(APP.bean(Contracts.class).address("Orders")).size()).isPositive();
    }

    HttpResponse<String> answer =
        APP.postJson("/rpc", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"result\":\"0x");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void isNotForFormsGetsAndProxies() throws Exception {
    assertThat(APP.post("/rpc", "a=b").statusCode()).isEqualTo(415);
    assertThat(APP.get("/rpc").statusCode()).isEqualTo(405);
    assertThat(APP.postJson("/rpc", "{}", "X-Forwarded-For", "192.0.2.1").statusCode())
        .isEqualTo(404);
  }

  @Test
  void refusesARequestThatIsTooLong() throws Exception {
    assertThat(APP.postJson("/rpc", " ".repeat((4 << 20) + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void showsHowItIs() throws Exception {
    assertThat(APP.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(APP.get("/actuator/prometheus").body())
        .contains(
            "tongbao_outbox_waiting",
            "tongbao_outbox_oldest_seconds",
            "tongbao_outbox_conflicts",
            "tongbao_outbox_relayed_seconds_count",
            "tongbao_chain_lag_blocks",
            "tongbao_chain_lost_events");
  }

  private static URI rpc() {
    return APP.address().resolve("/rpc");
  }
}
