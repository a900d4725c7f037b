/**
 * The commands. {@link dev.lockstep.node.command.Dispatcher} does what is common to all, in Kvrocks' order (redis_connection.cc,
 * ExecuteCommands); each family of commands has a class of its own. Error texts are Kvrocks'.
 */
@NullMarked
package dev.lockstep.node.command;

import org.jspecify.annotations.NullMarked;
