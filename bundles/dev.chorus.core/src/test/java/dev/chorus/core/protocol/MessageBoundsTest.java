package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.drift.Drift;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.FusedResult.RankedLabel;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.Member;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.testing.ExampleMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every valid message can be encoded, and every encoded message is bounded. */
class MessageBoundsTest {

    /** Takes twelve bytes of JSON: no other character takes more relative to its length in a text. */
    private static final String DEAR = "\u2028";

    private static String name(int number) {
        return String.format("%064d", number);
    }

    private static Map<String, Long> counters(int count) {
        Map<String, Long> counters = new TreeMap<>();
        IntStream.range(0, count).forEach(number -> counters.put(name(number), WireLimits.MAX_COUNT));
        return counters;
    }

    private static List<Member> members(int count) {
        Member member = new Member(
                name(0), name(1), State.MISCONFIGURED, false, false, Duration.ofNanos(999_999_999_999_999_999L));
        return Collections.nCopies(count, member);
    }

    private static Status aggregator(Map<String, Long> counters, List<Member> members) {
        List<String> labels = IntStream.range(0, Drift.MAX_LABELS)
                .mapToObj(number -> number + DEAR.repeat(LabelSet.MAX_LABEL_LENGTH - 1))
                .toList();
        return new Status(
                Kind.AGGREGATOR,
                name(0),
                State.MISCONFIGURED,
                "\"".repeat(WireText.MAX_LENGTH),
                name(1),
                "\"".repeat(100),
                "\"".repeat(100),
                counters,
                null,
                members,
                new Drift(Integer.MAX_VALUE, 0.123456789012345, 99.123456789012345, labels, labels));
    }

    @Test
    void status_ofTheMostOfEverything_isReadBack() throws MalformedPayloadException {
        byte[] written = StatusJson.encode(aggregator(counters(WireLimits.COUNTERS), members(WireLimits.VARIANTS)));

        assertTrue(written.length <= WireLimits.MESSAGE_BYTES, () -> written.length + " bytes");
        assertArrayEquals(written, StatusJson.encode(StatusJson.decode(written)));
    }

    @Test
    void status_ofMoreThanThat_cannotBeMade() {
        refused(() -> aggregator(counters(WireLimits.COUNTERS + 1), List.of()));
        refused(() -> aggregator(Map.of(), members(WireLimits.VARIANTS + 1)));
        refused(() -> aggregator(Map.of("a b", 1L), List.of()));
        refused(() -> aggregator(Map.of("a", -1L), List.of()));
        refused(() -> aggregator(Map.of("a", WireLimits.MAX_COUNT + 1), List.of()));
    }

    @Test
    void status_longerThanAllowed_isRefusedByItsSize() {
        String begin = "{\"kind\":\"aggregator\",\"id\":\"a\",\"state\":\"online\",\"unknown\":\"";

        String problem = assertThrows(
                        MalformedPayloadException.class,
                        () -> StatusJson.decode(padded(begin, WireLimits.MESSAGE_BYTES + 1)))
                .getMessage();

        assertEquals("a status of kind aggregator must have at most 262144 bytes, has 262145", problem);
        assertThrows(MalformedPayloadException.class, () -> StatusJson.decode(new byte[WireLimits.STATUS_BYTES + 1]));
    }

