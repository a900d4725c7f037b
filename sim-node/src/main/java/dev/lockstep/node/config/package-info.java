/**
 * The options of a node: Kvrocks' own names, defaults and ranges (config.cc), plus those that Kvrocks has as literals in its source.
 */
@NullMarked
package dev.lockstep.node.config;

import org.jspecify.annotations.NullMarked;
