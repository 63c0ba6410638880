package org.tongbao.market.onchain;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.Hash;

/// The table `chain_subjects`.
@Repository
final class ChainSubjectStore {
  private final JdbcClient jdbc;

  ChainSubjectStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Hash reference, Subject subject) {
    jdbc.sql(
            """
            INSERT INTO chain_subjects (reference, kind, subject_id) VALUES (?, ?, ?)
            ON CONFLICT (reference) DO NOTHING
            """)
        .params(reference.toHex(), subject.kind(), subject.id())
        .update();
  }

  List<Subject> find(Collection<Hash> references) {
    return jdbc.sql(
            """
            SELECT DISTINCT kind, subject_id FROM chain_subjects
            WHERE reference = ANY (:references)
            """)
        .param("references", references.stream().map(Hash::toHex).toArray(String[]::new))
        .query(
            (row, number) ->
                new Subject(row.getString("kind"), row.getObject("subject_id", UUID.class)))
        .list();
  }
}
