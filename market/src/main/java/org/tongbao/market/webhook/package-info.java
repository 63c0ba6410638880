/// News for programs of others: signed messages, sent until they are taken.
@NullMarked
package org.tongbao.market.webhook;

import org.jspecify.annotations.NullMarked;
