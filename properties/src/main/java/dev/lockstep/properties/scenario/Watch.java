package dev.lockstep.properties.scenario;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.properties.check.AcknowledgedSurvive;
import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.check.Check;
import dev.lockstep.properties.check.Counters;
import dev.lockstep.properties.check.CronTicks;
import dev.lockstep.properties.check.DamageNoticed;
import dev.lockstep.properties.check.DigestsEqual;
import dev.lockstep.properties.check.Facts;
import dev.lockstep.properties.check.FeedEnds;
import dev.lockstep.properties.check.FollowsAnother;
import dev.lockstep.properties.check.FullSyncsEnd;
import dev.lockstep.properties.check.InfoAgrees;
import dev.lockstep.properties.check.Linearizable;
import dev.lockstep.properties.check.LinkComesBack;
import dev.lockstep.properties.check.LinkPinged;
import dev.lockstep.properties.check.LoadingEnds;
import dev.lockstep.properties.check.LockReleased;
import dev.lockstep.properties.check.LocksOrdered;
import dev.lockstep.properties.check.MessagesInOrder;
import dev.lockstep.properties.check.MigrationStops;
import dev.lockstep.properties.check.NoDeadlock;
import dev.lockstep.properties.check.NoInternalError;
import dev.lockstep.properties.check.NodeStarts;
import dev.lockstep.properties.check.OneWriterPerSlot;
import dev.lockstep.properties.check.PingAnswered;
import dev.lockstep.properties.check.PrefixOfHistory;
import dev.lockstep.properties.check.ProcessEnds;
import dev.lockstep.properties.check.QuietReplicaLevels;
import dev.lockstep.properties.check.Reached;
import dev.lockstep.properties.check.ReadsMonotonic;
import dev.lockstep.properties.check.ReplicaWritesNothing;
import dev.lockstep.properties.check.ReplicationRecovers;
import dev.lockstep.properties.check.ReplicationThreadStops;
import dev.lockstep.properties.check.ResetForgets;
import dev.lockstep.properties.check.RestoredAsCheckpoint;
import dev.lockstep.properties.check.RoutedAsTold;
import dev.lockstep.properties.check.SameHistory;
import dev.lockstep.properties.check.SetnodesAnswered;
import dev.lockstep.properties.check.Tenures;
import dev.lockstep.properties.check.ThreadsLive;
import dev.lockstep.properties.check.Told;
import dev.lockstep.properties.check.TopologyAsTold;
import dev.lockstep.properties.check.VersionsGrow;
import dev.lockstep.properties.check.WaitAnswered;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.List;

/** All checks of one run, wired to its testbed. */
final class Watch {
    /** All promises. */
    static final List<Invariant> PROMISES = List.of(
            LockReleased.INVARIANT,
            ReplicationThreadStops.INVARIANT,
            SetnodesAnswered.INVARIANT,
            PingAnswered.INVARIANT,
            WaitAnswered.INVARIANT,
            LoadingEnds.INVARIANT,
            ProcessEnds.INVARIANT,
            CronTicks.INVARIANT,
            FeedEnds.INVARIANT,
            NoDeadlock.INVARIANT,
            LocksOrdered.INVARIANT,
            LinkComesBack.INVARIANT,
            FullSyncsEnd.INVARIANT,
            QuietReplicaLevels.INVARIANT,
            LinkPinged.INVARIANT,
            ReplicationRecovers.INVARIANT,
            PrefixOfHistory.INVARIANT,
            SameHistory.INVARIANT,
            RestoredAsCheckpoint.INVARIANT,
            DigestsEqual.INVARIANT,
            Linearizable.INVARIANT,
            ReadsMonotonic.INVARIANT,
            AcknowledgedSurvive.INVARIANT,
            MessagesInOrder.INVARIANT,
            ReplicaWritesNothing.INVARIANT,
            OneWriterPerSlot.INVARIANT,
            TopologyAsTold.INVARIANT,
            RoutedAsTold.INVARIANT,
            VersionsGrow.INVARIANT,
            ResetForgets.INVARIANT,
            FollowsAnother.INVARIANT,
            MigrationStops.INVARIANT,
            NodeStarts.INVARIANT,
            DamageNoticed.INVARIANT,
            InfoAgrees.INVARIANT,
            NoInternalError.INVARIANT,
            ThreadsLive.INVARIANT);

