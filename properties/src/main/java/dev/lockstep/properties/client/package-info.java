/** Those who talk to the nodes: probes, writers, a controller. Blocking sockets on simulated threads; nothing of the node. */
@NullMarked
package dev.lockstep.properties.client;

import org.jspecify.annotations.NullMarked;
