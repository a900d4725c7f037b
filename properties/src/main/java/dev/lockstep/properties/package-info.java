/**
 * What is promised of the node and how it is put to the test: the system under test with its profiles and defects here, and
 * beneath {@code scenario}, the simulated {@code testbed}, its {@code client}s and one class per promise in {@code check}.
 * May use everything but the inside of the node: only {@code dev.lockstep.node.api}.
 */
@NullMarked
package dev.lockstep.properties;

import org.jspecify.annotations.NullMarked;
