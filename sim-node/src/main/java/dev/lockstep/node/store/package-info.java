/**
 * The only package that knows RocksDB. {@link dev.lockstep.node.store.Store} owns the database, which is one of RocksDB's or one in
 * memory; no RocksDB type leaves the package, so nothing outside can touch native memory after it was freed. Encodings follow
 * Kvrocks (redis_metadata.cc, storage.cc) and RocksDB's write_batch.cc.
 */
@NullMarked
package dev.lockstep.node.store;

import org.jspecify.annotations.NullMarked;
