package org.tongbao.market.idempotency;

import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;

/// A write whose body may be larger than others', when it is sent by somebody who has signed in. A
/// feature declares one as a bean.
///
/// @param limit in bytes
public record LargeWrite(HttpMethod method, Pattern path, int limit) {
  boolean is(String method, String path) {
    return this.method.matches(method) && this.path.matcher(path).matches();
  }
}
