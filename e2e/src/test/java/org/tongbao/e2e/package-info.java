/// Tests of the packaged application, started and used as a person would.
@NullMarked
package org.tongbao.e2e;

import org.jspecify.annotations.NullMarked;
