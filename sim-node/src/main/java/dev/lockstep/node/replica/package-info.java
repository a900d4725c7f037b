/**
 * The replica's side of replication: the one thread that follows a master, its handshake, the incremental and the full sync, and
 * putting the downloaded database in place. Follows Kvrocks replication.cc; where upstream has waits that nothing bounds, these are
 * bounded here.
 */
@NullMarked
package dev.lockstep.node.replica;

import org.jspecify.annotations.NullMarked;
