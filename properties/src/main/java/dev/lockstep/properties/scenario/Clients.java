package dev.lockstep.properties.scenario;

import dev.lockstep.properties.check.MessagesInOrder;
import dev.lockstep.properties.client.Controller;
import dev.lockstep.properties.client.InfoReader;
import dev.lockstep.properties.client.Publisher;
import dev.lockstep.properties.client.ReplicaReader;
import dev.lockstep.properties.client.Subscriber;
import dev.lockstep.properties.client.Waiter;
import dev.lockstep.properties.client.Worker;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.List;

/** The clients of a chaos run. */
final class Clients {
    private final Run run;
    private final Testbed testbed;
    private final List<Worker> workers = new ArrayList<>();
    private final List<ReplicaReader> readers = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<InfoReader> infos = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final MessagesInOrder messages;

    Clients(Run run, Testbed testbed, Controller controller, Watch watch, Settings settings, ChaosSettings chaos) {
        this.run = run;
        this.testbed = testbed;
        this.messages = watch.messages();
        long period = settings.trafficMillis();
        for (int i = 1; i <= chaos.clients(); i++) {
            workers.add(new Worker(
                    testbed, controller, watch.linearizable(), run.choices("client-" + i), chaos.mix(period), "c" + i));
        }
        if (chaos.replicaReads() == 1) {
            readers.add(new ReplicaReader(testbed, controller, watch.reads(), run.choices("reader"), period));
        }
        if (chaos.waits() == 1) {
            waiters.add(new Waiter(testbed, controller, watch.waits(), watch.acknowledged(), run.choices("waiter")));
        }
        if (chaos.listens() == 1) {
            publishers.add(new Publisher(controller, messages, run.choices("publisher"), Math.max(1, period / 2)));
            for (SimulatedNode node : testbed.nodes()) {
                subscribers.add(new Subscriber(node, messages, run.choices("subscriber-" + node)));
            }
        }
        if (chaos.infoMillis() > 0) {
            for (SimulatedNode node : testbed.nodes()) {
                infos.add(new InfoReader(node, watch.info(), chaos.infoMillis()));
            }
        }
    }

    void start() {
        workers.forEach(w -> testbed.clients().start("worker", w::run));
        readers.forEach(r -> testbed.clients().start("reader", r::run));
        waiters.forEach(w -> testbed.clients().start("waiter", w::run));
        infos.forEach(i -> testbed.clients().start("info", i::run));
        publishers.forEach(p -> testbed.clients().start("publisher", p::run));
        subscribers.forEach(s -> testbed.clients().start("subscriber", s::run));
    }

    /** No writes any more; INFO goes on being read. */
    void quiet() {
        run.metric(
                "commandsAnswered", workers.stream().mapToLong(Worker::finish).sum());
        readers.forEach(ReplicaReader::finish);
        waiters.forEach(Waiter::finish);
        publishers.forEach(Publisher::finish);
        run.metric("messagesHeard", messages.count());
    }

    void finish() {
        infos.forEach(InfoReader::finish);
        subscribers.forEach(Subscriber::finish);
    }
}
