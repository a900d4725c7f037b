package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The loopback interface of the machine the tests run on. */
final class RealLan implements Lan {
    private static final long SETTLE_MILLIS = 40;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @Override
    public InetAddress server() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public <T> T there(Callable<T> call) throws Exception {
        return call.call();
    }

    @Override
    public void settle() throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
    }

    @Override
    public void untilBlocked(Thread thread) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!waits(thread)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        thread.getName() + " does not wait, state " + thread.getState() + ", expected it to block");
            }
            Thread.sleep(1);
        }
        Thread.sleep(5); // from the frame of the native method into the kernel
    }

    /** A thread that waits in the kernel is runnable, but its topmost frame is native. */
    private static boolean waits(Thread thread) {
        Thread.State state = thread.getState();
        if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getClassName().startsWith("sun.nio.ch.");
    }

    /** Works only in a network namespace of its own, as root. */
    @Override
    public AutoCloseable cut(int port) throws Exception {
        filter("-A", "--dport", port);
        filter("-A", "--sport", port);
        return () -> {
            filter("-D", "--dport", port);
            filter("-D", "--sport", port);
        };
    }

    private static void filter(String verb, String which, int port) throws IOException, InterruptedException {
        // Dropped where packets come in: what is dropped on its way out is told to TCP.
        Process process = new ProcessBuilder(
                        "iptables", "-w", verb, "INPUT", "-p", "tcp", which, Integer.toString(port), "-j", "DROP")
                .inheritIO()
                .start();
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("iptables " + verb + " failed, expected root in a network namespace");
        }
    }
}
