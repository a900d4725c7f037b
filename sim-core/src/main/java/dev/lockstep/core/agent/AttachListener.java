package dev.lockstep.core.agent;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Installs the agent before the first test of any JUnit Platform launcher that has this module on its class path. */
public final class AttachListener implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        SelfAttach.install();
    }
}
