/// Who did what: an entry for every act of staff and every act that matters for security, each
/// linked to the one before it.
@NullMarked
package org.tongbao.market.auditlog;

import org.jspecify.annotations.NullMarked;
