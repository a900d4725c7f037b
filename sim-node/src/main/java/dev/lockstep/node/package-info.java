/**
 * A Kvrocks-compatible replicated store: an ordinary Java server on RocksDB. It knows nothing of the simulation; it uses the
 * JDK, RocksDB JNI and SLF4J, nothing else.
 */
@NullMarked
package dev.lockstep.node;

import org.jspecify.annotations.NullMarked;
