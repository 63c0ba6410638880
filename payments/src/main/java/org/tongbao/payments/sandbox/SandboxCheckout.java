package org.tongbao.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.tongbao.payments.PaymentReference;

/// The page of the institution on which a payer pays: it shows the amount and a button.
final class SandboxCheckout implements HttpHandler {
  private static final String QUERY = "reference=";

  private final SandboxBooks books;
  private final Consumer<PaymentReference> pay;

  SandboxCheckout(SandboxBooks books, Consumer<PaymentReference> pay) {
    this.books = books;
    this.pay = pay;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        PaymentReference reference = reference(exchange.getRequestURI().getQuery());
        SandboxBooks.Terms terms = books.terms(reference.value());
        if (exchange.getRequestMethod().equals("POST")) {
          pay.accept(reference);
          exchange.getResponseHeaders().set("Location", terms.returnTo().toString());
          exchange.sendResponseHeaders(303, -1);
        } else {
          send(exchange, 200, page(terms));
        }
      } catch (SandboxBooks.RefusedException refused) {
        send(exchange, 409, "<p>" + escaped(String.valueOf(refused.getMessage())) + "</p>");
      } catch (IllegalArgumentException malformed) {
        send(exchange, 400, "<p>malformed</p>");
      }
    }
  }

  private static PaymentReference reference(String query) {
    if (!query.startsWith(QUERY)) {
      throw new IllegalArgumentException("no reference");
    }
    return new PaymentReference(query.substring(QUERY.length()));
  }

  private static String page(SandboxBooks.Terms terms) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sandbox bank</title>
    <h1>Sandbox bank · 沙箱银行</h1>
    <p>%s</p>
    <p><strong>%s</strong></p>
    <form method="post"><button>Pay · 付款</button></form>
    <p>No real money moves here. 这里没有真钱。</p>
    """
        .formatted(escaped(terms.subject()), terms.amount());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void send(HttpExchange exchange, int status, String html) throws IOException {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
