/// Mail: stored with what it tells of, delivered later by SMTP, or kept in a mailbox here.
@NullMarked
package org.tongbao.market.mail;

import org.jspecify.annotations.NullMarked;
