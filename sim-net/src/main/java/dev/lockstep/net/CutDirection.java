package dev.lockstep.net;

/** Which way a connection is cut, seen from the side whose bytes are counted. */
public enum CutDirection {
    /** What that side sends vanishes, acknowledgements too; the way back stays open. */
    FORTH,
    /** What the other side sends vanishes: the bytes go on, but nobody acknowledges them. */
    BACK,
    /** Both vanish. */
    BOTH;

    /** Whether what the counted side sends vanishes. */
    public boolean forth() {
        return this != BACK;
    }

    /** Whether what the other side sends vanishes. */
    public boolean back() {
        return this != FORTH;
    }

    /** " forth only", " back only" or nothing, for descriptions. */
    public String suffix() {
        return switch (this) {
            case FORTH -> " forth only";
            case BACK -> " back only";
            case BOTH -> "";
        };
    }
}
