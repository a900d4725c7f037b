/**
 * The master's side of replication: who may follow incrementally, feeding the log to replicas, the checkpoint of a full sync and
 * sending its files. Follows Kvrocks replication.cc (FeedSlaveThread), cmd_replication.cc and server.cc.
 */
@NullMarked
package dev.lockstep.node.master;

import org.jspecify.annotations.NullMarked;
