package org.tongbao.e2e;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nu.validator.validation.SimpleDocumentValidator;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/// Holds pages to the HTML standard, by the Nu Html Checker. The checker is made once and reused:
/// the first page takes a second, the others some milliseconds.
final class Markup implements AutoCloseable {
  private static final String HTML = "http://s.validator.nu/html5-rdfalite.rnc";

  /// Its grammar is read by recursion.
  private static final long STACK_BYTES = 64L << 20;

  private final Found found = new Found();
  private @Nullable SimpleDocumentValidator checker;

  /// It is no use to several threads at a time, and needs one with a deep stack.
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(null, work, "markup", STACK_BYTES));

  /// What is wrong with a page, each with its line.
  List<String> errors(String html) throws InterruptedException {
    try {
      return thread.submit(() -> check(html)).get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<String> check(String html) throws Exception {
    found.errors.clear();
    InputSource page = new InputSource(new StringReader(html));
    page.setSystemId("http://localhost/");
    checker().checkHtmlInputSource(page);
    return List.copyOf(found.errors);
  }

  private SimpleDocumentValidator checker() throws Exception {
    if (checker == null) {
      Logger.getRootLogger().setLevel(Level.OFF);
      SimpleDocumentValidator made = new SimpleDocumentValidator(false, false, false);
      made.setUpMainSchema(HTML, found);
      made.setUpValidatorAndParsers(found, false, false);
      checker = made;
    }
    return checker;
  }

  @Override
  public void close() {
    thread.close();
  }

  private static final class Found implements ErrorHandler {
    private final List<String> errors = new ArrayList<>();

    /// Advice, which is not asked for.
    @Override
    public void warning(SAXParseException advice) {}

    @Override
    public void error(SAXParseException error) {
      errors.add("line " + error.getLineNumber() + ": " + error.getMessage());
    }

    @Override
    public void fatalError(SAXParseException error) {
      error(error);
    }
  }
}
