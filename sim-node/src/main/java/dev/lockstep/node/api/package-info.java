/**
 * How a program embeds a node: create it, start it, watch it, look into it. These types are shared between the embedding
 * program and every (possibly patched) build of the node, so they use nothing but the JDK and change rarely.
 */
@NullMarked
package dev.lockstep.node.api;

import org.jspecify.annotations.NullMarked;
