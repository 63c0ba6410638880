package org.tongbao.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// That the fuzz sees what is wrong: answers that are otherwise than declared, and that the same
/// seed makes the same bodies.
final class ApiDocumentTest {
  private static final ApiDocument DOCUMENT =
      new ApiDocument(
          JsonMapper.shared()
              .readTree(
                  """
                  {"paths":{"/things":{"get":{"responses":{"200":{"content":{"application/json":
                    {"schema":{"$ref":"#/components/schemas/Thing"}}}},"204":{}}}}},
                   "components":{"schemas":{"Thing":{"type":"object","required":["id"],
                    "properties":{"id":{"type":"string","format":"uuid"},
                     "at":{"type":["string","null"],"format":"date-time"},
                     "kind":{"type":"string","enum":["A","B"]},
                     "sizes":{"type":"array","items":{"type":"integer"}},
                     "names":{"type":"object","additionalProperties":{"type":"string"}}}}}}}
                  """));

  private static final JsonNode THINGS = DOCUMENT.operation("GET", "/things");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67'} | ",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','at':null,'names':{'a':'b'}} | ",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','sizes':[1,2],'kind':'A'} | ",
        "200 | {} | has no id",
        "200 | [] | of another kind",
        "200 | {'id':null} | /id is of another kind",
        "200 | {'id':'1'} | /id is of another kind",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','at':'now'} | /at is of another kind",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','kind':'C'} | /kind is not in its list",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','sizes':[1.5]} | /sizes/0 is of another",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','names':{'a':1}} | /names/a is of another",
        "200 | {'id':'01a2072c-0385-72f5-9481-a4f864fd1c67','more':1} | /more is not in the document",
        "204 | | ",
        "204 | x | knows no body",
        "201 | {} | status 201"
      })
  void seesWhatIsOtherwiseThanDeclared(int status, String body, String wrong) {
    String sent = body == null ? "" : body.replace('\'', '"');
    WireAnswer answer =
        new WireAnswer(status, List.of("Content-Type: application/json; charset=utf-8"), sent);

    List<String> misfits = DOCUMENT.misfits(THINGS, answer);

    if (wrong == null) {
      assertThat(misfits).isEmpty();
    } else {
      assertThat(misfits).anySatisfy(it -> assertThat(it).contains(wrong));
    }
  }

  @Test
  void theSameSeedMakesTheSameBodies() {
    String right = "{\"id\":\"a\",\"list\":[{\"n\":1}],\"text\":\"茶\"}";
    JsonNode schema = DOCUMENT.root().at("/components/schemas/Thing");
    OddBodies one = new OddBodies(new OddValues(new Random(7)), DOCUMENT);
    OddBodies two = new OddBodies(new OddValues(new Random(7)), DOCUMENT);
    int changed = 0;
    for (int i = 0; i < 500; i++) {
      byte[] body = one.json(right, schema);
      assertThat(two.json(right, schema)).isEqualTo(body);
      changed += new String(body, StandardCharsets.UTF_8).equals(right) ? 0 : 1;
    }

    assertThat(changed).isGreaterThan(400);
  }
}
