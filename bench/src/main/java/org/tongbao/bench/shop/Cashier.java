package org.tongbao.bench.shop;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// One of the platform's finance: approves withdrawals that wait.
final class Cashier implements Actor {
  private final Person person;

  /// @param person has the role FINANCE
  private Cashier(Person person) {
    this.person = person;
  }

  /// Registers one, whom the administrator gives the role.
  static Cashier begin(Person administrator, Person person) throws IOException {
    person.begin();
    String id = Person.expect(person.get("/api/v1/me"), 200).at("/id");
    Person.expect(administrator.write("PUT", "/api/v1/users/" + id + "/roles/FINANCE", ""), 204);
    return new Cashier(person);
  }

  @Override
  public boolean step() throws IOException {
    boolean first = approve("HELD");
    return approve("APPROVED_ONCE") || first;
  }

  private boolean approve(String state) throws IOException {
    boolean did = false;
    String list = "/api/v1/platform/withdrawals";
    JsonNode waiting =
        Person.expect(person.get(list + "?limit=100&state=" + state), 200).json().path("items");
    for (JsonNode each : waiting) {
      if (each.at("/withdrawal/pending").isNull()) {
        String path = list + "/" + each.at("/withdrawal/id").asString();
        String seen = Person.expect(person.get(path), 200).header("ETag");
        Answer answer = person.write("PUT", path + "/approval", "", "If-Match: " + seen);
        // Otherwise somebody was faster, or the second approval is another's to give.
        did |= answer.status() == 200;
        if (answer.status() >= 500) {
          throw new Person.RefusedException(answer);
        }
      }
    }
    return did;
  }

  /// The customers know when their withdrawals have come to their end.
  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void close() throws IOException {
    person.close();
  }
}
