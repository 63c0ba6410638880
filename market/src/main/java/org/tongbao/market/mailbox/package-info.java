/// What became of the mail, for the platform's people; and the mailbox of a development machine.
@NullMarked
package org.tongbao.market.mailbox;

import org.jspecify.annotations.NullMarked;
