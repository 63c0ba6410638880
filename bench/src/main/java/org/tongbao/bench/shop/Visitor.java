package org.tongbao.bench.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody who has signed in and looks around, page by page, as HTML: lists and what follows them,
/// searches, products, the shop, now and then the first page and the cart.
final class Visitor implements AutoCloseable {
  private static final Pattern PRODUCT = Pattern.compile("href=\"(/products/[0-9a-f-]{36})");
  private static final Pattern NEXT = Pattern.compile("href=\"(/products\\?[^\"]*cursor=[^\"]+)\"");
  private static final String HTML = "Accept: text/html";

  private final Person person;
  private final String shop;
  private final Random random;
  private final List<String> seen = new ArrayList<>();
  private String next = "/products";

  /// @param seed of what is looked at
  Visitor(Person person, Stall stall, long seed) {
    this.person = person;
    this.shop = "/shops/" + stall.id();
    this.random = new Random(seed);
  }

  void begin() throws IOException {
    person.begin();
  }

  /// Opens one page.
  void look(StepTimes times) throws IOException {
    int kind = random.nextInt(100);
    if (seen.isEmpty() || kind < 30) {
      list(times);
    } else if (kind < 55) {
      String words =
          Assortment.colour(random.nextInt(8)) + "+" + Assortment.thing(random.nextInt(5));
      remember(open(times, "search", "/products?q=" + words));
    } else if (kind < 85) {
      var _ = open(times, "product", seen.get(random.nextInt(seen.size())));
    } else if (kind < 90) {
      var _ = open(times, "shop", shop);
    } else if (kind < 95) {
      var _ = open(times, "first page", "/");
    } else {
      var _ = open(times, "cart", "/cart");
    }
  }

  private void list(StepTimes times) throws IOException {
    String page = open(times, "list", next);
    remember(page);
    Matcher more = NEXT.matcher(page);
    next = more.find() && random.nextInt(4) > 0 ? more.group(1).replace("&amp;", "&") : "/products";
  }

  private void remember(String page) {
    var links = new TreeSet<String>();
    Matcher link = PRODUCT.matcher(page);
    while (link.find()) {
      links.add(link.group(1));
    }
    if (!links.isEmpty()) {
      seen.clear();
      seen.addAll(links);
    }
  }

  private String open(StepTimes times, String kind, String path) throws IOException {
    long begin = System.nanoTime();
    Answer answer = Person.expect(person.get(path, HTML), 200);
    times.note(kind, begin);
    times.note("any page", begin);
    return answer.body();
  }

  @Override
  public void close() throws IOException {
    person.close();
  }
}
