package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.testing.ExampleMessages;
import dev.chorus.core.testing.Mutation;
import dev.chorus.core.testing.Mutation.Change;
import dev.chorus.core.testing.Mutations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of each message from peers, dropped, null, of another type and out of range. */
class PeersMessagesTest {

    private interface Decoding<T> {
        T decode(byte[] payload) throws MalformedPayloadException;
    }

    private record Format<T>(byte[] example, Decoding<T> decoding, Function<T, byte[]> encoding) {

        /** The decoded message, or empty if it is rejected; any other exception fails the test. */
        Optional<T> read(byte[] payload) {
            try {
                return Optional.of(decoding.decode(payload));
            } catch (MalformedPayloadException e) {
                return Optional.empty();
            }
        }

        byte[] write(T value) {
            return encoding.apply(value);
        }
    }

    private static final Map<String, Format<?>> FORMATS = new TreeMap<>(Map.of(
            "result", new Format<>(ExampleMessages.result(), FusedResultJson::decode, FusedResultJson::encode),
            "noAnswer", new Format<>(ExampleMessages.noAnswer(), FusedResultJson::decode, FusedResultJson::encode),
            "variant", new Format<>(ExampleMessages.variant(), StatusJson::decode, StatusJson::encode),
            "aggregator", new Format<>(ExampleMessages.aggregator(), StatusJson::decode, StatusJson::encode),
            "truth", new Format<>(ExampleMessages.truth(), GroundTruth::decode, GroundTruth::encode)));

    static Stream<Arguments> all() {
        return FORMATS.entrySet().stream()
                .flatMap(format -> Mutations.of(format.getValue().example()).stream()
                        .map(mutation -> Arguments.of(format.getKey(), mutation)));
    }

    static Stream<Arguments> retyped() {
        return all().filter(one -> ((Mutation) one.get()[1]).change() == Change.RETYPED);
    }

