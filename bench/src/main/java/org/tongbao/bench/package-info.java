/// Benchmarks; `README.md` of this module says how to run them.
@NullMarked
package org.tongbao.bench;

import org.jspecify.annotations.NullMarked;
