package dev.lockstep.core;

/**
 * One event of a run.
 *
 * @param index position in the trace, from 0
 * @param nanos virtual time, ns since the start
 * @param kind what it is about
 * @param host the host it happened on, or empty
 * @param a first number; its meaning depends on the kind
 * @param b second number
 * @param text what happened, or empty
 */
public record TraceEvent(long index, long nanos, TraceKind kind, String host, long a, long b, String text) {}
