package org.tongbao.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody who uses the pages with a browser without scripts: follows redirects, keeps cookies,
/// and sends forms with all they hold.
final class Browser {
  private static final Pattern FORM = Pattern.compile("(?s)<form([^>]*)>(.*?)</form>");
  private static final Pattern INPUT = Pattern.compile("<input([^>]*)>");
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]*)\"");
  private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]*)\"");
  private static final Pattern VALUE = Pattern.compile("\\svalue=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("\\stype=\"([^\"]*)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI base;

  Browser(RunningApplication app, String language) {
    base = app.address();
    HttpCookie choice = new HttpCookie("lang", language);
    choice.setPath("/");
    choice.setVersion(0);
    cookies.getCookieStore().add(base, choice);
  }

  /// A page as it came, after redirects.
  ///
  /// @param keeping who may keep it, as its `Cache-Control` says
  record Page(int status, String path, String html, String keeping) {
    Page(int status, String path, String html) {
      this(status, path, html, "");
    }
  }

  /// Somebody new, who is signed in.
  static Browser registered(RunningApplication app, String name, String language)
      throws IOException, InterruptedException {
    return entered(new Browser(app, language), "/register", name);
  }

  /// Somebody who has registered with [ApiClient#PASSWORD], signed in.
  static Browser signedIn(RunningApplication app, String name, String language)
      throws IOException, InterruptedException {
    return entered(new Browser(app, language), "/sign-in", name);
  }

  private static Browser entered(Browser browser, String by, String name)
      throws IOException, InterruptedException {
    Page done =
        browser.submit(browser.open(by), by, "loginName", name, "password", ApiClient.PASSWORD);
    if (done.status() != 200 || done.path().equals(by)) {
      throw new AssertionError(name + " is not let in:\n" + done.html());
    }
    return browser;
  }

  Page open(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  /// Sends the form of a page whose action is `action`: its hidden fields and those that are
  /// checked, then `fields`, names and values in turn.
  Page submit(Page page, String action, String... fields) throws IOException, InterruptedException {
    Map<String, String> all = fieldsOf(page, action);
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return post(action, all);
  }

  Page post(String path, Map<String, String> fields) throws IOException, InterruptedException {
    return post(path, fields, "", List.of());
  }

  /// [#post] of a form in which several boxes of one name are ticked.
  Page post(String path, Map<String, String> fields, String name, List<String> ticked)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    fields.forEach((field, value) -> append(body, field, value));
    ticked.forEach(value -> append(body, name, value));
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private static void append(StringBuilder body, String name, String value) {
    body.append(body.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(value));
  }

  /// Sends a form with files, each under the name of its field.
  Page upload(String path, Map<String, String> fields, List<Sent> files)
      throws IOException, InterruptedException {
    String boundary = "----form" + fields.hashCode();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      write(body, boundary, "name=\"" + field.getKey() + "\"", "text/plain;charset=UTF-8");
      body.writeBytes((field.getValue() + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    for (Sent file : files) {
      String names = "name=\"" + file.field() + "\"; filename=\"" + file.name() + "\"";
      write(body, boundary, names, file.type());
      body.writeBytes(file.content());
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void write(
      ByteArrayOutputStream body, String boundary, String names, String type) {
    body.writeBytes(
        "--%s\r\nContent-Disposition: form-data; %s\r\nContent-Type: %s\r\n\r\n"
            .formatted(boundary, names, type)
            .getBytes(StandardCharsets.UTF_8));
  }

  /// A file of a form.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(String field, String name, String type, byte[] content) {}

  private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
    String keeping = answer.headers().firstValue("Cache-Control").orElse("");
    return new Page(answer.statusCode(), answer.uri().getPath(), answer.body(), keeping);
  }

  /// What the form of a page holds as it is.
  static Map<String, String> fieldsOf(Page page, String action) {
    Matcher forms = FORM.matcher(page.html());
    while (forms.find()) {
      Matcher to = ACTION.matcher(forms.group(1));
      if (to.find() && to.group(1).equals(action)) {
        return inputs(forms.group(2));
      }
    }
    throw new AssertionError("no form to " + action + " on " + page.path() + ":\n" + page.html());
  }

  private static Map<String, String> inputs(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher inputs = INPUT.matcher(form);
    while (inputs.find()) {
      String attributes = inputs.group(1);
      Matcher name = NAME.matcher(attributes);
      Matcher type = TYPE.matcher(attributes);
      boolean choice = type.find() && type.group(1).matches("radio|checkbox");
      if (name.find() && (!choice || attributes.matches("(?s).*\\schecked(\\s.*|$)"))) {
        Matcher value = VALUE.matcher(attributes);
        fields.put(name.group(1), value.find() ? value.group(1) : "");
      }
    }
    return fields;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
