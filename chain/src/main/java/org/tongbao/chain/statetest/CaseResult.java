package org.tongbao.chain.statetest;

import java.util.List;

/// How one transaction of a state test went.
///
/// @param name the test's name and the indexes
/// @param problems what is not as expected; none when the case passed
record CaseResult(String name, List<String> problems) {
  CaseResult {
    problems = List.copyOf(problems);
  }

  boolean passed() {
    return problems.isEmpty();
  }
}
