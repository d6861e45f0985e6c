package dev.chorus.core.window;

import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The aggregators that share a family's requests, as one of them sees it. Immutable.
 *
 * @param self whose view this is
 * @param others that are there to answer, without self
 * @param sharing whether self takes its share already; false while the others may not know of it
 */
public record Peers(String self, Set<String> others, boolean sharing) {

    /** @throws IllegalArgumentException if self is among the others */
    public Peers {
        others = SortedCopies.set(others);
        if (others.contains(self)) {
            throw new IllegalArgumentException("others are " + others + ", allowed are those besides '" + self + "'");
        }
    }

    /** Nobody else is there. */
    public static Peers alone(String self) {
        return new Peers(self, Set.of(), true);
    }

    /** Whether self is the first by name of those that share, which does what only one of them has to do. */
    public boolean isFirst() {
        return sharing && others.stream().allMatch(other -> self.compareTo(other) < 0);
    }

    /**
     * In which order they answer one request: the first does, the next if the first is silent, and so on. Rendezvous hashing
     * (Thaler and Ravishankar, IEEE/ACM Transactions on Networking 6(1), 1998): all who know the same peers come to the same
     * order, and a peer that comes or goes moves only the requests that are its own. Who does not share yet is last.
     */
    List<String> order(RequestId id) {
        Map<String, Long> scores = new HashMap<>();
        long request = mixed(0, id.bytes());
        others.forEach(other -> scores.put(other, score(request, other)));
        if (sharing) {
            scores.put(self, score(request, self));
        }
        List<String> order = new ArrayList<>(scores.keySet());
        order.sort(Comparator.<String, Long>comparing(scores::get).thenComparing(Comparator.naturalOrder()));
        if (!sharing) {
            order.add(self);
        }
        return order;
    }

    private static long score(long request, String peer) {
        return mixed(request, peer.getBytes(StandardCharsets.UTF_8));
    }

    /** FNV-1a, and the finalizer of SplitMix64 so that the last bytes matter as much as the first. */
    private static long mixed(long start, byte[] bytes) {
        long hash = 0xCBF29CE484222325L ^ start;
        for (byte next : bytes) {
            hash = (hash ^ (next & 0xFF)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
