package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.tongbao.app.ApiClient.Answer;

/// A shop in a running application, and its owner's client.
public record Shop(String id, ApiClient owner) {
  private static final String APPLICATION =
      """
      {"name":"NAME","companyName":"Lotus Trading Co.","registrationNumber":"91440300MA5F",
       "country":"CN","address":"科苑路 1 号, 深圳市","contactName":"李娜",
       "contactEmail":"shop@example.com","contactPhone":"+86 13800138000","currency":"CURRENCY",
       "conditionsVersion":1,"documents":[{"kind":"BUSINESS_LICENCE","name":"licence.pdf",
       "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
       "sizeBytes":48213}]}
      """;

  /// What an applicant sends for a shop of this name.
  public static String application(String name, String currency) {
    return APPLICATION.replace("NAME", name).replace("CURRENCY", currency);
  }

  /// A shop that has applied and waits for the platform.
  public static Shop applied(RunningApplication app, String name, String currency)
      throws Exception {
    ApiClient owner = app.client();
    owner.begin(name + "@example.com");
    Answer applied = owner.write("POST", "/api/v1/merchants", application(name, currency));
    assertThat(applied.outcome()).as(applied.response().body()).isEqualTo("201");
    return new Shop(applied.text("id"), owner);
  }

  /// A shop that is live: applied for, approved by `reviewer`, and heard of from the chain.
  public static Shop live(RunningApplication app, ApiClient reviewer, String name, String currency)
      throws Exception {
    Shop shop = applied(app, name, currency);
    assertThat(shop.decide(reviewer, "approval", "").outcome()).isEqualTo("202");
    app.settle();
    assertThat(shop.owner.get("/api/v1/merchants/" + shop.id).outcome()).isEqualTo("200");
    return shop;
  }

  /// What the platform decides about the version that stands now.
  Answer decide(ApiClient reviewer, String decision, String reason) throws Exception {
    String path = "/api/v1/platform/merchants/" + id;
    return reviewer.write(
        "POST",
        path + "/" + decision,
        "{\"reason\":\"" + reason + "\"}",
        "If-Match",
        reviewer.get(path).header("ETag"));
  }

  /// An address below this shop's.
  public String path(String below) {
    return "/api/v1/merchants/" + id + below;
  }
}
