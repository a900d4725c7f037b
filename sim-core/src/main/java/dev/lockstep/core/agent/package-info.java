/**
 * The javaagent: puts {@code boot} on the boot class path, opens the JDK's private parts to the engine, and rewrites call sites
 * of time, randomness and thread creation. Loaded by {@code -javaagent}, or attached by itself under JUnit. Uses the JDK only.
 */
@NullMarked
package dev.lockstep.core.agent;

import org.jspecify.annotations.NullMarked;
