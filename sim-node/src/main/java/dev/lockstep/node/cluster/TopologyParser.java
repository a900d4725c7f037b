package dev.lockstep.node.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The text of CLUSTERX SETNODES: one node a line, {@code id host port master|slave|replica master_id|- [slots..]}. Refuses what Kvrocks
 * refuses, with its messages and in its order (cluster.cc, ParseClusterNodes); a later line with the same id replaces the earlier.
 */
public final class TopologyParser {
    private static final int ID_LENGTH = 40;
    private static final int FIELDS = 5;
    private static final String NO_MASTER = "-";
    private static final String BAD_INFO = "Invalid cluster nodes info";
    private static final String BAD_ID = "Invalid cluster node id";
    private static final String BAD_SLOT = "Slot is out of range";
    private static final String MISSING_NEWLINE = "Invalid nodes definition: Missing newline between node entries.";

    private final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
    private final BitSet taken = new BitSet();

    private TopologyParser() {}

    /** Whether {@code id} has the length of a node id; nothing else is asked of it. */
    public static boolean isId(String id) {
        return id.length() == ID_LENGTH;
    }

    /**
     * The topology in {@code text}.
     *
     * @throws TopologyException if any line is refused
     */
    public static Topology parse(String text) throws TopologyException {
        TopologyParser parser = new TopologyParser();
        List<String> lines = tokens(text, "\n");
        if (lines.isEmpty()) {
            throw new TopologyException(BAD_INFO);
        }
        for (String line : lines) {
            parser.readLine(line);
        }
        return new Topology(parser.nodes);
    }

    private void readLine(String line) throws TopologyException {
        List<String> fields = tokens(line, " ");
        if (fields.size() < FIELDS) {
            throw new TopologyException(BAD_INFO);
        }
        String id = fields.get(0);
        if (!isId(id)) {
            throw new TopologyException(BAD_ID);
        }
        int port = port(fields.get(2));
        boolean master = isMaster(fields.get(3));
        String masterId = fields.get(4);
        if (master ? !masterId.equals(NO_MASTER) : !isId(masterId)) {
            throw new TopologyException(BAD_ID);
        }
        if (!master && fields.size() != FIELDS) {
            throw new TopologyException(BAD_INFO);
        }
        nodes.put(id, new ClusterNode(id, fields.get(1), port, master, masterId, slots(fields)));
    }

    private static int port(String text) throws TopologyException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new TopologyException("Invalid cluster node port");
        }
        throw new TopologyException("Invalid cluster node port");
    }

    private static boolean isMaster(String role) throws TopologyException {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "master" -> true;
            case "slave", "replica" -> false;
            default -> throw new TopologyException("Invalid cluster node role");
        };
    }

    private BitSet slots(List<String> fields) throws TopologyException {
        BitSet slots = new BitSet();
        for (String field : fields.subList(FIELDS, fields.size())) {
            SlotRange range = range(field);
            int overlap = taken.nextSetBit(range.first());
            if (overlap >= 0 && overlap <= range.last()) {
                throw new TopologyException("Slot distribution is overlapped");
            }
            taken.set(range.first(), range.last() + 1);
            slots.set(range.first(), range.last() + 1);
        }
        return slots;
    }

    private static SlotRange range(String field) throws TopologyException {
        if (isId(field) && field.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new TopologyException(MISSING_NEWLINE);
        }
        List<String> ends = tokens(field, "-");
        if (ends.isEmpty() || ends.size() > 2) {
            throw new TopologyException(BAD_SLOT);
        }
        int first = slot(ends.getFirst());
        int last = slot(ends.getLast());
        if (ends.size() == 2 && first >= last) {
            throw new TopologyException(BAD_SLOT);
        }
        return new SlotRange(first, last);
    }

    private static int slot(String text) throws TopologyException {
        boolean digits = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(text) >= SlotHash.SLOTS) {
            throw new TopologyException(BAD_SLOT);
        }
        return Integer.parseInt(text);
    }

    private static List<String> tokens(String text, String separators) {
        List<String> found = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text, separators);
        while (tokens.hasMoreTokens()) {
            found.add(tokens.nextToken());
        }
        return found;
    }
}
