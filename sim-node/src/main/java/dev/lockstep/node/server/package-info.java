/** The node as a whole: its event loops, the cron thread, starting and stopping. */
@NullMarked
package dev.lockstep.node.server;

import org.jspecify.annotations.NullMarked;
