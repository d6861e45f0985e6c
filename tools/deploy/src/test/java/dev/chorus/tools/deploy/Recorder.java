package dev.chorus.tools.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Records the reports of a deployment. */
final class Recorder implements Reporter {

    final List<String> steps = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final Set<String> waits = new LinkedHashSet<>();
    final AtomicLong sentBytes = new AtomicLong();
    /** Called at each wait. */
    Runnable onWait = () -> {};

    @Override
    public void step(String line) {
        steps.add(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    @Override
    public void uploading(PackageFile file, long sent, long total) {
        sentBytes.set(sent);
    }

    @Override
    public void waiting(String what, Duration since) {
        waits.add(what);
        onWait.run();
    }
}
