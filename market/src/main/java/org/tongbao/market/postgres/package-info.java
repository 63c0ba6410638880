/// The PostgreSQL server that the application starts by itself, so that nothing has to be
/// installed.
///
/// It is a whole server from the program files of `io.zonky.test.postgres`, run by the ordinary
/// `initdb` and `pg_ctl`, with every write on disk before it is acknowledged.
@NullMarked
package org.tongbao.market.postgres;

import org.jspecify.annotations.NullMarked;
