/**
 * The topology that an outside controller pushes with CLUSTERX SETNODES: parsing, state, routing of keys, texts, and the file
 * {@code nodes.conf}. Follows Kvrocks cluster.cc; there is no gossip and no failover here.
 */
@NullMarked
package dev.lockstep.node.cluster;

import org.jspecify.annotations.NullMarked;
