/// Payment institutions behind one port: request, notification, query, refund, close.
///
/// The port knows payable references, never orders. Every operation carries a reference of ours
/// that is stored before the call; asking again with the same reference and content is harmless.
@NullMarked
package org.tongbao.payments;

import org.jspecify.annotations.NullMarked;
