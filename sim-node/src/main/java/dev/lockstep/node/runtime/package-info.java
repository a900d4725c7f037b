/**
 * What every other package of the node runs on: named threads, the stop signal, and the two watched locks. Nothing here knows
 * Redis or RocksDB.
 */
@NullMarked
package dev.lockstep.node.runtime;

import org.jspecify.annotations.NullMarked;
