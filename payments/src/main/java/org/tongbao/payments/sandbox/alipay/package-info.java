/// A stand-in for Alipay that speaks its protocol with real RSA2 signatures.
@NullMarked
package org.tongbao.payments.sandbox.alipay;

import org.jspecify.annotations.NullMarked;
