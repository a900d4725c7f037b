package dev.lockstep.core;

/** What an event of the trace is about. The code goes into the hash and never changes. */
public enum TraceKind {
    /** A thread runs until it parks, blocks, yields or ends. a = thread number on its host. */
    STEP(1),
    /** A host started, paused, resumed, crashed. */
    HOST(2),
    /** A packet was sent, delivered or dropped. */
    PACKET(3),
    /** A fault was put in force or lifted. */
    FAULT(4),
    /** A lock was waited for, taken or released. a = 1 if exclusively, b = id of the thread, text = its name and what happened. */
    LOCK(5),
    /** A command was executed or answered. */
    COMMAND(6),
    /** A state variable changed. */
    STATE(7),
    /** A thread started or ended. */
    THREAD(8),
    /** Something escaped the simulation. */
    VIOLATION(9),
    /** Anything else worth telling. */
    NOTE(10);

    private final int code;

    TraceKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
