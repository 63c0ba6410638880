package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;

/// Pictures and categories over HTTP against the whole application.
final class MediaApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static TestShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = TestShop.of(APP, "pictures@example.com");
  }

  @Test
  void aPictureIsShownToEverybodyAndKeptWhileItIsUsed() throws Exception {
    Answer added = shop.owner().upload(shop.path() + "/media", "image/png", png(1));
    String hash = added.text("hash");
    assertThat(added.outcome()).isEqualTo("201");
    assertThat(added.json().path("width").asInt()).isEqualTo(8);
    assertThat(shop.owner().upload(shop.path() + "/media", "image/png", png(1)).outcome())
        .isEqualTo("200");

    HttpResponse<String> shown = APP.get(added.text("url"));
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(shown.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");
    assertThat(APP.get("/media/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(APP.get("/media/..%2f..%2ftongbao.lock").statusCode()).isIn(400, 404);

    String product =
        "{\"kind\":\"GOODS\",\"title\":{\"en\":\"Framed\"},\"pictures\":[\"" + hash + "\"]}";
    Answer framed = shop.owner().write("POST", shop.products(), product);
    assertThat(framed.json().at("/pictures/0").asString()).isEqualTo(hash);
    String picture = shop.path() + "/media/" + hash;
    assertThat(shop.owner().write("DELETE", picture, "").outcome()).isEqualTo("409 media.in-use");
    shop.owner().write("DELETE", framed.header("Location"), "", "If-Match", "\"1\"");
    assertThat(shop.owner().write("DELETE", picture, "").outcome()).isEqualTo("204");
    assertThat(APP.get(added.text("url")).statusCode()).isEqualTo(404);
  }

  @Test
  void anotherShopsPictureIsNotThere() throws Exception {
    String hash = shop.owner().upload(shop.path() + "/media", "image/png", png(2)).text("hash");
    TestShop other = TestShop.of(APP, "copier@example.com");
    String product =
        "{\"kind\":\"GOODS\",\"title\":{\"en\":\"Copy\"},\"pictures\":[\"" + hash + "\"]}";

    assertThat(other.owner().write("POST", other.products(), product).outcome())
        .isEqualTo("422 catalog.unknown-picture");
    assertThat(other.owner().write("DELETE", other.path() + "/media/" + hash, "").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(other.owner().write("DELETE", shop.path() + "/media/" + hash, "").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(other.owner().get(shop.path() + "/media").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(other.owner().get(other.path() + "/media").json().path("items")).isEmpty();
  }

  @Test
  void refusesWhatIsNoPicture() throws Exception {
    String path = shop.path() + "/media";
    byte[] cut = Arrays.copyOf(png(3), 60);
    byte[] page = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

    assertThat(shop.owner().upload(path, "image/png", page).outcome())
        .isEqualTo("415 media.not-what-it-says");
    assertThat(shop.owner().upload(path, "image/jpeg", png(3)).outcome())
        .isEqualTo("415 media.not-what-it-says");
    assertThat(shop.owner().upload(path, "image/svg+xml", page).outcome())
        .isEqualTo("415 request.unsupported-type");
    assertThat(shop.owner().upload(path, "image/png", cut).outcome()).isEqualTo("422 media.broken");
    assertThat(shop.owner().upload(path, "image/png", new byte[8 * 1024 * 1024 + 1]).outcome())
        .isEqualTo("413 request.too-large");
    assertThat(APP.client().upload(path, "image/png", png(3)).outcome())
        .isEqualTo("401 request.sign-in-needed");
  }

  @Test
  void thePlatformKeepsTheTreeOfCategories() throws Exception {
    ApiClient administrator = APP.client();
    String user = administrator.begin("tree-keeper@example.com");
    APP.jdbc()
        .sql(
            "INSERT INTO role_grants (user_id, role, granted_at)"
                + " VALUES (CAST(? AS UUID), 'ADMINISTRATOR', now())")
        .param(user)
        .update();
    String path = "/api/v1/categories";
    String tea = category(TestShop.CATEGORY, "茶", "Tea");

    assertThat(shop.owner().write("POST", path, tea).outcome()).isEqualTo("403 request.forbidden");
    Answer added = administrator.write("POST", path, tea);
    String place = added.header("Location");
    assertThat(added.outcome()).isEqualTo("201");
    assertThat(administrator.write("POST", path, tea).outcome())
        .isEqualTo("409 catalog.category-name-taken");
    assertThat(administrator.write("POST", path, category(TestShop.CATEGORY, "", "x")).outcome())
        .isEqualTo("422 request.field-missing");
    assertThat(
            administrator
                .write("POST", path, category(UUID.randomUUID().toString(), "无", "None"))
                .outcome())
        .isEqualTo("422 catalog.unknown-category");
    // Not below itself, and not too deep.
    Answer below = administrator.write("POST", path, category(added.text("id"), "绿茶", "Green"));
    assertThat(
            administrator
                .write("PUT", place, category(below.text("id"), "茶", "Tea"), "If-Match", "\"1\"")
                .outcome())
        .isEqualTo("422 catalog.unknown-category");
    String parent = below.text("id");
    for (int level = 4; level <= 5; level++) {
      parent =
          administrator.write("POST", path, category(parent, "级" + level, "L" + level)).text("id");
    }
    assertThat(administrator.write("POST", path, category(parent, "六", "Six")).outcome())
        .isEqualTo("422 catalog.category-too-deep");
    assertThat(administrator.write("DELETE", place, "", "If-Match", "\"1\"").outcome())
        .isEqualTo("409 catalog.category-in-use");
    assertThat(administrator.write("DELETE", place, "").outcome())
        .isEqualTo("428 request.version-needed");
    String leaf = path + "/" + parent;
    assertThat(administrator.write("DELETE", leaf, "", "If-Match", "\"2\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    assertThat(administrator.write("DELETE", leaf, "", "If-Match", "\"1\"").outcome())
        .isEqualTo("204");
    assertThat(APP.client().get(leaf).outcome()).isEqualTo("404 request.not-found");
    assertThat(APP.client().get(path).json().path("categories").size()).isGreaterThan(12);
  }

  private static String category(String parent, String zh, String en) {
    return String.format(
        "{\"parentId\":\"%s\",\"name\":{\"zh\":\"%s\",\"en\":\"%s\"}}", parent, zh, en);
  }

  private static byte[] png(int colour) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 1, colour);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
