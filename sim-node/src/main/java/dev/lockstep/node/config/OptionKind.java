package dev.lockstep.node.config;

/** What values an option takes. */
enum OptionKind {
    /** {@code yes} or {@code no}. */
    YES_NO,
    /** A decimal integer in a range. */
    INTEGER,
    /** A decimal integer in a range, read as an unsigned one. */
    UNSIGNED,
    /** One of a few words. */
    WORD,
    /** A kind of store. */
    STORE,
    /** Any text without line ends. */
    TEXT
}
