/** The store on a relational database: {@link dev.reelstate.jdbc.JdbcVideoStore} and the operations on its {@link dev.reelstate.jdbc.Schema}. */
@NullMarked
package dev.reelstate.jdbc;

import org.jspecify.annotations.NullMarked;
