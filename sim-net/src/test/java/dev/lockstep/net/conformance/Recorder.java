package dev.lockstep.net.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the recorded cases on the real kernel, all at a time, and prints the record; tools/record-kernel starts it. */
final class Recorder {
    private Recorder() {}

    /** A case and what it saw. */
    private record Run(Case code, Script out, Thread thread) {
        static Run start(Case code) {
            Script out = new Script();
            Thread thread = new Thread(
                    () -> {
                        try {
                            code.body().run(new RealLan(), out);
                        } catch (Exception e) {
                            out.say("failed:", e);
                        }
                    },
                    code.name());
            thread.start();
            return new Run(code, out, thread);
        }
    }

    /** Prints one line for each line of each case, or of those named: name, ms or -1, text, with tabs between. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("# Linux " + System.getProperty("os.version") + ", JDK " + Runtime.version());
        for (String name :
                List.of("tcp_syn_retries", "tcp_syn_linear_timeouts", "tcp_retries2", "tcp_abort_on_overflow")) {
            System.out.println("# net.ipv4." + name + " " + setting(name));
        }
        List<Run> runs = new ArrayList<>();
        for (Case code : Recorded.CASES) {
            if (arguments.length == 0 || List.of(arguments).contains(code.name())) {
                runs.add(Run.start(code));
            }
        }
        for (Run run : runs) {
            run.thread.join();
            run.out.lines().forEach(l -> System.out.println(run.code.name() + "\t" + l.millis() + "\t" + l.text()));
        }
        System.exit(0);
    }

    private static String setting(String name) throws IOException {
        Path file = Path.of("/proc/sys/net/ipv4", name);
        return Files.exists(file) ? Files.readAllLines(file).getFirst() : "absent";
    }
}
