/// What is settled by mail: a forgotten password, whether an address is its user's, another
/// address, and news of changed ways to sign in.
@NullMarked
package org.tongbao.market.recovery;

import org.jspecify.annotations.NullMarked;
