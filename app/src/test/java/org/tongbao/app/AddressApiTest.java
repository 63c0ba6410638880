package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;

/// The address book over HTTP against the whole application.
final class AddressApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String BOOK = "/api/v1/me/addresses";
  private static final String SHENZHEN =
      """
      {"recipient":"李娜","phone":"+86 138-0013-8000","country":"CN","region":"广东省",
       "city":"深圳市","district":"南山区","street":"科苑路 1 号","postalCode":"518057"}
      """;

  private final ApiClient client = APP.client();

  @Test
  void keepsReplacesAndRemovesAnAddress() throws Exception {
    client.begin("a@example.com");
    Answer added = client.write("POST", BOOK, SHENZHEN);
    String path = added.header("Location");

    assertThat(added.outcome()).isEqualTo("201");
    assertThat(path).isEqualTo(BOOK + "/" + added.text("id"));
    assertThat(added.text("phone")).isEqualTo("+8613800138000");
    assertThat(added.json().path("standard").asBoolean()).isTrue();
    assertThat(client.get(path).response().body()).isEqualTo(added.response().body());
    assertThat(client.get(path).header("ETag")).isEqualTo("\"1\"");

    String moved = SHENZHEN.replace("科苑路 1 号", "科苑路 2 号");
    assertThat(client.write("PUT", path, moved).outcome()).isEqualTo("428 request.version-needed");
    Answer replaced = client.write("PUT", path, moved, "If-Match", "\"1\"");
    assertThat(replaced.text("street")).isEqualTo("科苑路 2 号");
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    for (String stale : List.of("\"1\"", "\"x\"", "*", "W/\"2\"")) {
      assertThat(client.write("PUT", path, moved, "If-Match", stale).outcome())
          .as(stale)
          .isEqualTo("412 request.changed-meanwhile");
      assertThat(client.write("DELETE", path, "", "If-Match", stale).outcome())
          .as(stale)
          .isEqualTo("412 request.changed-meanwhile");
    }
    assertThat(client.write("DELETE", path, "").outcome()).isEqualTo("428 request.version-needed");
    assertThat(client.write("DELETE", path, "", "If-Match", "\"2\"").outcome()).isEqualTo("204");
    assertThat(client.get(path).outcome()).isEqualTo("404 request.not-found");
  }

  @Test
  void aBookThatIsNotEmptyHasOneStandard() throws Exception {
    client.begin("b@example.com");
    String first = client.write("POST", BOOK, SHENZHEN).header("Location");
    String second = client.write("POST", BOOK, SHENZHEN).header("Location");
    assertThat(standards()).containsExactly(first);

    String marked = SHENZHEN.replace("}", ",\"standard\":true}");
    client.write("PUT", second, marked, "If-Match", "\"1\"");
    assertThat(standards()).containsExactly(second);
    String third = client.write("POST", BOOK, marked).header("Location");
    assertThat(standards()).containsExactly(third);
    client.write("PUT", third, SHENZHEN, "If-Match", "\"1\"");
    assertThat(standards()).containsExactly(third);
    client.write("DELETE", third, "", "If-Match", "\"2\"");
    assertThat(standards()).containsExactly(second);
  }

  @Test
  void holdsFiftyAlsoWhenMoreComeAtOnce() throws Exception {
    client.begin("c@example.com");
    client.get("/api/v1/csrf-token");
    List<Future<Answer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 54; i++) {
        running.add(threads.submit(() -> client.write("POST", BOOK, SHENZHEN)));
      }
    }
    List<String> outcomes = new ArrayList<>();
    for (Future<Answer> each : running) {
      outcomes.add(each.get().outcome());
    }

    assertThat(outcomes).filteredOn("201"::equals).hasSize(50);
    assertThat(outcomes).filteredOn("409 address.too-many"::equals).hasSize(4);
    assertThat(standards()).hasSize(1);
    Answer first = client.get(BOOK + "?limit=30");
    Answer second = client.get(BOOK + "?limit=30&cursor=" + first.text("next"));
    assertThat(first.json().path("items")).hasSize(30);
    assertThat(second.json().path("items")).hasSize(20);
    assertThat(second.json().path("next").isNull()).isTrue();
  }

  @Test
  void anotherUsersAddressIsNotThere() throws Exception {
    client.begin("d@example.com");
    String path = client.write("POST", BOOK, SHENZHEN).header("Location");
    ApiClient other = APP.client();
    other.begin("e@example.com");

    for (String notThere : List.of(path, BOOK + "/" + UUID.randomUUID(), BOOK + "/1")) {
      assertThat(other.get(notThere).outcome()).isEqualTo("404 request.not-found");
      assertThat(other.write("PUT", notThere, SHENZHEN, "If-Match", "\"1\"").outcome())
          .isEqualTo("404 request.not-found");
      assertThat(other.write("DELETE", notThere, "", "If-Match", "\"1\"").outcome())
          .isEqualTo("404 request.not-found");
    }
    assertThat(other.get(BOOK).json().path("items")).isEmpty();
    assertThat(client.get(path).status()).isEqualTo(200);
    assertThat(APP.client().get(path).outcome()).isEqualTo("401 request.sign-in-needed");
  }

  @ParameterizedTest
  @CsvSource({
    "518057, 51805, 422 request.field-malformed",
    "CN, XX, 422 request.field-malformed",
    "CN, CHN, 422 request.field-too-long",
    "CN, cn, 422 request.field-malformed",
    "广东省, '', 422 request.field-missing",
    "李娜, '  ', 422 request.field-missing",
    "+86 138-0013-8000, 13800138000, 422 request.field-malformed",
    "科苑路 1 号, 一\\n二, 422 request.field-malformed",
    "科苑路 1 号, 一\\u202E二, 422 request.field-malformed",
    "科苑路 1 号, 一\\uD800二, 422 request.field-malformed"
  })
  void refusesAFieldByItsName(String right, String wrong, String outcome) throws Exception {
    client.begin("f" + UUID.randomUUID() + "@example.com");
    Answer refused = client.write("POST", BOOK, SHENZHEN.replace(right, wrong));

    assertThat(refused.outcome()).isEqualTo(outcome);
    assertThat(client.get(BOOK).json().path("items")).isEmpty();
  }

  @Test
  void asksForWhatACountryUses() throws Exception {
    client.begin("g@example.com");
    String hongKong =
        """
        {"recipient":"Chan","phone":"+85223456789","country":"HK","city":"Kowloon",
         "street":"1 Nathan Road"}
        """;

    assertThat(client.write("POST", BOOK, hongKong).outcome()).isEqualTo("201");
    assertThat(client.write("POST", BOOK, hongKong.replace("HK", "BR")).text("detail"))
        .contains("region");
  }

  private List<String> standards() throws Exception {
    List<String> found = new ArrayList<>();
    client
        .get(BOOK + "?limit=100")
        .json()
        .path("items")
        .forEach(
            it -> {
              if (it.path("standard").asBoolean()) {
                found.add(BOOK + "/" + it.path("id").asString());
              }
            });
    return found;
  }
}
