package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tongbao.app.OperationTable.Who;
import org.tongbao.app.fuzz.WireAnswer;
import org.tongbao.app.fuzz.WireRequest;

/// Odd requests to every operation of the REST API, as everybody. What fails is printed with its
/// seed and its request; `./tongbao bench fuzz-api` goes on for as long as it is let.
final class ApiFuzzTest {
  /// Of its own: what odd requests change would be in the way of others.
  @RegisterExtension private static final EngineMarket MARKET = new EngineMarket();

  private static final Logger LOG = LoggerFactory.getLogger(ApiFuzzTest.class);
  private static final long SEED = 20261123;
  private static final int EACH = Integer.getInteger("tongbao.fuzz.each", 12);

  /// Writes are seen when they are committed, and leaks by whoever must not read them.
  @Test
  void whatIsPlantedIsSeen() {
    var watch = new ChangeWatch(MARKET.app().jdbc()).open();
    MARKET.settle();
    var _ = watch.take();
    MARKET.app().jdbc().sql("UPDATE users SET version = version").update();
    assertThat(watch.take()).contains("users");
    MARKET.app().jdbc().sql("UPDATE users SET version = version WHERE version < 0").update();
    assertThat(watch.take()).doesNotContain("users");

    var markers = new FuzzMarkers(List.of("order-1"), List.of("mail-1"), List.of(), List.of());
    var asked = new WireRequest("GET", "/api/v1/orders/order-1", List.of(), new byte[0]);
    var answer = new WireAnswer(200, List.of("ETag: mail-1"), "order-1");
    assertThat(markers.leak(Who.STRANGER, asked, answer)).contains("mail-1");
    assertThat(markers.leak(Who.OWNER, asked, answer)).contains("mail-1");
    assertThat(markers.leak(Who.BUYER, asked, answer)).isEmpty();
    var other = new WireRequest("GET", "/api/v1/orders", List.of(), new byte[0]);
    var whole = new WireAnswer(200, List.of(), "order-1");
    assertThat(markers.leak(Who.STRANGER, other, whole)).contains("order-1");
    assertThat(markers.leak(Who.OWNER, other, whole)).isEmpty();
  }

  @Test
  void noAnswerFailsTellsTooMuchOrIsOtherwiseThanDeclared() throws Exception {
    try (var scene = new FuzzScene(MARKET, "fuzz")) {
      var fuzz = new ApiFuzz(MARKET, new ChangeWatch(MARKET.app().jdbc()).open());
      fuzz.round(scene, Long.getLong("tongbao.fuzz.seed", SEED), EACH, () -> true);
      ApiFuzz.Report report = fuzz.report();
      LOG.info("{}", report.summary());

      assertThat(report.faults()).as(report.text()).isEmpty();
      assertThat(report.operations()).isEqualTo(OperationTable.read().rows().size());
      assertThat(report.taken()).hasSizeGreaterThan(report.operations() / 2);
    }
  }
}