    private static final long PERIOD = 1_000_000_000L;
    /** Taking the state of all threads costs more than all other looks together. */
    private static final int THREADS_EVERY = 5;

    private final Run run;
    private final Testbed testbed;
    private final Tenures tenures = new Tenures();
    private final QuietReplicaLevels levels;
    private final LinkComesBack links;
    private final CronTicks cron;
    private final FeedEnds feeds;
    private final NoDeadlock deadlock;
    private final InfoAgrees info;
    private final Linearizable linearizable;
    private final ReadsMonotonic reads;
    private final WaitAnswered waits;
    private final AcknowledgedSurvive acknowledged;
    private final MessagesInOrder messages;
    private long looks;

    Watch(Run run, Testbed testbed, Bounds bounds, Settings settings) {
        this.run = run;
        this.testbed = testbed;
        boolean remembers = !testbed.config()
                .getOrDefault("persist-cluster-nodes-enabled", "yes")
                .equals("no");
        boolean fetching = testbed.config()
                .getOrDefault("slave-empty-db-before-fullsync", "no")
                .equals("yes");
        long transfer = settings.transferNanos() * settings.replicas();
        Facts facts = watch(new Facts());
        Counters counters = watch(new Counters());
        Told told = watch(new Told(node -> remembers && node.view().keepsTopology()));
        watch(tenures);
        watch(new Reached(run));
        watch(new LockReleased(run, bounds));
        watch(new ReplicationThreadStops(run, bounds));
        watch(new LoadingEnds(run, bounds.loading(fetching, transfer)));
        watch(new ProcessEnds(run, bounds));
        watch(new LocksOrdered(run));
        PrefixOfHistory histories = watch(new PrefixOfHistory(run));
        watch(new DamageNoticed(run, histories));
        watch(new RestoredAsCheckpoint(run, histories));
        watch(new SameHistory(run, histories));
        watch(new ReplicaWritesNothing(run, told));
        watch(new OneWriterPerSlot(run));
        watch(new TopologyAsTold(run, told));
        watch(new VersionsGrow(run, told));
        watch(new ResetForgets(run));
        watch(new FollowsAnother(run));
        watch(new MigrationStops(run, bounds));
        watch(new NodeStarts(run));
        watch(new NoInternalError(run));
        watch(new ThreadsLive(run));
        linearizable = watch(new Linearizable(run, tenures));
        reads = watch(new ReadsMonotonic(run, tenures));
        acknowledged = watch(new AcknowledgedSurvive(run, histories, tenures));
        messages = new MessagesInOrder(run, tenures);
        waits = watch(
                new WaitAnswered(run, testbed, facts, bounds, settings.latencyNanos(), settings.feedWriteNanos()));
        levels = new QuietReplicaLevels(run, testbed, facts, Bounds.level(transfer));
        links = new LinkComesBack(run, testbed, facts, bounds);
        watch(new FullSyncsEnd(run, testbed, told, bounds.fullSyncs(transfer)));
        cron = new CronTicks(run, testbed, bounds);
        feeds = new FeedEnds(run, testbed, bounds);
        deadlock = new NoDeadlock(run);
        info = new InfoAgrees(run, testbed, facts, counters, new LinkPinged(run, testbed, facts, bounds), bounds);
    }

    private <C extends Check> C watch(C check) {
        return testbed.watch(check);
    }

    /** Looks once a second from now on at what no event tells. */
    void begin() {
        testbed.simulation().schedule(PERIOD, () -> {
            look();
            if (!run.failed()) {
                begin();
            }
        });
    }

    private void look() {
        levels.look();
        links.look();
        if (++looks % THREADS_EVERY == 0) {
            List<ThreadStatus> threads = testbed.simulation().threadStates();
            cron.look(threads);
            feeds.look(threads);
            deadlock.look(threads);
        }
    }

    /** The run is over. */
    void finish() {
        testbed.checks().forEach(Check::finish);
    }

    InfoAgrees info() {
        return info;
    }

    Linearizable linearizable() {
        return linearizable;
    }

    ReadsMonotonic reads() {
        return reads;
    }

    WaitAnswered waits() {
        return waits;
    }

    AcknowledgedSurvive acknowledged() {
        return acknowledged;
    }

    MessagesInOrder messages() {
        return messages;
    }
}
