/// WeChat Pay (APIv3), through its official library. See docs/payments.md for the pages of WeChat
/// Pay that each call follows.
@NullMarked
package org.tongbao.payments.wechat;

import org.jspecify.annotations.NullMarked;
