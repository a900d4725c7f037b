/**
 * Third-party systems under simulation. None of them knows of it, and none is changed: each test puts the very classes from
 * Maven Central on simulated hosts, does something to the network or to a process, and checks what comes of it against bounds
 * computed from the system's own configuration. docs/examples.md says what each shows. To test a system of your own, copy the
 * one that is nearest.
 */
@NullMarked
package dev.lockstep.examples;

import org.jspecify.annotations.NullMarked;
