package org.tongbao.bench.shop;

import java.io.IOException;

/// A buyer of one thing, who has signed in, read the price and only has to confirm it.
final class Hurried implements AutoCloseable {
  private final Person person;
  private String wishes = "";
  private String version = "";

  Hurried(Person person) {
    this.person = person;
  }

  /// Registers, signs in, and goes as far as the price.
  void begin(Stall stall) throws IOException {
    person.begin();
    String address =
        Person.expect(person.write("POST", "/api/v1/me/addresses", Buyer.HOME), 201).at("/id");
    String line = "/api/v1/cart/lines/" + stall.variants().getFirst() + "?currency=CNY";
    Person.expect(person.write("PUT", line, "{\"quantity\":1,\"selected\":true}"), 200);
    String asked =
        "{\"addressId\":\"%s\",\"currency\":\"CNY\",\"deliveries\":{\"%s\":\"%s\"}"
            .formatted(address, stall.id(), stall.delivery());
    Answer quote = Person.expect(person.write("POST", "/api/v1/checkout/quote", asked + "}"), 200);
    wishes = asked + ",\"quoteHash\":\"" + quote.at("/quoteHash") + "\"}";
    version = quote.header("ETag");
  }

  /// Looks at the cart, so that a connection is there when the sale begins.
  void look() throws IOException {
    Person.expect(person.get("/api/v1/cart?currency=CNY"), 200);
  }

  /// Answers what came of it: `201`, or a refusal by its status and code.
  String confirm() throws IOException {
    return person.write("POST", "/api/v1/orders", wishes, "If-Match: " + version).outcome();
  }

  @Override
  public void close() throws IOException {
    person.close();
  }
}