    static Stream<Arguments> dropped() {
        return all().filter(one -> ((Mutation) one.get()[1]).change() == Change.DROPPED
                && !((Mutation) one.get()[1]).path().endsWith("]"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void decode_anyField_isReadWholeOrRefused(String format, Mutation mutation) {
        assertReadWholeOrRefused(FORMATS.get(format), mutation.payload());
    }

    private static <T> void assertReadWholeOrRefused(Format<T> format, byte[] payload) {
        Optional<T> read = assertDoesNotThrow(() -> format.read(payload));

        read.map(format::write)
                .ifPresent(written -> assertArrayEquals(
                        written, format.read(written).map(format::write).orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("retyped")
    void decode_fieldOfAnotherType_isRefused(String format, Mutation mutation) {
        assertEquals(Optional.empty(), FORMATS.get(format).read(mutation.payload()));
    }

    @ParameterizedTest
    @MethodSource("dropped")
    void decode_nullField_isRefusedOrAsIfItWereAbsent(String format, Mutation mutation) {
        byte[] ofNull = mutation(format, mutation.path(), Change.NULL, "null").payload();

        Optional<?> read = FORMATS.get(format).read(ofNull);

        assertTrue(read.isEmpty() || read.equals(FORMATS.get(format).read(mutation.payload())), read::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "result, id family outcome labels labels[0].label labels[0].class labels[0].score closedBy aggregator",
        "noAnswer, id family outcome reason closedBy aggregator",
        "variant, kind id state variant weight k fused.scaled-sum.margins[0].margin",
        "aggregator, kind id state members[0].id members[0].variant members[0].state drift.answers drift.distance"
                + " drift.chance",
        "truth, id label"
    })
    void decode_withoutARequiredField_isRefused(String format, String paths) {
        for (String path : paths.split(" ")) {
            byte[] without = mutation(format, path, Change.DROPPED, "").payload();

            assertEquals(Optional.empty(), FORMATS.get(format).read(without), path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "result, version margin confidence latencyMs labels[0].score labels[0].class, -1",
        "result, margin confidence latencyMs labels[0].score labels[0].class, 1.0E30",
        "result, labels[0].class, 65536",
        "result, labels contributors missing, long",
        "result, refusals, long",
        "result, id family outcome closedBy aggregator contributors[0] missing[0] refusals.p40, '\"\"'",
        "result, labels[0].label, '\"\"'",
        "noAnswer, reason, '\"\"'",
        "variant, weight k fittedWeight temperature counters.answered fused.scaled-sum.temperature"
                + " fused.scaled-sum.answers[0], -1",
        "variant, weight k fittedWeight temperature counters.answered fused.scaled-sum.temperature"
                + " fused.scaled-sum.answers[0], 1.0E30",
        "variant, labels counters fused fused.scaled-sum.margins fused.scaled-sum.answers, long",
        "variant, kind id state variant family fingerprint labels[0], '\"\"'",
        "aggregator, members[0].answerMs drift.answers drift.distance drift.chance, -1",
        "aggregator, members[0].answerMs drift.answers drift.distance drift.chance, 1.0E30",
        "aggregator, members counters drift.more drift.fewer, long",
        "aggregator, members[0].id members[0].variant members[0].state drift.more[0] drift.fewer[0], '\"\"'",
        "truth, id label, '\"\"'"
    })
    void decode_fieldOutOfRange_isRefused(String format, String paths, String value) {
        for (String path : paths.split(" ")) {
            byte[] wrong = value.equals("long")
                    ? longest(format, path).payload()
                    : mutation(format, path, Change.EXTREME, value).payload();

            assertEquals(Optional.empty(), FORMATS.get(format).read(wrong), path);
        }
    }

    private static Mutation longest(String format, String path) {
        return Mutations.of(FORMATS.get(format).example()).stream()
                .filter(one -> one.path().equals(path) && one.change() == Change.EXTREME)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no mutation of " + path));
    }

    private static Mutation mutation(String format, String path, Change change, String value) {
        List<Mutation> all = Mutations.of(FORMATS.get(format).example());
        return all.stream()
                .filter(one -> one.path().equals(path)
                        && one.change() == change
                        && one.value().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mutation " + path + " " + change + " " + value));
    }

    @Test
    void decode_frameWithAnyByteChanged_isReadWholeOrRefused() {
        Format<TopKResult> format = new Format<>(ExampleMessages.frame(), TopKFrame::decode, TopKFrame::encode);

        Mutations.ofBytes(format.example()).forEach(bytes -> assertReadWholeOrRefused(format, bytes));
    }

    @Test
    void decode_textForPeople_isCutAndHasNoControlCharacters() throws MalformedPayloadException {
        byte[] payload = new String(ExampleMessages.variant(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("answers slowly", "a\\u001b[2Jb" + "x".repeat(10_000))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        String problem = StatusJson.decode(payload).problem();

        assertEquals("a [2Jbx", problem.substring(0, 7));
        assertEquals(4096, problem.length());
        assertEquals("...", problem.substring(4093));
    }

    @Test
    void fusedResult_withLabelsButNoAnswer_isRefused() {
        FusedResult answer = ExampleMessages.RESULT;

        assertThrows(
                IllegalArgumentException.class,
                () -> new FusedResult(
                        answer.id(),
                        answer.family(),
                        null,
                        FusedResult.Outcome.NO_QUORUM,
                        "too few",
                        answer.labels(),
                        false,
                        List.of(),
                        List.of(),
                        Map.of(),
                        answer.closedBy(),
                        0,
                        answer.latency(),
                        answer.aggregator()));
    }

    @Test
    void mutations_ofAMessage_reachEveryField() {
        long paths = Stream.of(FORMATS.get("variant").example())
                .flatMap(example -> Mutations.of(example).stream())
                .map(Mutation::path)
                .distinct()
                .count();

        assertEquals(
                27,
                paths,
                () -> Arrays.toString(Mutations.of(ExampleMessages.variant()).stream()
                        .map(Mutation::path)
                        .distinct()
                        .toArray()));
    }
}
