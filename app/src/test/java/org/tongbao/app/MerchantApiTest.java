package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/// Shops over HTTP against the whole application with its chain: applying, review, settings, staff.
final class MerchantApiTest {
  private static final String ROOT = "root@example.com";
  private static final String PLATFORM = "/api/v1/platform/merchants/";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static ApiClient root;
  private static ApiClient reviewer;

  @BeforeAll
  static void signIn() throws Exception {
    root = APP.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
    reviewer = APP.client();
    String id = reviewer.begin("reviewer@example.com");
    root.write("PUT", "/api/v1/users/" + id + "/roles/REVIEWER", "");
  }

  @Test
  void aBondIsAskedBackByTheOwnerAloneAndOnlyWhatIsThere() throws Exception {
    Shop shop = Shop.live(APP, reviewer, "bond-holder", "CNY");
    String path = shop.path("/bond-withdrawals");
    assertThat(shop.owner().write("POST", path, "{\"amountMinor\":1}").outcome())
        .isEqualTo("409 merchant.bond-too-small");
    assertThat(shop.owner().write("POST", path, "{\"amountMinor\":-1}").outcome())
        .isEqualTo("422 request.field-malformed");
    Answer nothing = shop.owner().write("POST", path, "{\"amountMinor\":0}");
    assertThat(nothing.outcome()).isEqualTo("202");
    assertThat(nothing.at("/bond/leaving/amountMinor")).isEqualTo("0");
    ApiClient stranger = APP.client();
    stranger.begin("wants-the-bond@example.com");
    assertThat(stranger.write("POST", path, "{\"amountMinor\":0}").outcome())
        .isEqualTo("404 request.not-found");
  }

  @Test
  void isLiveWhenTheChainSaysSo() throws Exception {
    Shop shop = Shop.applied(APP, "lotus", "CNY");
    JsonNode own = shop.owner().get("/api/v1/me/merchants").json().at("/items/0");
    assertThat(own.path("state").asString()).isEqualTo("APPLIED");
    assertThat(own.path("sells").asBoolean()).isFalse();
    assertThat(own.path("owner").asBoolean()).isTrue();
    assertThat(shop.owner().get(shop.path("")).outcome()).isEqualTo("404 request.not-found");

    Answer approved = shop.decide(reviewer, "approval", "papers are in order");
    assertThat(approved.outcome()).isEqualTo("202");
    assertThat(approved.text("state")).isEqualTo("APPLIED");
    assertThat(approved.text("pendingStep")).isEqualTo("APPROVAL");
    APP.settle();

    JsonNode live = shop.owner().get(shop.path("/application")).json();
    assertThat(live.path("state").asString()).isEqualTo("APPROVED");
    assertThat(live.path("sells").asBoolean()).isTrue();
    assertThat(live.path("pendingStep").isNull()).isTrue();
    assertThat(history(live)).containsExactly("APPLICATION", "APPROVAL", "LIVE");
    assertThat(live.at("/history/1/reason").asString()).isEqualTo("papers are in order");
    assertThat(live.at("/history/2/transaction").asString()).matches("0x[0-9a-f]{64}");
    assertThat(live.at("/payout/account").asString()).isEqualTo(live.path("account").asString());
    assertThat(APP.client().get(shop.path("")).text("name")).isEqualTo("lotus");
  }

