/**
 * Kvrocks' data types on the store: how strings, hashes, lists, sets and sorted sets are written (redis_metadata.cc and the
 * redis_*.cc of each type), transactions, and what replicas of a batch need to know. {@link dev.lockstep.node.data.Database} is one
 * client's view of the data; the commands talk to nothing below it.
 */
@NullMarked
package dev.lockstep.node.data;

import org.jspecify.annotations.NullMarked;
