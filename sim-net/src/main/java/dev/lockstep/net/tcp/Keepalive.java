package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;

/**
 * SO_KEEPALIVE of a connection, as Linux' tcp_keepalive_timer: after idle time a probe, further ones at the interval; when
 * {@code count} of them went unanswered the connection is dead. Costs nothing while it is off.
 */
final class Keepalive {
    private static final long SECOND = 1_000_000_000L;

    private final Connection connection;
    private final Timer timer;
    private int probes;
    private long lastHeard;
    private long due;

    Keepalive(Connection connection) {
        this.connection = connection;
        this.timer = connection.kernel().simulation().timer(this::expired);
    }

    /** Something arrived from the other side. */
    void heard() {
        lastHeard = connection.now();
        probes = 0;
    }

    /** The connection is established or the options have changed. */
    void restart() {
        if (connection.settings().flag(StandardSocketOptions.SO_KEEPALIVE)) {
            arm(Math.max(0, lastHeard + idle() - connection.now()));
        } else {
            timer.cancel();
        }
    }

    private void arm(long delay) {
        long late = connection.kernel().late(delay);
        due = connection.now() + late;
        timer.arm(late);
    }

    private long idle() {
        return SECOND * connection.settings().number(ExtendedSocketOptions.TCP_KEEPIDLE);
    }

    private void expired() {
        long quiet = connection.now() - lastHeard;
        if (connection.state().sends() && connection.sender().busy()) {
            arm(idle());
        } else if (quiet < idle()) {
            arm(idle() - quiet);
        } else if (probes >= connection.settings().number(ExtendedSocketOptions.TCP_KEEPCOUNT)) {
            connection.out().reset();
            connection.life().fail(Errno.ETIMEDOUT);
        } else {
            probes++;
            connection.out().probe();
            arm(SECOND * connection.settings().number(ExtendedSocketOptions.TCP_KEEPINTERVAL));
        }
    }

    void stop() {
        timer.cancel();
    }

    /** " keepalive in N ns probes N", as far as there is something to tell. */
    String describe() {
        return timer.armed()
                ? " keepalive in " + (due - connection.now()) + " ns" + (probes > 0 ? " probes " + probes : "")
                : "";
    }
}
