package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private final List<Publication> sent = new ArrayList<>();
    private Optional<Map<String, String>> wanted = Optional.of(Map.of("a", "1"));
    private final Discovery discovery = new Discovery(() -> wanted, sent::add);

    private List<String> published() {
        return sent.stream()
                .map(one -> one.topic() + "=" + new String(one.payload(), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    @Test
    void changed_theFirstTime_retainsEverything() {
        discovery.changed();

        assertEquals(List.of("a=1"), published());
        assertTrue(sent.get(0).retained());
    }

    @Test
    void changed_whereNothingIsNew_saysNothing() {
        discovery.changed();
        discovery.changed();

        assertEquals(1, sent.size());
    }

    @Test
    void changed_whereSomethingIsNoLongerThere_takesItBack() {
        discovery.changed();
        sent.clear();
        wanted = Optional.of(Map.of("b", "2"));

        discovery.changed();

        assertEquals(List.of("a=", "b=2"), published());
    }

    @Test
    void connected_whereSomethingWentMeanwhile_takesItBackToo() {
        discovery.changed();
        sent.clear();
        wanted = Optional.of(Map.of("b", "2"));

        discovery.connected();

        assertEquals(List.of("a=", "b=2"), published());
    }

    @Test
    void connected_whileUnknownWhatIsWanted_changesNothing() {
        discovery.changed();
        sent.clear();
        wanted = Optional.empty();

        discovery.connected();
        discovery.changed();

        assertEquals(List.of(), published());
    }

    @Test
    void connected_saysEverythingAgain() {
        discovery.changed();
        sent.clear();

        discovery.connected();

        assertEquals(List.of("a=1"), published());
    }

    @Test
    void remove_removesAllOnce() {
        discovery.changed();
        sent.clear();

        discovery.remove();
        discovery.remove();

        assertEquals(List.of("a="), published());
    }
}