    private static byte[] padded(String begin, int length) {
        return (begin + "x".repeat(length - begin.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void result_longerThanAllowed_isRefusedByItsSize() {
        String begin = "{\"unknown\":\"";

        String problem = assertThrows(
                        MalformedPayloadException.class,
                        () -> FusedResultJson.decode(padded(begin, WireLimits.MESSAGE_BYTES + 1)))
                .getMessage();

        assertEquals("JSON must have at most 262144 bytes, has 262145", problem);
    }

    private static FusedResult result(List<RankedLabel> labels, List<String> variants, double score) {
        Map<String, Refusal> refusals = new TreeMap<>();
        variants.forEach(variant -> refusals.put(variant, Refusal.TOO_MANY_REQUESTS));
        return new FusedResult(
                RequestId.ofBytes(new byte[16], false),
                name(0),
                "\"".repeat(100),
                Outcome.ANSWERED,
                null,
                labels,
                true,
                variants,
                variants,
                refusals,
                CloseReason.STATISTICS,
                score,
                OptionalDouble.of(score),
                Duration.ofDays(365),
                name(1));
    }

    private static List<String> variants(int count) {
        return IntStream.range(0, count).mapToObj(MessageBoundsTest::name).toList();
    }

    private static List<RankedLabel> labels(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(number -> new RankedLabel(number + DEAR.repeat(length), 0xFFFF, 0.123456))
                .toList();
    }

    @Test
    void result_ofTheMostOfEverything_isReadBack() throws MalformedPayloadException {
        List<RankedLabel> labels = labels(WireLimits.LABELS, 15);
        List<RankedLabel> fitting = labels.subList(0, FusedResult.countOfFitting(labels));

        byte[] written = FusedResultJson.encode(result(fitting, variants(WireLimits.VARIANTS), 0.123456));

        assertTrue(fitting.size() > 900, () -> fitting.size() + " labels");
        assertTrue(written.length <= WireLimits.MESSAGE_BYTES, () -> written.length + " bytes");
        assertArrayEquals(written, FusedResultJson.encode(FusedResultJson.decode(written)));
    }

    @Test
    void result_ofMoreThanThat_cannotBeMade() {
        List<String> one = variants(1);
        refused(() -> result(labels(WireLimits.LABELS + 1, 1), one, 0));
        refused(() -> result(labels(100, 250), one, 0));
        refused(() -> result(labels(1, 1), variants(WireLimits.VARIANTS + 1), 0));
        for (double wrong : new double[] {-0.1, 1.1, 5e300, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(() -> result(labels(1, 1), one, wrong));
            refused(() -> new RankedLabel("bolt", 0, wrong));
        }
        refused(() -> new RankedLabel("bolt", -1, 0));
        refused(() -> new RankedLabel("bolt", 0x10000, 0));
    }

    /** Sums of floating point numbers may be a little more than one. */
    @Test
    void result_scoreBeyondOneByRounding_isOne() {
        assertEquals(1, new RankedLabel("bolt", 0, 1 + 1e-12).score());
        assertEquals(0, new RankedLabel("bolt", 0, -1e-12).score());
    }

    /** Copies that hash keys of peers take time that grows with the square of their number if the hashes are equal. */
    @Test
    void keysOfPeers_ofEveryMessage_areInSortedMaps() throws MalformedPayloadException {
        Status variant = StatusJson.decode(ExampleMessages.variant());
        FusedResult result = FusedResultJson.decode(ExampleMessages.result());

        assertTrue(variant.counters() instanceof SortedMap);
        assertTrue(variant.variant().fused() instanceof SortedMap);
        assertTrue(result.refusals() instanceof SortedMap);
    }

    @Test
    void malformedMessage_ofALongText_namesItShortenedAndPrintable() {
        byte[] payload = ("{\"kind\":\"aggregator\",\"id\":\"\\u001b[2J" + "x".repeat(100_000)
                        + "\",\"state\":\"online\"}")
                .getBytes(StandardCharsets.UTF_8);

        String problem = assertThrows(MalformedPayloadException.class, () -> StatusJson.decode(payload))
                .getMessage();

        assertTrue(problem.startsWith("id must be 1..64 of A-Z a-z 0-9 _ . -, was '\\u001b[2Jxxx"), problem);
        assertTrue(problem.length() < 400, () -> problem.length() + " characters");
    }

    private static void refused(org.junit.jupiter.api.function.Executable making) {
        assertThrows(IllegalArgumentException.class, making);
    }
}
