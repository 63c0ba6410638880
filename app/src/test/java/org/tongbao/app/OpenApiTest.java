package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// The OpenAPI document against the routes that are really there.
final class OpenApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String PATH = "/api/v1/openapi.json";

  @Test
  void describesEveryRouteAndNoOther() throws Exception {
    JsonNode document = APP.client().get(PATH).json();
    Set<String> described = new TreeSet<>();
    operations(document).forEach((name, operation) -> described.add(name));

    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(described).isEqualTo(routes()).hasSizeGreaterThan(15);
  }

  @Test
  void saysWhatAWriteNeedsAndWhoMayCall() throws Exception {
    Map<String, JsonNode> operations = operations(APP.client().get(PATH).json());
    String token = APP.client().get("/api/v1/csrf-token").text("header");
    assertThat(token).isEqualTo("X-CSRF-TOKEN");
    operations.forEach(
        (name, operation) -> {
          boolean write = !name.startsWith("GET ");
          boolean outside = name.startsWith("POST /api/v1/payments/notifications/");
          boolean keyless =
              Set.of(
                      "POST /api/v1/sessions",
                      "POST /api/v1/sessions/passkey",
                      "POST /api/v1/password-recoveries",
                      "POST /api/v1/me/email-proofs",
                      "POST /api/v1/me/email-changes",
                      "POST /api/v1/sessions/second-factor",
                      "POST /api/v1/me/second-factor",
                      "PUT /api/v1/me/second-factor/confirmation",
                      "POST /api/v1/me/second-factor/recovery-codes",
                      "POST /api/v1/sessions/wallet",
                      "POST /api/v1/passkey-challenges",
                      "POST /api/v1/wallet-challenges",
                      "POST /api/v1/me/wallets",
                      "DELETE /api/v1/sessions/current",
                      "PUT /api/v1/me/password",
                      "POST /api/v1/wallet/key-export",
                      "POST /api/v1/platform/webhooks",
                      "POST /api/v1/platform/webhooks/{id}/secret",
                      "POST /api/v1/merchants/{merchantId}/webhooks",
                      "POST /api/v1/merchants/{merchantId}/webhooks/{id}/secret",
                      "POST /api/v1/platform/api-keys",
                      "POST /api/v1/merchants/{merchantId}/api-keys",
                      "POST /api/v1/platform/campaigns/{id}/codes",
                      "POST /api/v1/merchants/{merchantId}/campaigns/{id}/codes")
                  .contains(name);
          assertThat(headers(operation).contains(token)).as(name).isEqualTo(write && !outside);
          assertThat(headers(operation).contains("Idempotency-Key"))
              .as(name)
              .isEqualTo(write && !keyless && !outside);
          assertThat(
                  operation.at("/responses/default/content/application~1problem+json").isObject())
              .as(name)
              .isTrue();
          assertThat(operation.path("security").isArray())
              .as(name)
              .isEqualTo(operation.has("x-permission"));
        });
    JsonNode register = Objects.requireNonNull(operations.get("POST /api/v1/users"));
    assertThat(register.at("/responses").propertyNames()).containsExactly("201", "default");
    assertThat(register.has("x-permission")).isFalse();
    JsonNode list = Objects.requireNonNull(operations.get("GET /api/v1/users"));
    assertThat(list.path("x-permission").asString()).isEqualTo("USERS_READ");
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    JsonNode document = APP.client().get(PATH).json();
    Set<String> broken = new TreeSet<>();
    document
        .findValues("$ref")
        .forEach(
            reference -> {
              String target = reference.asString();
              if (document.at(target.substring(1)).isMissingNode()) {
                broken.add(target);
              }
            });

    assertThat(broken).isEmpty();
    assertThat(document.toString())
        .contains("#/components/schemas/org.tongbao.market.identity.UserView")
        .doesNotContain("Caller");
  }

  private static Map<String, JsonNode> operations(JsonNode document) {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyStream()
                    .forEach(
                        method ->
                            operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
    return operations;
  }

  private static Set<String> headers(JsonNode operation) {
    Set<String> names = new TreeSet<>();
    operation.path("parameters").forEach(it -> names.add(it.path("name").asString()));
    return names;
  }

  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    APP.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              for (String path : mapping.getPatternValues()) {
                if (path.startsWith("/api/") && !path.startsWith(PATH)) {
                  for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                    routes.add(verb + " " + path);
                  }
                }
              }
            });
    return routes;
  }
}