  @Test
  void canBeChangedAndAppliedForAgainWhenReturned() throws Exception {
    Shop shop = Shop.applied(APP, "willow", "CNY");
    String path = shop.path("/application");
    String first = shop.owner().get(path).text("profile");
    String again = Shop.application("willow", "USD").replace("Lotus Trading", "Willow Trading");

    assertThat(shop.owner().write("PUT", path, again, "If-Match", "\"1\"").outcome())
        .isEqualTo("409 merchant.wrong-state");
    assertThat(shop.decide(reviewer, "return", "").outcome())
        .isEqualTo("422 request.field-missing");
    Answer returned = shop.decide(reviewer, "return", "the licence cannot be read");
    assertThat(returned.text("state")).isEqualTo("RETURNED");
    assertThat(shop.decide(reviewer, "approval", "").outcome())
        .isEqualTo("409 merchant.wrong-state");

    assertThat(shop.owner().write("PUT", path, again).outcome())
        .isEqualTo("428 request.version-needed");
    assertThat(shop.owner().write("PUT", path, again, "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    Answer applied = shop.owner().write("PUT", path, again, "If-Match", returned.header("ETag"));
    assertThat(applied.outcome()).isEqualTo("200");
    assertThat(applied.at("/conditions/currency")).isEqualTo("USD");
    assertThat(applied.at("/company/companyName")).isEqualTo("Willow Trading Co.");
    assertThat(applied.text("profile")).isNotEqualTo(first);

    String stale = returned.header("ETag");
    assertThat(
            reviewer
                .write("POST", PLATFORM + shop.id() + "/approval", "{}", "If-Match", stale)
                .outcome())
        .as("what was not read is not approved")
        .isEqualTo("412 request.changed-meanwhile");
    assertThat(shop.decide(reviewer, "approval", "").outcome()).isEqualTo("202");
    APP.settle();
    JsonNode live = shop.owner().get(path).json();
    assertThat(live.path("state").asString()).isEqualTo("APPROVED");
    assertThat(history(live))
        .containsExactly("APPLICATION", "RETURN", "APPLICATION", "APPROVAL", "LIVE");
  }

  @Test
  void endsWhenRefusedAndFreesItsName() throws Exception {
    Shop shop = Shop.applied(APP, "thistle", "CNY");
    ApiClient other = APP.client();
    other.begin("other-thistle@example.com");
    String same = Shop.application("Thistle", "CNY");
    assertThat(other.write("POST", "/api/v1/merchants", same).outcome())
        .isEqualTo("409 merchant.name-taken");

    assertThat(shop.decide(reviewer, "refusal", "sells what is forbidden").text("state"))
        .isEqualTo("REFUSED");
    assertThat(shop.decide(reviewer, "approval", "").outcome())
        .isEqualTo("409 merchant.wrong-state");
    assertThat(shop.decide(reviewer, "refusal", "again").outcome())
        .isEqualTo("409 merchant.wrong-state");
    assertThat(other.write("POST", "/api/v1/merchants", same).outcome()).isEqualTo("201");
  }

  @Test
  void isSuspendedAndReinstatedByTheChain() throws Exception {
    Shop shop = Shop.live(APP, reviewer, "cedar", "CNY");

    assertThat(shop.decide(reviewer, "reinstatement", "none needed").outcome())
        .isEqualTo("409 merchant.wrong-state");
    Answer asked = shop.decide(reviewer, "suspension", "complaints");
    assertThat(asked.text("pendingStep") + asked.text("state")).isEqualTo("SUSPENSIONAPPROVED");
    APP.settle();
    assertThat(shop.owner().get(shop.path("")).json().path("sells").asBoolean()).isFalse();
    assertThat(shop.decide(reviewer, "suspension", "again").outcome())
        .isEqualTo("409 merchant.wrong-state");

    assertThat(shop.decide(root, "reinstatement", "solved").outcome()).isEqualTo("202");
    APP.settle();
    JsonNode live = shop.owner().get(shop.path("/application")).json();
    assertThat(live.path("sells").asBoolean()).isTrue();
    assertThat(history(live)).endsWith("SUSPENSION", "SUSPENDED", "REINSTATEMENT", "REINSTATED");
  }

  @Test
  void isPaidElsewhereAfterTwoDays() throws Exception {
    Shop shop = Shop.live(APP, reviewer, "maple", "CNY");
    String path = shop.path("/payout-account");
    String bank = "0x52908400098527886E0F7030069857D2E4169EE7";

    for (String wrong :
        List.of("", "0x", "0x0000000000000000000000000000000000000000", bank.replace("E7", "e7"))) {
      assertThat(shop.owner().write("PUT", path, account(wrong)).status()).isEqualTo(422);
    }
    assertThat(shop.owner().write("PUT", path, account(bank)).outcome()).isEqualTo("202");
    APP.settle();
    JsonNode waiting = shop.owner().get(shop.path("/application")).json();
    assertThat(waiting.at("/payout/next").asString()).isEqualTo(bank);
    assertThat(waiting.at("/payout/account").asString())
        .isEqualTo(waiting.path("account").asString());
    assertThat(waiting.at("/payout/pending").isNull()).isTrue();

    APP.advance(Duration.ofDays(2).plusMinutes(1));
    shop.owner().signIn("maple@example.com", ApiClient.PASSWORD);
    JsonNode after = shop.owner().get(shop.path("/application")).json();
    assertThat(after.at("/payout/account").asString()).isEqualTo(bank);
    assertThat(after.at("/payout/next").isNull()).isTrue();
    signIn();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\":\"NAME\" | \"name\":\"  \" | 422 request.field-missing",
        "\"name\":\"NAME\" | \"name\":\"a\\nb\" | 422 request.field-malformed",
        "\"country\":\"CN\" | \"country\":\"XX\" | 422 request.field-malformed",
        "shop@example.com | nobody | 422 request.field-malformed",
        "+86 13800138000 | 110 | 422 request.field-malformed",
        "\"currency\":\"CNY\" | \"currency\":\"BTC\" | 422 currency.not-accepted",
        "\"currency\":\"CNY\" | \"currency\":\"XYZ\" | 404 currency.unknown",
        "\"conditionsVersion\":1 | \"conditionsVersion\":2 | 409 merchant.conditions-changed",
        "\"conditionsVersion\":1, | | 422 request.field-missing",
        "\"HASH\" | \"0123\" | 422 request.field-malformed",
        "\"sizeBytes\": | \"sizeBytes\":- | 422 request.field-malformed",
        "BUSINESS_LICENCE | PASSPORT | 400 request.malformed",
        "\"name\":\"NAME\" | \"name\":\"NAME\",\"state\":\"APPROVED\" | 400 request.malformed"
      })
  void refusesAnApplicationAndSaysWhy(String right, String wrong, String outcome) throws Exception {
    ApiClient client = APP.client();
    client.begin(UUID.randomUUID() + "@example.com");
    String bad =
        Shop.application("NAME", "CNY")
            .replace(Shop.licenceHash("NAME"), "HASH")
            .replace(right, wrong == null ? "" : wrong)
            .replace("HASH", Shop.licenceHash("NAME"))
            .replace("NAME", "oak");

    assertThat(client.write("POST", "/api/v1/merchants", bad).outcome()).isEqualTo(outcome);
    assertThat(client.get("/api/v1/me/merchants").json().path("items")).isEmpty();
  }

  @Test
  void showsWhatIsAskedBeforeAndKeepsWhatWasAgreed() throws Exception {
    String path = "/api/v1/merchant-conditions/EUR";
    String dearer = "{\"feeBps\":500,\"commissionBps\":1000,\"bondMinor\":100000}";
    Shop early = Shop.applied(APP, "elm", "EUR");

    assertThat(APP.client().get(path).text("feeBps")).isEqualTo("300");
    assertThat(reviewer.write("PUT", path, dearer, "If-Match", "\"1\"").outcome())
        .isEqualTo("403 request.forbidden");
    assertThat(root.write("PUT", path, dearer, "If-Match", "\"1\"").text("version")).isEqualTo("2");
    assertThat(root.write("PUT", path, dearer, "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    String tooMuch = dearer.replace("1000,", "9600,");
    assertThat(root.write("PUT", path, tooMuch, "If-Match", "\"2\"").outcome())
        .isEqualTo("422 request.field-malformed");

    assertThat(early.owner().get(early.path("/application")).at("/conditions/feeBps"))
        .isEqualTo("300");
    ApiClient late = APP.client();
    late.begin("late-elm@example.com");
    String read = Shop.application("late elm", "EUR");
    assertThat(late.write("POST", "/api/v1/merchants", read).outcome())
        .isEqualTo("409 merchant.conditions-changed");
    Answer agreed =
        late.write(
            "POST",
            "/api/v1/merchants",
            read.replace("\"conditionsVersion\":1", "\"conditionsVersion\":2"));
    assertThat(agreed.at("/bond/required/amountMinor")).isEqualTo("100000");
  }

  @Test
  void anotherShopIsNotThereAndStaffDoNotDecide() throws Exception {
    Shop shop = Shop.live(APP, reviewer, "pine", "CNY");
    ApiClient stranger = APP.client();
    String strangerId = stranger.begin("stranger@example.com");

    assertThat(stranger.get(shop.path("/settings")).outcome()).isEqualTo("404 request.not-found");
    assertThat(stranger.get("/api/v1/merchants/1/settings").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(reviewer.get(shop.path("/settings")).status()).isEqualTo(404);
    assertThat(APP.client().get(shop.path("/settings")).status()).isEqualTo(401);

    shop.hire(APP, stranger, "stranger@example.com", "MERCHANT_MANAGER");
    assertThat(stranger.get(shop.path("/settings")).status()).isEqualTo(200);
    assertThat(stranger.get(shop.path("/application")).outcome())
        .isEqualTo("403 request.forbidden");
    String wish = "{\"email\":\"" + ROOT + "\",\"role\":\"MERCHANT_MANAGER\"}";
    assertThat(stranger.write("POST", shop.path("/staff-invitations"), wish).status())
        .isEqualTo(403);

    String owner = shop.owner().get("/api/v1/me").text("id");
    assertThat(shop.owner().write("DELETE", shop.path("/staff/" + owner), "").outcome())
        .isEqualTo("409 merchant.owner-stays");
    assertThat(shop.owner().write("DELETE", shop.path("/staff/" + strangerId), "").outcome())
        .isEqualTo("204");
    assertThat(shop.owner().write("DELETE", shop.path("/staff/" + strangerId), "").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(stranger.get(shop.path("/settings")).status()).isEqualTo(404);
  }

  @Test
  void changesSettingsByTheVersionThatWasRead() throws Exception {
    Shop shop = Shop.live(APP, reviewer, "birch", "CNY");
    Shop.applied(APP, "beech", "CNY");
    String path = shop.path("/settings");
    String fields =
        """
        {"name":"Birch & Sons","descriptionZh":"桦木家具","descriptionEn":"Birch furniture",
         "contactEmail":"birch@example.com","contactPhone":"+8613800138000",
         "returnDays":14,"shipDays":2}
        """;

    assertThat(shop.owner().write("PUT", path, fields).outcome())
        .isEqualTo("428 request.version-needed");
    Answer changed = shop.owner().write("PUT", path, fields, "If-Match", "\"1\"");
    assertThat(changed.outcome() + changed.header("ETag")).isEqualTo("200\"2\"");
    assertThat(shop.owner().write("PUT", path, fields, "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    JsonNode seen = APP.client().get(shop.path("")).json();
    assertThat(seen.path("name").asString()).isEqualTo("Birch & Sons");
    assertThat(seen.path("returnDays").asInt()).isEqualTo(14);

    String taken = fields.replace("Birch & Sons", "BEECH");
    assertThat(shop.owner().write("PUT", path, taken, "If-Match", "\"2\"").outcome())
        .isEqualTo("409 merchant.name-taken");
    for (String wrong :
        List.of(
            fields.replace(":14", ":91"),
            fields.replace(":2}", ":0}"),
            fields.replace("\"shipDays\":2", "\"shipDays\":null"),
            fields.replace("birch@example.com", "birch"))) {
      assertThat(shop.owner().write("PUT", path, wrong, "If-Match", "\"2\"").status())
          .isEqualTo(422);
    }
  }

  /// Two who want one name at the same time: one gets it, and nobody a failure of ours.
  @Test
  void aNameIsGivenOnceByHoweverManyAskForIt() throws Exception {
    List<ApiClient> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ApiClient client = APP.client();
      client.begin("rush" + i + "@example.com");
      clients.add(client);
    }
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (ApiClient client : clients) {
        String application = Shop.application("rush", "CNY");
        answers.add(threads.submit(() -> client.write("POST", "/api/v1/merchants", application)));
      }
      for (Future<Answer> answer : answers) {
        outcomes.add(answer.get().outcome());
      }
    }

    assertThat(outcomes).containsOnlyOnce("201").hasSize(6);
    outcomes.remove("201");
    assertThat(outcomes).containsOnly("409 merchant.name-taken");
  }

  @Test
  void listsShopsByStateForTheReviewer() throws Exception {
    Shop shop = Shop.applied(APP, "aspen", "CNY");
    JsonNode waiting = reviewer.get("/api/v1/platform/merchants?state=APPLIED&limit=100").json();

    assertThat(waiting.path("items").findValuesAsString("id")).contains(shop.id());
    assertThat(waiting.path("items").findValuesAsString("state")).containsOnly("APPLIED");
    assertThat(reviewer.get("/api/v1/platform/merchants?state=GONE").outcome())
        .isEqualTo("422 request.field-malformed");
    assertThat(shop.owner().get("/api/v1/platform/merchants").outcome())
        .isEqualTo("403 request.forbidden");
    assertThat(reviewer.get(PLATFORM + UUID.randomUUID()).outcome())
        .isEqualTo("404 request.not-found");
  }

  private static List<String> history(JsonNode shop) {
    return shop.path("history").findValuesAsString("kind");
  }

  private static String account(String address) {
    return "{\"account\":\"" + address + "\"}";
  }
}
