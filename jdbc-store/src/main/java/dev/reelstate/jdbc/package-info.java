/**
 * The store on a relational database: {@link dev.reelstate.jdbc.JdbcVideoStore}, its transactions,
 * queue and catalogs.
 */
@NullMarked
package dev.reelstate.jdbc;

import org.jspecify.annotations.NullMarked;
