package org.tongbao.market.operations;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.operations.OperationsPage.Fact;
import org.tongbao.market.operations.OperationsPage.Job;
import org.tongbao.market.operations.OperationsPage.Part;
import org.tongbao.market.operations.OperationsPage.Table;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// How everything runs, on one page, for who runs the platform. Nothing on it counts a table that
/// grows with the business.
@Controller
final class OperationsPages {
  private static final int TABLES = 8;

  private final String version;
  private final DatabaseSizeStore sizes;
  private final Folders folders;
  private final ChainParts chain;
  private final PostParts post;
  private final Jobs jobs;
  private final Pages pages;

  OperationsPages(
      @Value("${tongbao.version}") String version,
      DatabaseSizeStore sizes,
      Folders folders,
      ChainParts chain,
      PostParts post,
      Jobs jobs,
      Pages pages) {
    this.version = version;
    this.sizes = sizes;
    this.folders = folders;
    this.chain = chain;
    this.post = post;
    this.jobs = jobs;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.OPERATIONS)
  @Needs(Permission.MONEY_READ)
  View show(Caller caller, Frame frame) {
    Texts texts = frame.texts();
    List<Job> troubled = jobs.troubled();
    List<Table> tables = sizes.largest(TABLES);
    List<Part> parts =
        List.of(
            process(),
            jobs(troubled),
            database(),
            folders.part(texts),
            chain.chain(texts),
            chain.outbox(texts),
            chain.mirror(texts),
            post.mail(caller, texts),
            post.webhooks(caller, texts));
    return pages.of(
        "platform-operations",
        new OperationsPage(
            frame,
            PlatformDesk.of(caller, texts, PlatformDesk.OPERATIONS),
            parts,
            tables,
            troubled));
  }

  private Part process() {
    Instant since = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    String java = Runtime.version().toString();
    List<Fact> facts =
        List.of(Fact.of("version", version), new Fact("since", "", since), Fact.of("java", java));
    return new Part("process", true, facts, null);
  }

  private Part jobs(List<Job> troubled) {
    long failed = troubled.stream().filter(it -> it.trouble() == Job.Trouble.FAILED).count();
    List<Fact> facts =
        List.of(
            Fact.of("count", jobs.count()),
            Fact.of("failed", failed),
            Fact.of("late", troubled.size() - failed));
    return new Part("jobs", troubled.isEmpty(), facts, null);
  }

  private Part database() {
    return new Part(
        "database", true, List.of(Fact.of("size", OperationsPage.size(sizes.size()))), null);
  }
}
