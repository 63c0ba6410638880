package org.tongbao.payments.sandbox;

import java.net.URI;
import java.util.function.Consumer;
import org.tongbao.payments.PaymentState;

/// The page of an institution on which a payer pays, or fails to: the amount and two buttons. Its
/// address is `/pay/` and the institution's name of the payment; `redirect_url` may say where the
/// browser goes on.
final class PayerPage {
  static final String PATH = "/pay/";

  private final String title;
  private final SandboxBooks books;
  private final Consumer<String> pay;
  private final Consumer<String> fail;

  PayerPage(String title, SandboxBooks books, Consumer<String> pay, Consumer<String> fail) {
    this.title = title;
    this.books = books;
    this.pay = pay;
    this.fail = fail;
  }

  SandboxReply answer(SandboxCall call) {
    try {
      SandboxPayment payment =
          books
              .findById(call.path().substring(PATH.length()))
              .orElseThrow(() -> new IllegalArgumentException("no such payment"));
      if (!call.method().equals("POST")) {
        return SandboxReply.page(200, page(payment));
      }
      if ("fail".equals(call.parameters().get("action"))) {
        fail.accept(payment.reference());
      } else {
        pay.accept(payment.reference());
      }
      return SandboxReply.seeOther(goOn(call, payment));
    } catch (SandboxBooks.RefusedException refused) {
      return SandboxReply.page(409, paragraph(String.valueOf(refused.getMessage())));
    } catch (IllegalArgumentException unknown) {
      return SandboxReply.page(404, paragraph("unknown"));
    }
  }

  /// Where the payment says, unless the page was opened with another place.
  private static URI goOn(SandboxCall call, SandboxPayment payment) {
    String named = call.parameters().get("redirect_url");
    return named == null ? payment.terms().returnTo() : URI.create(named);
  }

  private String page(SandboxPayment payment) {
    String act =
        switch (payment.state()) {
          case PaymentState.Open open ->
              """
              <form method="post"><button name="action" value="pay">Pay · 付款</button>
              <button name="action" value="fail">Fail · 付款失败</button></form>
              """;
          case PaymentState.Paid paid -> paragraph("Paid · 已付款");
          case PaymentState.Closed closed -> paragraph("Closed · 已关闭");
        };
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <h1>%s</h1>
    <p>%s</p>
    <p><strong>%s</strong></p>
    %s
    <p>No real money moves here. 这里没有真钱。</p>
    """
        .formatted(title, title, escaped(payment.terms().subject()), payment.terms().amount(), act);
  }

  private static String paragraph(String text) {
    return "<p>" + escaped(text) + "</p>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
