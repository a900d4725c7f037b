package dev.lockstep.core.agent;

import com.sun.tools.attach.VirtualMachine;
import dev.lockstep.core.SimulationException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Attaches the agent to the running JVM through a second one, so that nobody has to type a flag. */
public final class SelfAttach {
    private static final String REMEDY =
            "; expected a JVM that lets agents attach, or one started with -javaagent:sim-core.jar";

    private SelfAttach() {}

    /**
     * Makes sure that the agent is installed.
     *
     * @throws SimulationException if it cannot be, with what the second JVM said
     */
    public static void install() {
        if (present()) {
            return;
        }
        LockstepAgent.checkVersion();
        try {
            Path stub = Files.createTempFile("lockstep-agent", ".jar");
            try {
                AgentJar.writeStub(stub);
                attach(stub);
            } finally {
                Files.delete(stub);
            }
        } catch (IOException | InterruptedException | URISyntaxException e) {
            throw new SimulationException("cannot attach the Lockstep agent: " + e.getMessage() + REMEDY, e);
        }
    }

    /** Runs in the second JVM: process id, agent jar. */
    public static void main(String[] arguments) throws Exception {
        VirtualMachine target = VirtualMachine.attach(arguments[0]);
        target.loadAgent(arguments[1]);
        target.detach();
    }

    private static boolean present() {
        try {
            Class<?> hooks = Class.forName("dev.lockstep.core.boot.Hooks", true, null);
            return (boolean) hooks.getMethod("isInstalled").invoke(null);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static void attach(Path stub) throws IOException, InterruptedException, URISyntaxException {
        Path own = Path.of(SelfAttach.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        own.toString(),
                        SelfAttach.class.getName(),
                        Long.toString(ProcessHandle.current().pid()),
                        stub.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = second.waitFor();
        if (status != 0 || !present()) {
            throw new SimulationException("cannot attach the Lockstep agent, the second JVM ended with " + status
                    + ", expected 0: " + firstLine(output) + REMEDY);
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null || text.isBlank()
                ? "no output"
                : text.lines().findFirst().orElse("");
    }
}
