package dev.lockstep.search.cli;

import dev.lockstep.search.engine.CodeVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"lockstep " + CodeVersion.current() + " on JDK " + Runtime.version()};
    }
}
