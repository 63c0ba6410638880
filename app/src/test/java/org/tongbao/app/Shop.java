package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.media.Samples;
import org.tongbao.market.web.PageOfList;

/// A shop in a running application, and its owner's client.
public record Shop(String id, ApiClient owner) {
  private static final Pattern LINK = Pattern.compile("/invitation\\?token=([A-Za-z0-9_-]{43})");
  private static final String APPLICATION =
      """
      {"name":"NAME","companyName":"Lotus Trading Co.","registrationNumber":"91440300MA5F",
       "country":"CN","address":"科苑路 1 号, 深圳市","contactName":"李娜",
       "contactEmail":"shop@example.com","contactPhone":"+86 13800138000","currency":"CURRENCY",
       "conditionsVersion":1,"documents":[{"kind":"BUSINESS_LICENCE","name":"licence.pdf",
       "sha256":"HASH","sizeBytes":SIZE}]}
      """;

  /// What an applicant sends for a shop of this name.
  public static String application(String name, String currency) {
    return APPLICATION
        .replace("NAME", name)
        .replace("CURRENCY", currency)
        .replace("HASH", licenceHash(name))
        .replace("SIZE", String.valueOf(licence(name).length));
  }

  /// The document that the application of a shop of this name describes.
  static byte[] licence(String name) {
    return Samples.pdf("The licence of " + name);
  }

  static String licenceHash(String name) {
    return sha256(licence(name));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
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

  /// Asks somebody by mail to work here; answers the word of the letter's link.
  public String invite(RunningApplication app, String mail, String role) throws Exception {
    String body = "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(mail, role);
    Answer asked = owner.write("POST", path("/staff-invitations"), body);
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("202");
    return app.bean(Mails.class).list(null, PageOfList.Request.of(100, null)).items().stream()
        .filter(it -> it.letter().to().equals(mail))
        .map(it -> LINK.matcher(it.letter().text()))
        .filter(Matcher::find)
        .map(it -> it.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no letter to " + mail));
  }

  /// Somebody with this address works here from now on.
  public void hire(RunningApplication app, ApiClient person, String mail, String role)
      throws Exception {
    String body = "{\"token\":\"" + invite(app, mail, role) + "\"}";
    Answer accepted = person.write("POST", "/api/v1/staff-invitations/acceptance", body);
    assertThat(accepted.outcome()).as(accepted.response().body()).isEqualTo("204");
  }

  /// [#hire] of somebody who uses pages.
  void hire(RunningApplication app, Browser person, String mail, String role) throws Exception {
    Browser.Page letter = person.open("/invitation?token=" + invite(app, mail, role));
    assertThat(person.submit(letter, "/invitation").path()).isEqualTo("/merchant/" + id);
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
