/// How adapters talk to institutions: one HTTP client with limits, put under each official library.
@NullMarked
package org.tongbao.payments.http;

import org.jspecify.annotations.NullMarked;
