package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chorus.core.metrics.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CloudThrottleTest {

    private static final CloudOptions ALL = new CloudOptions("(a=b)", Duration.ZERO, false);
    private static final CloudOptions EACH_SECOND = new CloudOptions("(a=b)", Duration.ofSeconds(1), false);
    private static final CloudOptions CHANGES = new CloudOptions("(a=b)", Duration.ZERO, true);
    private static final CloudOptions CHANGES_EACH_SECOND = new CloudOptions("(a=b)", Duration.ofSeconds(1), true);

    private final Counters counters = new Counters();
    private final CloudThrottle throttle = new CloudThrottle(new EventCounters(counters), millis(0));
    private final List<String> published = new ArrayList<>();
    private CloudOptions current;

    @Test
    void next_withoutInterval_givesAll() {
        offer(0, ALL, "1", "gear");
        offer(0, ALL, "2", "gear");

        assertEquals(List.of("31 gear", "32 gear"), published);
    }

    @Test
    void next_withinTheInterval_keepsTheNewestUntilItsEnd() {
        offer(0, EACH_SECOND, "1", "gear");
        offer(10, EACH_SECOND, "2", "nut");
        offer(20, EACH_SECOND, "3", "pin");
        refreshOverview(999);
        assertEquals(List.of("31 gear"), published);
        assertEquals(OptionalLong.of(millis(1000)), throttle.due());

        refreshOverview(1000);

        assertEquals(List.of("31 gear", "33 pin"), published);
        assertEquals(1, counters.get("cloudThrottled"));
        assertEquals(OptionalLong.empty(), throttle.due());
    }

    @Test
    void next_changesOnly_leavesOutWhatIsLikeTheLast() {
        offer(0, CHANGES, "1", "gear");
        offer(1, CHANGES, "2", "gear");
        offer(2, CHANGES, "3", "nut");

        assertEquals(List.of("31 gear", "33 nut"), published);
        assertEquals(1, counters.get("cloudUnchanged"));
    }

    @Test
    void next_changeThatIsOverWithinTheInterval_isNoChange() {
        offer(0, CHANGES_EACH_SECOND, "1", "gear");
        offer(10, CHANGES_EACH_SECOND, "2", "nut");
        offer(20, CHANGES_EACH_SECOND, "3", "gear");

        refreshOverview(1000);

        assertEquals(List.of("31 gear"), published);
    }

    @Test
    void next_changeThatWasNotPublished_isPublishedWithTheNext() {
        offer(0, CHANGES, "1", "gear");
        throttle.offer(FusedResults.message("2", "nut"));
        throttle.next(millis(1));

        offer(2, CHANGES, "3", "nut");

        assertEquals(List.of("31 gear", "33 nut"), published);
    }

    @Test
    void next_otherPublisher_getsTheCurrentState() {
        offer(0, CHANGES, "1", "gear");

        offer(1, new CloudOptions("(a=c)", Duration.ZERO, true), "2", "gear");

        assertEquals(List.of("31 gear", "32 gear"), published);
    }

    private void offer(long atMillis, CloudOptions options, String id, String label) {
        if (!options.equals(current)) {
            current = options;
            throttle.configure(options, millis(atMillis));
        }
        throttle.offer(FusedResults.message(id, label));
        refreshOverview(atMillis);
    }

    private void refreshOverview(long atMillis) {
        throttle.next(millis(atMillis)).ifPresent(message -> {
            published.add(message.result().id() + " "
                    + message.result().labels().get(0).label());
            throttle.published(message);
        });
    }

    private static long millis(long millis) {
        return Long.MAX_VALUE + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
