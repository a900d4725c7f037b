/** Cluster clients, Jedis and Lettuce, while slots move and a master is replaced. */
@NullMarked
package dev.lockstep.examples.cluster;

import org.jspecify.annotations.NullMarked;
