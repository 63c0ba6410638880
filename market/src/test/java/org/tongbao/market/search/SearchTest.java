package org.tongbao.market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.ProductChanged;
import org.tongbao.market.catalog.TestCatalog;
import org.tongbao.market.catalog.TestProducts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.MerchantChanged;
import org.tongbao.market.merchant.TestShops;
import org.tongbao.market.search.SearchRequest.Sorting;
import org.tongbao.market.web.Language;

/// Searching a small bilingual catalogue.
final class SearchTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final UUID TEA_SHOP = UUID.randomUUID();
  private static final UUID SOUND_SHOP = UUID.randomUUID();
  private static final Map<String, UUID> PRODUCTS = new LinkedHashMap<>();

  @TempDir private static Path folder;

  private static SearchStore store;
  private static Catalog catalog;
  private static ProductNews news;
  private static TestProducts products;
  private static UUID teaware;
  private static UUID home;
  private static IndexFeed feed;
  private static Search search;

  @BeforeAll
  static void fill() {
    JdbcClient jdbc = DATABASE.jdbc();
    store = new SearchStore(jdbc);
    catalog = TestCatalog.of(jdbc);
    news = new ProductNews(store, catalog, CLOCK);
    products =
        new TestProducts(DATABASE.dataSource(), event -> news.on((ProductChanged) event), CLOCK);
    home = UUID.fromString("00000000-0000-7000-8000-000000000007");
    teaware = products.category(home, "茶具", "Teaware");
    add("teapot", TEA_SHOP, teaware, "紫砂茶壶", "Clay teapot", "宜兴", "手工", "红色", 12_900);
    add("cup", TEA_SHOP, teaware, "陶瓷茶杯", "Ceramic tea cup", "景德镇", "手工", "白色", 2_900);
    add("tray", TEA_SHOP, teaware, "竹制茶盘", "Bamboo tea tray", "安吉", "环保", "黄色", 8_800);
    add("lamp", TEA_SHOP, home, "台灯", "Reading lamp", "Lumen", "LED", "白色", 15_900);
    add("table", TEA_SHOP, home, "实木餐桌", "Oak dining table", "Forest", "环保", "黄色", 99_900);
    add("cable", SOUND_SHOP, electronics(), "充电线", "Charging cable", "Volt", "USB", "白色", 1_900);
    add(
        "phones",
        SOUND_SHOP,
        electronics(),
        "无线耳机",
        "Wireless headphones X200",
        "Volt",
        "蓝牙",
        "红色",
        39_900);
    add(
        "speaker",
        SOUND_SHOP,
        electronics(),
        "蓝牙音箱",
        "Bluetooth speaker",
        "Boom",
        "蓝牙",
        "黑色",
        29_900);
    feed = feed("one");
    search = new Search(feed);
    feed.follow();
  }

  @AfterAll
  static void close() throws IOException {
    feed.destroy();
  }

  @ParameterizedTest
  @CsvSource({
    // the word itself, its other forms, and its parts
    "teapot, teapot",
    "Teapots, teapot",
    "TEA CUP, cup",
    "headphone, phones",
    "x200, phones",
    "紫砂茶壶, teapot",
    "紫砂, teapot",
    "紫砂壶, teapot",
    "茶壶, teapot",
    "耳机, phones",
    "无线耳机, phones",
    // both languages, and words from different places
    "红色 teapot, teapot",
    "紫砂 clay, teapot",
    "宜兴茶壶, teapot",
    "the lamp for reading, lamp",
    "蓝牙, phones speaker",
    "手工, teapot cup",
    "volt, cable phones",
    "SKU-lamp, lamp",
    // slips of the pen
    "teepot, teapot",
    "taepot, teapot",
    "headfones, phones",
    "bluetoth speeker, speaker",
    "wireles headphones, phones",
    // a word that is there is meant
    "table, table",
    "cable, cable",
    // most words are there
    "紫砂 茶壶 保温, teapot",
    "紫沙茶壶, teapot",
    "耳壶, ''",
    "手机, ''",
    // nothing is like it
    "umbrella, ''",
    "雨伞, ''",
    "x300, ''"
  })
  void finds(String text, String expected) {
    Set<UUID> wanted = new HashSet<>();
    for (String name : expected.split(" ")) {
      if (!name.isEmpty()) {
        wanted.add(PRODUCTS.get(name));
      }
    }
    assertThat(new HashSet<>(ids(asked(text)))).as(text).isEqualTo(wanted);
  }

  @Test
  void theTitleCountsMost() {
    UUID mentioned = add("mention", TEA_SHOP, home, "杯垫", "Coaster", "x", "茶壶", "白色", 900);
    feed.follow();

    assertThat(ids(asked("茶壶"))).containsExactly(PRODUCTS.get("teapot"), mentioned);
    withdraw("mention", TEA_SHOP);
  }

  @Test
  void narrowsByEveryFilter() {
    assertThat(ids(filtered(Set.of(teaware), null, null, null, Map.of()))).hasSize(3);
    assertThat(ids(filtered(products.categories().subtree(home), null, null, null, Map.of())))
        .hasSize(5);
    assertThat(ids(filtered(null, SOUND_SHOP, null, null, Map.of()))).hasSize(3);
    assertThat(ids(filtered(null, null, 2_900L, 12_900L, Map.of())))
        .containsExactlyInAnyOrder(
            PRODUCTS.get("cup"), PRODUCTS.get("tray"), PRODUCTS.get("teapot"));
    assertThat(ids(filtered(null, null, null, null, Map.of("颜色", Set.of("红色", "黑色")))))
        .containsExactlyInAnyOrder(
            PRODUCTS.get("teapot"), PRODUCTS.get("phones"), PRODUCTS.get("speaker"));
    assertThat(ids(filtered(null, TEA_SHOP, null, 12_900L, Map.of("颜色", Set.of("红色")))))
        .containsExactly(PRODUCTS.get("teapot"));
  }

  @Test
  void countsWhatEachChoiceWouldFind() {
    SearchRequest all = asked("");
    Search.Found found = search.find(all, 100, null, true);
    Map<String, Integer> byCategory = counts(found, ProductDocument.CATEGORY);

    assertThat(byCategory.values().stream().mapToInt(it -> it).sum()).isEqualTo(found.total());
    assertThat(counts(found, ProductDocument.MERCHANT).values().stream().mapToInt(it -> it).sum())
        .isEqualTo(found.total());
    counts(found, ProductDocument.ATTRIBUTE)
        .forEach(
            (term, count) -> {
              int end = term.indexOf(ProductDocument.SEPARATOR);
              Map<String, Set<String>> chosen =
                  Map.of(term.substring(0, end), Set.of(term.substring(end + 1)));
              assertThat(ids(filtered(null, null, null, null, chosen))).as(term).hasSize(count);
            });
  }

  @Test
  void aFacetIsCountedWithoutItsOwnFilter() {
    SearchRequest red = filtered(null, null, null, null, Map.of("颜色", Set.of("红色")));
    Search.Found found = search.find(red, 100, null, true);
    Map<String, Integer> attributes = counts(found, ProductDocument.ATTRIBUTE);

    assertThat(found.total()).isEqualTo(2);
    assertThat(attributes.get(ProductDocument.term("颜色", "白色")))
        .isEqualTo(ids(filtered(null, null, null, null, Map.of("颜色", Set.of("白色")))).size());
    assertThat(counts(found, ProductDocument.MERCHANT).values()).containsExactly(1, 1);
  }

  @Test
  void everyOrderShowsEverythingOnceInParts() {
    for (Sorting sorting : Sorting.values()) {
      SearchRequest asked = sorted("", sorting);
      List<UUID> whole = ids(asked);
      List<UUID> inParts = new ArrayList<>();
      String cursor = null;
      do {
        Search.Found part = search.find(asked, 3, cursor, false);
        inParts.addAll(part.ids());
        cursor = part.next();
      } while (cursor != null);
      assertThat(inParts).as(sorting.name()).isEqualTo(whole).doesNotHaveDuplicates().hasSize(8);
    }
    assertThat(ids(sorted("", Sorting.PRICE)).getFirst()).isEqualTo(PRODUCTS.get("cable"));
    assertThat(ids(sorted("", Sorting.PRICE_DESC)).getFirst()).isEqualTo(PRODUCTS.get("table"));
    assertThat(ids(sorted("", Sorting.NEWEST)).getFirst()).isEqualTo(PRODUCTS.get("speaker"));
  }

  @Test
  void aCursorIsOfOneSearch() {
    String cursor = search.find(asked(""), 2, null, false).next();

    for (String other : List.of(String.valueOf(cursor), "x", "!", "")) {
      assertThatThrownBy(() -> search.find(asked("茶"), 2, other, false))
          .isInstanceOf(DomainException.class);
    }
  }

  @Test
  void suggestsTitlesThatGoOn() {
    assertThat(search.suggest("wire", Language.EN)).containsExactly("Wireless headphones X200");
    assertThat(search.suggest("紫", Language.ZH)).containsExactly("紫砂茶壶");
    assertThat(search.suggest("tea", Language.EN))
        .contains("Ceramic tea cup", "Bamboo tea tray", "Clay teapot");
    assertThat(search.suggest("zzz", Language.EN)).isEmpty();
  }

  @Test
  void whatIsHiddenIsNeverFound() {
    UUID draft =
        products.draft(TEA_SHOP, product("secret", home, "秘密", "Secret", "s", "s", "s", 1));
    UUID shop = UUID.randomUUID();
    UUID sold = add("soon-gone", shop, home, "雨衣", "Raincoat", "r", "r", "红色", 100);
    feed.follow();
    assertThat(ids(asked("secret"))).doesNotContain(draft).isEmpty();
    assertThat(ids(asked("raincoat"))).containsExactly(sold);

    TestShops.setState(DATABASE.jdbc(), shop, Merchant.State.SUSPENDED);
    news.on(new MerchantChanged(new MerchantId(shop)));
    feed.follow();
    assertThat(ids(asked("raincoat"))).isEmpty();
    assertThat(search.suggest("rain", Language.EN)).isEmpty();

    TestShops.setState(DATABASE.jdbc(), shop, Merchant.State.APPROVED);
    news.on(new MerchantChanged(new MerchantId(shop)));
    feed.follow();
    assertThat(ids(asked("raincoat"))).containsExactly(sold);
    withdraw("soon-gone", shop);
    assertThat(ids(asked("raincoat"))).isEmpty();
  }

  @Test
  void knowsWhatIsInStock() {
    UUID cup = Objects.requireNonNull(PRODUCTS.get("cup"));
    UUID variant = catalog.onSale(cup).orElseThrow().variants().getFirst().id();
    assertThat(ids(inStock())).isEmpty();

    news.on(new AvailabilityChanged(variant, cup, true));
    feed.follow();
    assertThat(ids(inStock())).containsExactly(cup);

    news.on(new AvailabilityChanged(variant, cup, false));
    feed.follow();
    assertThat(ids(inStock())).isEmpty();
  }

  @Test
  void aLostOrDamagedIndexIsMadeAnew() throws IOException {
    IndexFeed other = feed("two");
    other.follow();
    List<UUID> before = ids(other, asked("手工"));
    assertThat(before).hasSize(2);
    other.destroy();

    try (var files = Files.list(folder.resolve("two"))) {
      for (Path file : files.toList()) {
        if (Files.size(file) > 100) {
          damage(file);
        }
      }
    }
    IndexFeed again = feed("two");
    again.follow();
    assertThat(ids(again, asked("手工"))).isEqualTo(before);
    again.destroy();

    FileSystemUtils.deleteRecursively(folder.resolve("two"));
    IndexFeed anew = feed("two");
    anew.follow();
    assertThat(ids(anew, asked("手工"))).isEqualTo(before);
    anew.destroy();
  }

  @Test
  void anIndexGoesOnWhereItStopped() throws IOException {
    IndexFeed first = feed("three");
    first.follow();
    first.destroy();
    UUID added = add("kettle", TEA_SHOP, home, "水壶", "Steel kettle", "k", "k", "白色", 5_900);

    IndexFeed next = feed("three");
    next.follow();

    assertThat(ids(next, asked("kettle"))).containsExactly(added);
    assertThat(ids(next, asked("手工"))).hasSize(2);
    next.destroy();
    withdraw("kettle", TEA_SHOP);
  }

  @Test
  void twoIndexesOfOneDatabaseAgree() throws IOException {
    IndexFeed late = feed("four");
    add("mug", TEA_SHOP, teaware, "马克杯", "Coffee mug", "m", "手工", "红色", 3_900);
    late.follow();
    feed.follow();
    withdraw("mug", TEA_SHOP);
    late.follow();
    feed.follow();

    for (String text : List.of("", "手工", "tea", "蓝牙", "volt", "白色")) {
      for (Sorting sorting : Sorting.values()) {
        assertThat(new HashSet<>(ids(late, sorted(text, sorting))))
            .as(text + sorting)
            .isEqualTo(new HashSet<>(ids(sorted(text, sorting))));
      }
    }
    String cursor = search.find(sorted("", Sorting.PRICE), 3, null, false).next();
    assertThat(new Search(late).find(sorted("", Sorting.PRICE), 3, cursor, false).ids())
        .isEqualTo(search.find(sorted("", Sorting.PRICE), 3, cursor, false).ids());
    late.destroy();
  }

  /// A transaction that began earlier and commits later would be skipped by a reader that remembers
  /// the highest number it has seen.
  @Test
  void aChangeThatCommitsLateIsNotSkipped() throws Exception {
    UUID slow = products.draft(TEA_SHOP, product("slow", home, "慢", "Slowcoach", "s", "s", "s", 1));
    feed.follow();
    try (Connection connection = DATABASE.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute(
            "UPDATE products SET state = 'ON_SALE', on_sale_since = now() WHERE id = '"
                + slow
                + "'");
        statement.execute(
            "INSERT INTO product_changes (product_id, changed_at) VALUES ('" + slow + "', now())");
      }
      UUID quick = add("quick", TEA_SHOP, home, "快", "Quickstep", "q", "q", "q", 100);
      feed.follow();
      assertThat(ids(asked("quickstep"))).containsExactly(quick);
      assertThat(ids(asked("slowcoach"))).isEmpty();
      connection.commit();
    }
    feed.follow();
    assertThat(ids(asked("slowcoach"))).containsExactly(slow);
    withdraw("quick", TEA_SHOP);
    products.withdraw(TEA_SHOP, slow);
    feed.follow();
  }

  private static UUID add(
      String name,
      UUID shop,
      UUID category,
      String zh,
      String en,
      String brand,
      String tag,
      String colour,
      long price) {
    UUID id = products.sell(shop, product(name, category, zh, en, brand, tag, colour, price));
    PRODUCTS.put(name, id);
    return id;
  }

  private static void withdraw(String name, UUID shop) {
    products.withdraw(shop, Objects.requireNonNull(PRODUCTS.remove(name)));
    feed.follow();
  }

  private static String product(
      String name,
      UUID category,
      String zh,
      String en,
      String brand,
      String tag,
      String colour,
      long price) {
    return String.format(
        """
        {"kind":"GOODS","categoryId":"%s","title":{"zh":"%s","en":"%s"},"brand":"%s",
         "tags":["%s"],"attributes":[{"name":"颜色","value":"%s"}],
         "variants":[{"sku":"SKU-%s","prices":[{"amountMinor":%d,"currency":"CNY"}]}]}
        """,
        category, zh, en, brand, tag, colour, name, price);
  }

  private static UUID electronics() {
    return TestCatalog.CATEGORY;
  }

  private static IndexFeed feed(String name) {
    return new IndexFeed(store, catalog, CLOCK, folder.resolve(name));
  }

  private static List<UUID> ids(SearchRequest request) {
    return ids(feed, request);
  }

  private static List<UUID> ids(IndexFeed feed, SearchRequest request) {
    return new Search(feed).find(request, 100, null, false).ids();
  }

  private static Map<String, Integer> counts(Search.Found found, String field) {
    return Objects.requireNonNull(found.counts().get(field));
  }

  private static SearchRequest asked(String text) {
    return sorted(text, text.isEmpty() ? Sorting.NEWEST : Sorting.RELEVANCE);
  }

  private static SearchRequest sorted(String text, Sorting sorting) {
    return new SearchRequest(
        text, null, null, null, Set.of(), Set.of(), Map.of(), "CNY", null, null, null, false,
        sorting);
  }

  private static SearchRequest filtered(
      @Nullable Set<UUID> categories,
      @Nullable UUID merchant,
      @Nullable Long minPrice,
      @Nullable Long maxPrice,
      Map<String, Set<String>> attributes) {
    return new SearchRequest(
        "",
        categories,
        merchant,
        null,
        Set.of(),
        Set.of(),
        attributes,
        "CNY",
        minPrice,
        maxPrice,
        null,
        false,
        Sorting.NEWEST);
  }

  private static SearchRequest inStock() {
    return new SearchRequest(
        "",
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        Map.of(),
        "CNY",
        null,
        null,
        null,
        true,
        Sorting.NEWEST);
  }

  private static void damage(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(opened.length() / 2);
      opened.write(new byte[] {0x55, 0x2a, 0x55, 0x2a, 0x55, 0x2a, 0x55, 0x2a});
    }
  }
}
