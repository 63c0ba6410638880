package org.tongbao.market.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// How texts become terms. Every text is analysed three ways, whatever its language, since shops
/// mix them: as Chinese words (`zh`), as English stems (`en`), and as plain words, where each
/// Chinese character stands alone (`word`).
final class SearchAnalysis {
  /// How much a match counts: in the title, in labels (tags, brand, model, attributes), elsewhere.
  static final Map<String, Float> PARTS = Map.of("title", 4f, "label", 3f, "body", 1f);

  private static final Analyzer CHINESE = new SmartChineseAnalyzer();
  private static final Analyzer ENGLISH = new EnglishAnalyzer();
  private static final Analyzer PLAIN = new StandardAnalyzer(CharArraySet.EMPTY_SET);
  private static final Analyzer WORDS =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer words = new HMMChineseTokenizer();
          return new TokenStreamComponents(words, new LowerCaseFilter(words));
        }
      };

  /// For writing: by the field's name.
  static final Analyzer INDEX =
      new PerFieldAnalyzerWrapper(
          PLAIN,
          Map.of(
              "title.zh",
              CHINESE,
              "label.zh",
              CHINESE,
              "body.zh",
              CHINESE,
              "title.en",
              ENGLISH,
              "label.en",
              ENGLISH,
              "body.en",
              ENGLISH));

  private SearchAnalysis() {}

  /// The Chinese and other words of a query, in lower case, without punctuation. Chinese characters
  /// in sequence are cut into words together; everything else is cut as it is in the index.
  static List<String> words(String query) {
    List<String> words = new ArrayList<>();
    StringBuilder chinese = new StringBuilder();
    int end = -1;
    for (Span span : spans(query)) {
      if (!chinese.isEmpty() && (span.from != end || !isChinese(span.term))) {
        words.addAll(terms(WORDS, chinese.toString()));
        chinese.setLength(0);
      }
      if (isChinese(span.term)) {
        chinese.append(span.term);
      } else {
        words.add(span.term);
      }
      end = span.to;
    }
    words.addAll(terms(WORDS, chinese.toString()));
    return words;
  }

  private static List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    try (TokenStream stream = PLAIN.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        spans.add(new Span(term.toString(), offset.startOffset(), offset.endOffset()));
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return spans;
  }

  static List<String> chinese(String word) {
    return terms(CHINESE, word);
  }

  static List<String> english(String word) {
    return terms(ENGLISH, word);
  }

  static List<String> plain(String word) {
    return terms(PLAIN, word);
  }

  static boolean isChinese(String word) {
    return word.codePoints()
        .anyMatch(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.HAN);
  }

  private static List<String> terms(Analyzer analyzer, String text) {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return terms;
  }

  /// A term and where it stands.
  private record Span(String term, int from, int to) {}
}
