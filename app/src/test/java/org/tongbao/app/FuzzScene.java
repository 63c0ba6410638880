package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.OperationTable.Row;
import org.tongbao.app.OperationTable.Who;

/// The things of [ApiScene], marked so that each can be told wherever it turns up, and callers that
/// send odd requests.
final class FuzzScene implements AutoCloseable {
  private final EngineMarket market;
  private final ApiScene scene;
  private final Map<Who, FuzzCaller> callers = new EnumMap<>(Who.class);
  private final FuzzMarkers markers;

  /// @param prefix of names: another for each scene in one marketplace
  FuzzScene(EngineMarket market, String prefix) throws Exception {
    this.market = market;
    String home =
        CheckoutStage.HOME
            .replace("李娜", prefix + "-recipient")
            .replace("科苑路 1 号", prefix + "-street")
            .replace("138-0013-8000", "139-0013-9999");
    scene = new ApiScene(market).atHome(home).open(prefix);
    String token = prefix + "-bank-account";
    Answer withdrawal =
        scene
            .caller(Who.BUYER)
            .write(
                "POST",
                "/api/v1/wallet/withdrawals",
                """
                {"amount":{"amountMinor":7,"currency":"CNY"},"destination":"ACCOUNT",
                 "accountToken":"%s"}
                """
                    .formatted(token));
    assertThat(withdrawal.status()).as(withdrawal.response().body()).isBetween(200, 299);
    String draft = scene.body(row("POST /api/v1/merchants/{merchantId}/products"));
    String hiddenTitle = prefix + "-draft";
    Answer product =
        scene
            .caller(Who.OWNER)
            .write(
                "POST",
                market.lotus().path("/products"),
                draft.replace("Clay teapot", hiddenTitle).replace("FRESH", prefix + "-1"));
    assertThat(product.outcome()).as(product.response().body()).isEqualTo("201");
    List<String> ofBuyer =
        new ArrayList<>(List.of(prefix + "-recipient", prefix + "-street", "13900139999"));
    for (String each : List.of("orders/{number}", "parts/{id}", "payments/{id}")) {
      ofBuyer.add(scene.thing(each));
    }
    List<String> secrets =
        new ArrayList<>(List.of(prefix + "-buyer@example.com", token, withdrawal.text("id")));
    for (String each :
        List.of(
            "addresses/{id}",
            "wallet recharges/{id}",
            "withdrawals/{id}",
            "sessions/{id}",
            "passkeys/{id}",
            "voucher-recharges/{id}",
            "notifications/{id}",
            "uploads/{hash}")) {
      secrets.add(scene.thing(each));
    }
    List<String> ofShop =
        new ArrayList<>(
            List.of(
                hiddenTitle,
                prefix + "-shop-orders@example.com",
                prefix + "-invited@example.com",
                product.text("id")));
    for (String each :
        List.of("webhooks/{id}", "messages/{messageId}", "api-keys/{id}", "recharges/{id}")) {
      ofShop.add(scene.thing("merchants " + each));
    }
    List<String> ofPlatform = new ArrayList<>();
    for (String each :
        List.of("webhooks/{id}", "messages/{messageId}", "api-keys/{id}", "mails/{id}")) {
      ofPlatform.add(scene.thing(each));
    }
    markers = new FuzzMarkers(ofBuyer, secrets, ofShop, ofPlatform);
    admit(prefix);
  }

  private static Row row(String name) {
    return Objects.requireNonNull(OperationTable.read().rows().get(name), name);
  }

  private void admit(String prefix) throws IOException {
    for (Who who : Who.values()) {
      FuzzCaller caller = new FuzzCaller(market.app().address(), loginName(who, prefix));
      callers.put(who, caller);
      forgetAttempts();
      caller.signIn();
    }
  }

  private static String loginName(Who who, String prefix) {
    return switch (who) {
      case NOBODY -> "";
      case BUYER -> prefix + "-buyer@example.com";
      case STRANGER -> prefix + "-stranger@example.com";
      case OWNER -> "lotus@example.com";
      case MANAGER -> prefix + "-shop-manager@example.com";
      case ORDERS -> prefix + "-shop-orders@example.com";
      case PRODUCTS -> prefix + "-shop-products@example.com";
      case ACCOUNTS -> prefix + "-shop-finance@example.com";
      case READER -> prefix + "-shop-reader@example.com";
      case RIVAL -> "willow@example.com";
      case ADMINISTRATOR -> "root@example.com";
      case FINANCE -> prefix + "-finance@example.com";
      case SUPPORT -> "support@example.com";
      case REVIEWER -> "reviewer@example.com";
    };
  }

  /// Odd sign-ins would make everybody on this machine wait.
  void forgetAttempts() {
    var _ = market.app().jdbc().sql("DELETE FROM failed_attempts").update();
  }

  ApiScene things() {
    return scene;
  }

  FuzzMarkers markers() {
    return markers;
  }

  FuzzCaller caller(Who who) {
    return Objects.requireNonNull(callers.get(who));
  }

  /// Makes undone what would change who may do what.
  void mend(Row row) throws Exception {
    switch (row.name()) {
      case "PUT /api/v1/users/{id}/roles/{role}" -> {
        ApiClient root = market.people().root();
        for (String role : List.of("REVIEWER", "SUPPORT", "FINANCE", "ADMINISTRATOR")) {
          String path = "/api/v1/users/" + scene.thing("users/{id}") + "/roles/" + role;
          Answer revoked = root.write("DELETE", path, "");
          assertThat(revoked.status()).as(revoked.outcome()).isLessThan(500);
        }
      }
      case "PUT /api/v1/users/{id}/disablement" -> {
        String path = "/api/v1/users/" + scene.thing("users/{id}") + "/disablement";
        Answer enabled = market.people().root().write("DELETE", path, "");
        assertThat(enabled.status()).as(enabled.outcome()).isEqualTo(204);
        caller(Who.STRANGER).signIn();
      }
      case "POST /api/v1/platform/merchants/{id}/suspension" -> {
        market.app().settle();
        Answer back = market.lotus().decide(market.people().reviewer(), "reinstatement", "clear");
        assertThat(back.status()).as(back.outcome()).isLessThan(500);
        market.app().settle();
      }
      default -> {
        // Changes things, not rights.
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FuzzCaller each : callers.values()) {
      each.close();
    }
  }
}
