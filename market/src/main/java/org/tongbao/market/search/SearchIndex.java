package org.tongbao.market.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process's index on its disk. It holds nothing that the database does not: whatever is wrong
/// with it is answered by emptying it. Searching is thread-safe; writing is for one thread.
final class SearchIndex implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SearchIndex.class);

  /// Grows when documents or analysis change, so that an index of before is made anew.
  private static final String FORMAT = "2";

  private static final String FORMAT_KEY = "format";

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private SearchIndex(Directory directory) throws IOException {
    this.directory = directory;
    IndexWriter opened =
        new IndexWriter(
            directory,
            new IndexWriterConfig(SearchAnalysis.INDEX)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
                .setCommitOnClose(false));
    try {
      this.searchers = new SearcherManager(opened, null);
    } catch (IOException | RuntimeException failure) {
      opened.rollback();
      throw failure;
    }
    this.writer = opened;
  }

  /// Opens the index in this folder; an empty one when there is none, or none that can be read.
  static SearchIndex open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Directory directory = FSDirectory.open(folder);
    try {
      checkWhole(directory);
      return new SearchIndex(directory);
    } catch (IOException | RuntimeException damaged) {
      log.warn("The search index cannot be read and is made anew: {}", damaged.toString());
      empty(folder);
      return new SearchIndex(directory);
    }
  }

  /// What the last commit noted; nothing in an empty index or one of another form.
  Optional<Map<String, String>> notes() {
    Map<String, String> notes = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(it -> notes.put(it.getKey(), it.getValue()));
    }
    return FORMAT.equals(notes.get(FORMAT_KEY)) ? Optional.of(notes) : Optional.empty();
  }

  void removeAll() throws IOException {
    writer.deleteAll();
  }

  void put(String id, @Nullable Document document) throws IOException {
    Term term = new Term(ProductDocument.ID, id);
    if (document == null) {
      writer.deleteDocuments(term);
    } else {
      writer.updateDocument(term, document);
    }
  }

  /// Lets searches see what was put.
  void show() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /// Keeps what was put, with these notes, across a crash.
  void commit(Map<String, String> notes) throws IOException {
    Map<String, String> all = new HashMap<>(notes);
    all.put(FORMAT_KEY, FORMAT);
    writer.setLiveCommitData(all.entrySet());
    writer.commit();
  }

  /// Whether an error of the disk has ended it.
  boolean isBroken() {
    return !writer.isOpen();
  }

  /// Searches what was last shown.
  <T> T search(Searching<T> searching) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return searching.in(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }

  /// Takes all files away; the folder stays.
  static void empty(Path folder) throws IOException {
    List<Path> files;
    try (var listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /// Compares every file with its checksum. Reads the whole index once.
  private static void checkWhole(Directory directory) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      if (directory.listAll().length > 0) {
        throw new IOException("files without an index");
      }
      return;
    }
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        if (leaf.reader() instanceof CodecReader part) {
          part.checkIntegrity();
        }
      }
    }
  }

  /// What is done with a searcher, while it is held.
  interface Searching<T> {
    T in(IndexSearcher searcher) throws IOException;
  }
}
