/// A stand-in for WeChat Pay that speaks its protocol (APIv3) with real signatures and encryption.
@NullMarked
package org.tongbao.payments.sandbox.wechat;

import org.jspecify.annotations.NullMarked;
