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
import java.util.TreeSet;

/**
 * The aggregators that share a family's requests, as seen by one of them. Immutable.
 *
 * @param self the aggregator with this view
 * @param others the other aggregators that can answer
 * @param newcomers the others that do not share requests yet, as far as self knows
 * @param sharing whether self shares requests already; false while the others may not know of it
 */
public record PeerSet(String self, Set<String> others, Set<String> newcomers, boolean sharing) {

    /** @throws IllegalArgumentException if self is among the others, or a newcomer is not */
    public PeerSet {
        others = SortedCopies.set(others);
        newcomers = SortedCopies.set(newcomers);
        if (!others.containsAll(newcomers)) {
            throw new IllegalArgumentException("newcomers must be among the others " + others + ", were " + newcomers);
        }
        if (others.contains(self)) {
            throw new IllegalArgumentException("others must not contain self, '" + self + "', were " + others);
        }
    }

    /** Creates a view in which all others share requests. */
    public PeerSet(String self, Set<String> others, boolean sharing) {
        this(self, others, Set.of(), sharing);
    }

    /** Returns a view without other aggregators. */
    public static PeerSet alone(String self) {
        return new PeerSet(self, Set.of(), true);
    }

    /** Returns this view without some of the others. */
    PeerSet without(Set<String> some) {
        return new PeerSet(self, remaining(others, some), remaining(newcomers, some), sharing);
    }

    private static Set<String> remaining(Set<String> all, Set<String> without) {
        Set<String> remaining = new TreeSet<>(all);
        remaining.removeAll(without);
        return remaining;
    }

    /**
     * Whether self is the first by name of those that share; the first one does tasks that only one of them has to do.
     */
    public boolean isFirst() {
        return sharing && others.stream().allMatch(other -> self.compareTo(other) < 0);
    }

    /**
     * Returns the order in which the aggregators answer one request: the first one answers, the next one if the first
     * is silent, and so on. Rendezvous hashing (Thaler and Ravishankar, IEEE/ACM Transactions on Networking 6(1),
     * 1998): all that know the same peers compute the same order, and a peer that joins or departs moves only its own
     * requests. As long as self does not share, it comes with the newcomers after all that do.
     */
    List<String> order(RequestId id) {
        Set<String> last = new TreeSet<>(newcomers);
        last.add(self);
        if (sharing) {
            last.addAll(others);
            return order(id, last);
        }
        List<String> order = order(id, established());
        order.addAll(order(id, last));
        return order;
    }

    private static List<String> order(RequestId id, Set<String> aggregators) {
        Map<String, Long> scores = new HashMap<>();
        long request = mixed(0, id.bytes());
        aggregators.forEach(each -> scores.put(each, score(request, each)));
        List<String> order = new ArrayList<>(aggregators);
        order.sort(Comparator.<String, Long>comparing(scores::get).thenComparing(Comparator.naturalOrder()));
        return order;
    }

    /** The others that share requests, as far as self knows. */
    Set<String> established() {
        return remaining(others, newcomers);
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
