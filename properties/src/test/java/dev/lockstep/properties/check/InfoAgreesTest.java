package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.check.InfoAgrees.Truth;
import dev.lockstep.properties.testing.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each line of INFO that is not true is seen, told by hand. */
class InfoAgreesTest {
    private static final Truth MASTER = new Truth(0, 0, "master", "none", 7, 0, false, 0, Map.of("sync_full", 2L));
    private static final Truth REPLICA = new Truth(0, 0, "slave", "connected", 7, 0, true, 0, Map.of("sync_full", 2L));
    private static final String OF_MASTER = "sync_full:2\nrole:master\nmaster_repl_offset:7\nconnected_slaves:0\n";
    private static final String OF_REPLICA =
            "sync_full:2\nrole:slave\nmaster_repl_offset:7\nmaster_host:n1\nmaster_link_status:up\nmaster_sync_in_progress:0\n";

    private static List<String> reported(Truth truth, String info) {
        return reported(truth, truth, info);
    }

    private static List<String> reported(Truth before, Truth after, String info) {
        return reported(true, before, after, info);
    }

    /** With {@code seen} somebody has looked at midnight, too, when there was no connection. */
    private static List<String> reported(boolean seen, Truth before, Truth after, String info) {
        Reports reports = new Reports();
        try (TwoNodes nodes = new TwoNodes()) {
            Bounds bounds = Bounds.of(Map.of());
            Facts facts = new Facts();
            LinkPinged pinged = new LinkPinged(reports, nodes.testbed(), facts, bounds);
            InfoAgrees agrees = new InfoAgrees(reports, nodes.testbed(), facts, new Counters(), pinged, bounds);
            if (seen) {
                assertThat(agrees.truth(nodes.first()).linked()).isFalse();
            }
            agrees.compare(nodes.first(), before, after, info);
        }
        assertThat(reports.properties()).allMatch("info-agrees"::equals);
        return reports.messages();
    }

    private static void seen(Truth truth, String info, String right, String wrong) {
        assertThat(info).contains(right);
        assertThat(reported(truth, info.replace(right, wrong))).as(wrong).anyMatch(m -> m.contains(wrong));
    }

    @Test
    void whatIsTrueIsNotReported() {
        assertThat(reported(MASTER, OF_MASTER)).isEmpty();
        assertThat(reported(REPLICA, OF_REPLICA)).isEmpty();
    }

    @Test
    void whatIsWrongIs() {
        seen(MASTER, OF_MASTER, "role:master", "role:slave");
        seen(MASTER, OF_MASTER, "master_repl_offset:7", "master_repl_offset:6");
        seen(MASTER, OF_MASTER, "master_repl_offset:7", "master_repl_offset:8");
        seen(MASTER, OF_MASTER, "sync_full:2", "sync_full:1");
        seen(MASTER, OF_MASTER, "sync_full:2", "sync_full:3");
        seen(REPLICA, OF_REPLICA, "master_link_status:up", "master_link_status:down");
        seen(REPLICA, OF_REPLICA, "master_sync_in_progress:0", "master_sync_in_progress:1");
    }

    /** At noon; the link has been connected since midnight. */
    private static Truth cutOff(long heldUp) {
        long noon = 12 * 3_600_000_000_000L;
        return new Truth(noon, 0, "slave", "connected", 7, 0, false, heldUp, Map.of("sync_full", 2L));
    }

    @Test
    void aLinkThatIsUpWithoutAConnectionIsSeenUnlessTheNodeIsHeldUpMeanwhile() {
        assertThat(reported(cutOff(5), cutOff(5), OF_REPLICA)).anyMatch(m -> m.contains("no connection to the master"));
        assertThat(reported(cutOff(5), cutOff(6), OF_REPLICA)).isEmpty();
    }

    @Test
    void aConnectionMayBeGoneUnseenSinceThisMoment() {
        assertThat(reported(false, cutOff(5), cutOff(5), OF_REPLICA)).isEmpty();
    }
}
