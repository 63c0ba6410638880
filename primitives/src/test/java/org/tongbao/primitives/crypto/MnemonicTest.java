package org.tongbao.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Vectors;
import tools.jackson.databind.JsonNode;

class MnemonicTest {
  private static final Map<String, WordList> LOCALES =
      Map.of(
          "en", WordList.ENGLISH,
          "es", WordList.SPANISH,
          "fr", WordList.FRENCH,
          "it", WordList.ITALIAN,
          "ja", WordList.JAPANESE,
          "ko", WordList.KOREAN,
          "zh_cn", WordList.SIMPLIFIED_CHINESE,
          "zh_tw", WordList.TRADITIONAL_CHINESE);

  /// Words, seeds and derived accounts of ethers: the vectors of Trezor, of easyseed in eight
  /// languages, and random ones.
  @Test
  void walletsAreThoseOfEthers() {
    JsonNode cases = Vectors.json("ethers/hdnode.json.gz");
    StreamSupport.stream(cases.spliterator(), true).forEach(MnemonicTest::check);
    assertThat(cases.size()).isEqualTo(1409);
  }

  private static void check(JsonNode each) {
    String name = each.get("name").asString();
    WordList words = Objects.requireNonNull(LOCALES.get(each.get("locale").asString()));
    Bytes entropy = Bytes.fromHex(each.get("entropy").asString());
    Mnemonic mnemonic = Mnemonic.ofEntropy(entropy.toArray(), words);
    String phrase = each.get("mnemonic").asString();
    assertThat(WordList.normalize(mnemonic.phrase()))
        .as(name)
        .isEqualTo(WordList.normalize(phrase));
    assertThat(Mnemonic.parse(phrase, words)).as(name).isEqualTo(mnemonic);
    String passphrase = each.has("password") ? each.get("password").asString() : "";
    byte[] seed = mnemonic.seed(passphrase);
    assertThat(Bytes.wrap(seed).toHex()).as(name).isEqualTo(each.get("seed").asString());
    HdKey root = HdKey.ofSeed(seed);
    for (JsonNode node : each.get("hdnodes")) {
      HdKey derived = root.derive(node.get("path").asString());
      assertThat(Bytes.wrap(derived.privateKey().exportSecret()).toHex())
          .as(name)
          .isEqualTo(node.get("privateKey").asString());
      assertThat(derived.address().toHex()).as(name).isEqualTo(node.get("address").asString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyListReadsWhatItWrites(WordList words) {
    for (int count : List.of(12, 15, 18, 21, 24)) {
      Mnemonic fresh = Mnemonic.generate(count, words, new SecureRandom());
      assertThat(fresh.phrase().split(words.separator())).hasSize(count);
      assertThat(Mnemonic.parse(fresh.phrase(), words)).isEqualTo(fresh);
      String composed = Normalizer.normalize(fresh.phrase(), Normalizer.Form.NFC);
      assertThat(Mnemonic.parse("  " + composed.replace(" ", " \n\t"), words)).isEqualTo(fresh);
      assertThat(fresh.toString()).isEqualTo("Mnemonic[" + count + " words, " + words + "]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abandon",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
            + " abandon",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
            + " abandon about",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
            + " ábaco",
      })
  void refusesPhrasesThatAreNone(String phrase) {
    assertThatIllegalArgumentException().isThrownBy(() -> Mnemonic.parse(phrase, WordList.ENGLISH));
  }

  @Test
  void anErrorNamesThePlaceAndNoWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mnemonic.parse("abandon ".repeat(11) + "hunter2", WordList.ENGLISH))
        .withMessage("word 12 is not in the list ENGLISH");
  }
}
