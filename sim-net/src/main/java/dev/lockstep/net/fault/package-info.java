/** Rules that remember something, and faults that go on by themselves; to be had from {@link dev.lockstep.net.Rules} and Network. */
@NullMarked
package dev.lockstep.net.fault;

import org.jspecify.annotations.NullMarked;
