package org.tongbao.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// From the application for a shop to its first sale, by the pages of the merchant, of the platform
/// and of a buyer.
final class FirstSaleTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  private static final Pattern SHOP = Pattern.compile("/merchant/([0-9a-f-]{36})");
  private static final Pattern PRODUCT = Pattern.compile("/products/([0-9a-f-]{36})$");

  /// A whole document of one empty page.
  private static final byte[] LICENCE =
      """
      %PDF-1.7
      1 0 obj
      << /Type /Catalog /Pages 2 0 R >>
      endobj
      2 0 obj
      << /Type /Pages /Kids [3 0 R] /Count 1 >>
      endobj
      3 0 obj
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>
      endobj
      xref
      0 4
      0000000000 65535 f\s
      0000000009 00000 n\s
      0000000058 00000 n\s
      0000000115 00000 n\s
      trailer
      << /Size 4 /Root 1 0 R >>
      startxref
      186
      %%EOF
      """
          .getBytes(StandardCharsets.US_ASCII);

  /// Different in every run, so that a name is free and a search finds one product.
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  private final String shopName = "Lantern House " + mark;
  private final String title = "Paper lantern " + mark;

  @Test
  void aShopAppliesIsApprovedAndSells() throws Exception {
    Shop platform = BROWSER.shop();
    try (Visit merchant = BROWSER.visit(Look.ENGLISH);
        Visit staff = BROWSER.visit(Look.ENGLISH);
        Visit buyer = BROWSER.visit(Look.ENGLISH.onPhone())) {
      new Shopper(merchant.page(), Hand.MOUSE).register("lantern-" + mark + "@example.com");
      String shop = apply(merchant.page());
      approve(staff, platform.hire("REVIEWER"));
      merchant.await("/merchant/" + shop, text(merchant, "Three steps to the first sale"));
      addDelivery(merchant.page());
      String product = addProduct(merchant, shop);

      Shopper shopper = new Shopper(buyer.page(), Hand.MOUSE);
      shopper.register("lantern-buyer-" + mark + "@example.com");
      shopper.find(mark, title);
      Locator picture = buyer.page().locator("main img").first();
      assertThat(picture).isVisible();
      buyer.page().waitForCondition(() -> !"0".equals(picture.evaluate(WIDTH)));
      shopper.putIntoCart();
      String order = shopper.checkOut();
      shopper.pay();

      ship(merchant, shop, order);
      buyer.await("/orders/" + order, text(buyer, "SF-" + mark));
      merchant.open("/merchant/" + shop + "/products/" + product + "/stock");
      assertThat(merchant.page().locator("tbody td.number").first()).hasText("6");
    }
  }

  private static final String WIDTH = "it => String(it.naturalWidth)";

  /// Answers the shop's id.
  private String apply(Page page) throws Exception {
    page.navigate("/merchant");
    page.locator("main").getByRole(AriaRole.LINK).last().click();
    page.getByLabel("Name of the shop").fill(shopName);
    page.locator("input[name=terms][value^=CNY]").check();
    page.getByLabel("Name of the company").fill("Lantern Trading Co.");
    page.getByLabel("Registration number").fill("91440300" + mark);
    page.getByLabel("Country").selectOption("CN");
    page.getByLabel("Address").fill("Keyuan Road 1, Shenzhen");
    page.getByLabel("Name", exactly()).fill("Li Na");
    page.getByLabel("E-mail").fill("lantern@example.com");
    page.getByLabel("Phone").fill("+86 138 0013 8000");
    page.getByLabel("File 1").setInputFiles(file("licence.pdf", "application/pdf", LICENCE));
    press(page, "Send the application");
    assertThat(page.getByText("Under review").first()).isVisible();
    assertThat(page.getByText("licence.pdf").first()).isVisible();
    return Shopper.found(SHOP, page.url());
  }

  /// The reviewer sees the very document, by its fingerprint, and lets the shop in.
  private void approve(Visit staff, String reviewer) throws Exception {
    Page page = staff.page();
    new Shopper(page, Hand.MOUSE).signIn(reviewer);
    staff.open("/platform");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(shopName)).click();
    byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(LICENCE);
    assertThat(page.getByText(HexFormat.of().formatHex(fingerprint))).isVisible();
    press(page, "Approve");
    assertThat(page.getByText("The approval is on its way to the chain")).isVisible();
    // The page learns by itself that the chain has recorded it.
    assertThat(page.getByRole(AriaRole.BUTTON, named("Suspend"))).isVisible();
  }

  private static void addDelivery(Page page) {
    page.getByRole(AriaRole.LINK, linked("Say how you deliver")).click();
    page.getByLabel("Name", exactly()).fill("Courier");
    page.getByLabel("Kind").selectOption("MERCHANT");
    page.getByLabel("Price (CNY)").fill("8.00");
    page.getByLabel("Buyers can choose it").check();
    press(page, "Save");
    assertThat(page.getByText("Saved.")).isVisible();
    assertThat(page.getByText("By the shop").first()).isVisible();
  }

  /// A product with a picture, of which seven are in stock; answers its id.
  private String addProduct(Visit merchant, String shop) throws Exception {
    Page page = merchant.open("/merchant/" + shop);
    page.getByRole(AriaRole.LINK, linked("Add a product")).click();
    page.getByLabel("Title in English").fill(title);
    page.getByLabel("Category").selectOption(new String[] {CATEGORY});
    Locator variant = page.locator(".variant-fields").first();
    variant.getByLabel("SKU").fill("LANTERN-" + mark);
    variant.getByLabel("Price (CNY)").fill("45.00");
    press(page, "Make the draft");
    assertThat(page.getByText("The draft is there")).isVisible();
    page.waitForURL(PRODUCT);
    String product = Shopper.found(PRODUCT, page.url());
    page.getByLabel("Files").setInputFiles(file("lantern.png", "image/png", picture()));
    press(page, "Upload");
    assertThat(page.getByText("The pictures are there")).isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Stock").setExact(true))
        .click();
    page.getByLabel("Came in of").fill("7");
    press(page, "Add LANTERN-" + mark);
    assertThat(page.getByText("The stock is written down")).isVisible();
    merchant.open("/merchant/" + shop + "/products/" + product);
    press(page, "Put on sale");
    assertThat(page.getByText("It is on sale.")).isVisible();
    return product;
  }

  private static final String CATEGORY = "00000000-0000-7000-8000-000000000007";

  private void ship(Visit merchant, String shop, String order) {
    Page page = merchant.page();
    Locator found = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(order));
    merchant.await("/merchant/" + shop + "/orders?show=ship", found);
    found.first().click();
    Locator form = page.locator("form[action$='/shipment']");
    form.getByLabel("Carrier").fill("SF Express");
    form.getByLabel("Tracking number").fill("SF-" + mark);
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByText("SF-" + mark).first()).isVisible();
    // The chain has it: nothing is left to be sent.
    assertThat(form).hasCount(0);
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, named(button)).first().click();
  }

  private static Locator text(Visit visit, String text) {
    return visit.page().getByText(text);
  }

  private static FilePayload file(String name, String type, byte[] bytes) {
    return new FilePayload(name, type, bytes);
  }

  private static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(640, 640, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = image.createGraphics();
    brush.setColor(Color.ORANGE);
    brush.fillOval(120, 80, 400, 480);
    brush.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    boolean _ = ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions linked(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
