package dev.chorus.tools.cli.watch;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats families as readable lines. */
public final class SightingText {

    private SightingText() {}

    /** Returns the lines of all families, or one line that says there are none. */
    public static List<String> lines(List<InstanceView> sightings) {
        List<String> lines = new ArrayList<>();
        sightings.forEach(sighting -> lines.addAll(lines(sighting)));
        return lines.isEmpty() ? List.of("no family found") : lines;
    }

    private static List<String> lines(InstanceView sighting) {
        List<String> lines = new ArrayList<>();
        lines.add(answers(sighting));
        for (Status variant : sighting.variants()) {
            String name = variant.variant() == null ? "" : variant.variant().variant();
            lines.add(line(sighting.standing(variant), name, variant));
        }
        for (Status aggregator : sighting.aggregators()) {
            lines.add(line(aggregator.state().wireName(), "aggregator", aggregator));
            if (aggregator.drift() != null && aggregator.drift().isDrifted()) {
                lines.add(drift(aggregator.drift()));
            }
        }
        if (!sighting.troubles().isEmpty()) {
            lines.add("  refused, late, lost: "
                    + sighting.troubles().entrySet().stream()
                            .map(trouble -> trouble.getKey() + " " + trouble.getValue())
                            .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    private static String answers(InstanceView sighting) {
        if (sighting.results() == 0) {
            return String.format(
                    Locale.ROOT, "%s: no answers in the last %.0f s", sighting.family(), sighting.seconds());
        }
        return String.format(
                Locale.ROOT,
                "%s: %.1f answers per second, %.0f %% degraded, %d without a label, p50 %.0f ms, p99 %.0f ms",
                sighting.family(),
                sighting.rate(),
                100.0 * sighting.degraded() / sighting.results(),
                sighting.withoutAnswer(),
                sighting.p50Millis(),
                sighting.p99Millis());
    }

    private static String drift(Drift drift) {
        return String.format(
                Locale.ROOT,
                "  drift         %.0f %% of the last %d answers (by chance %.0f %%); more: %s; fewer: %s",
                100 * drift.distance(),
                drift.answers(),
                100 * drift.chance(),
                String.join(", ", drift.more()),
                String.join(", ", drift.fewer()));
    }

    private static String line(String standing, String what, Status status) {
        return String.format(
                        Locale.ROOT,
                        "  %-13s %-12s %s  %s",
                        standing,
                        what,
                        status.id(),
                        status.problem() == null ? "" : status.problem())
                .stripTrailing();
    }
}
