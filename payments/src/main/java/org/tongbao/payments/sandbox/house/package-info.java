/// All sandbox institutions of one folder, for the demonstration and for tests.
@NullMarked
package org.tongbao.payments.sandbox.house;

import org.jspecify.annotations.NullMarked;
