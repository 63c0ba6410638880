package org.tongbao.market.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Turns the words that somebody typed into a query.
///
/// Every word has to be somewhere. A word is looked for as a word of Chinese, as an English stem
/// and as plain characters in sequence; the best of these counts. Words that are written like it
/// are taken only where no product has the word itself: so a slip is forgiven, and who can spell is
/// not answered with something else.
final class TextQuery {
  /// How many words count; further ones are not looked at.
  static final int MOST_WORDS = 12;

  private static final int SHORTEST_FUZZY = 4;
  private static final int TWO_EDITS_FROM = 8;
  private static final int MOST_EXPANSIONS = 30;
  private static final float PLAIN = 0.5f;
  private static final float FUZZY = 0.3f;
  private static final float ENOUGH = 0.6f;
  private static final int NEAR = 2;

  private final IndexReader reader;
  private final List<Query> words = new ArrayList<>();
  private final List<Query> loose = new ArrayList<>();

  private TextQuery(IndexReader reader) {
    this.reader = reader;
  }

  static TextQuery of(String text, IndexReader reader) throws IOException {
    TextQuery query = new TextQuery(reader);
    for (String word : SearchAnalysis.words(text).stream().limit(MOST_WORDS).toList()) {
      Optional<Query> found = query.word(word);
      found.ifPresent(query.words::add);
      found.ifPresent(it -> query.loose.add(loosely(word, it)));
    }
    return query;
  }

  /// Finds what has all the words; everything when there are none.
  Query all() {
    return atLeast(words.size(), words);
  }

  /// Finds what has most of the words, and the characters of a Chinese word near each other; for
  /// when [#all] finds nothing. Nothing when it would find the same.
  Optional<Query> most() {
    int enough = (int) Math.ceil(words.size() * ENOUGH);
    return enough < words.size() || !loose.equals(words)
        ? Optional.of(atLeast(enough, loose))
        : Optional.empty();
  }

  private static Query loosely(String word, Query strictly) {
    List<String> characters = SearchAnalysis.plain(word);
    if (!SearchAnalysis.isChinese(word) || characters.size() < 2) {
      return strictly;
    }
    List<Query> either = new ArrayList<>(List.of(strictly));
    SearchAnalysis.PARTS.forEach(
        (part, boost) ->
            either.add(
                boosted(
                    new PhraseQuery(NEAR, part + ".word", characters.toArray(String[]::new)),
                    boost * FUZZY)));
    return new DisjunctionMaxQuery(either, 0.1f);
  }

  /// [#all], where the last word may be the beginning of one.
  static Query beginning(String text, IndexReader reader) throws IOException {
    List<String> typed = SearchAnalysis.words(text).stream().limit(MOST_WORDS).toList();
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    TextQuery words = new TextQuery(reader);
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      Optional<Query> found = words.word(word);
      if (i == typed.size() - 1 && !SearchAnalysis.isChinese(word)) {
        List<Query> either = new ArrayList<>();
        found.ifPresent(either::add);
        SearchAnalysis.PARTS.forEach(
            (part, boost) ->
                either.add(new BoostQuery(new PrefixQuery(new Term(part + ".word", word)), boost)));
        found = Optional.of(new DisjunctionMaxQuery(either, 0));
      }
      found.ifPresent(it -> query.add(it, Occur.MUST));
    }
    return query.build();
  }

  private static Query atLeast(int count, List<Query> words) {
    if (words.isEmpty()) {
      return MatchAllDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    words.forEach(it -> query.add(it, Occur.SHOULD));
    return query.setMinimumNumberShouldMatch(count).build();
  }

  /// Nothing for a word that English texts leave out.
  private Optional<Query> word(String word) throws IOException {
    List<String> plain = SearchAnalysis.plain(word);
    boolean chinese = SearchAnalysis.isChinese(word);
    List<String> stems = chinese ? List.of() : SearchAnalysis.english(word);
    if (plain.isEmpty() || (!chinese && stems.isEmpty())) {
      return Optional.empty();
    }
    List<Query> either = new ArrayList<>();
    SearchAnalysis.PARTS.forEach(
        (part, boost) -> {
          if (chinese) {
            either.add(boosted(terms(part + ".zh", SearchAnalysis.chinese(word)), boost));
          } else {
            either.add(boosted(terms(part + ".en", stems), boost));
          }
          either.add(boosted(terms(part + ".word", plain), boost * PLAIN));
        });
    if (!chinese && isFuzzy(word) && !isKnown(word, stems)) {
      int edits = word.length() < TWO_EDITS_FROM ? 1 : 2;
      SearchAnalysis.PARTS.forEach(
          (part, boost) ->
              either.add(
                  boosted(
                      new FuzzyQuery(
                          new Term(part + ".word", word), edits, 1, MOST_EXPANSIONS, true),
                      boost * FUZZY)));
    }
    return Optional.of(new DisjunctionMaxQuery(either, 0.1f));
  }

  /// Numbers are never taken for others.
  private static boolean isFuzzy(String word) {
    return word.length() >= SHORTEST_FUZZY && word.chars().allMatch(Character::isLetter);
  }

  private boolean isKnown(String word, List<String> stems) throws IOException {
    for (String part : SearchAnalysis.PARTS.keySet()) {
      if (reader.docFreq(new Term(part + ".word", word)) > 0) {
        return true;
      }
      for (String stem : stems) {
        if (reader.docFreq(new Term(part + ".en", stem)) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static Query boosted(Query query, float boost) {
    return new BoostQuery(query, boost);
  }

  /// The terms next to each other.
  private static Query terms(String field, List<String> terms) {
    return terms.size() == 1
        ? new TermQuery(new Term(field, terms.getFirst()))
        : new PhraseQuery(field, terms.toArray(String[]::new));
  }
}
