package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.StatusJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Large messages made from small inputs: the first bytes choose the message, the collection that is large, how many elements it has and
 * what they are like, such as keys of equal hashes; the rest is text in them. Inputs of a fuzzer are short, and what a peer sends need not
 * be. Messages at the bounds of the protocol take a tenth of a second, so only those with the word {@value #LARGE} are as large.
 */
public final class SizeTarget {

    private static final int HEAD = 4;
    private static final String LARGE = "large";
    private static final int MAX_COUNT = 1 << 11;
    private static final int MAX_CHARACTERS = 100_000;
    private static final int MAX_COUNT_OF_LARGE = 1 << 17;
    private static final int MAX_CHARACTERS_OF_LARGE = 1_200_000;

    private SizeTarget() {}

    private enum Style {
        NUMBERED,
        EQUAL_HASHES,
        LONG,
        ALIKE
    }

    private enum Shape {
        STRINGS,
        NUMBERS,
        FIELDS,
        MEMBERS,
        LABELS,
        FITS,
        NESTED
    }

    private static final List<String> FIELDS = List.of(
            "counters",
            "labels",
            "members",
            "fused",
            "drift",
            "refusals",
            "contributors",
            "missing",
            "problem",
            "unknown",
            "id",
            "label");

    private static final List<String> BEGINNINGS = List.of(
            "{\"kind\":\"variant\",\"id\":\"a\",\"state\":\"online\",\"variant\":\"v\",\"weight\":1,\"k\":1,",
            "{\"kind\":\"aggregator\",\"id\":\"a\",\"state\":\"online\",",
            "{\"id\":\"01\",\"family\":\"parts\",\"outcome\":\"no-variant\",\"reason\":\"r\",\"closedBy\":\"all\",\"aggregator\":\"a\",",
            "{\"id\":\"01\",");

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length < HEAD) {
            return;
        }
        byte[] message = message(input).getBytes(StandardCharsets.UTF_8);
        TimePerByte.check(message.length, () -> decode(input[0] & 3, message));
    }

    private static void decode(int kind, byte[] message) {
        try {
            switch (kind) {
                case 0, 1 -> StatusJson.decode(message);
                case 2 -> FusedResultJson.decode(message);
                default -> GroundTruth.decode(message);
            }
        } catch (MalformedPayloadException e) {
            // Refused, as it may be.
        }
    }

    private static String message(byte[] input) {
        String field = FIELDS.get((input[1] & 0xFF) % FIELDS.size());
        Shape shape = Shape.values()[(input[1] & 0xFF) / FIELDS.size() % Shape.values().length];
        Style style = Style.values()[input[2] & 3];
        // Fine steps for a few, coarse ones for many.
        String text = new String(input, HEAD, input.length - HEAD, StandardCharsets.ISO_8859_1)
                .replaceAll("[\\x00-\\x1f\"\\\\]", "_");
        boolean large = text.startsWith(LARGE);
        int most = large ? MAX_COUNT_OF_LARGE : MAX_COUNT;
        int count = Math.min(most, 1 << (input[3] & 0x1F) % 18) - (input[2] >> 2 & 3);
        int characters = large ? MAX_CHARACTERS_OF_LARGE : MAX_CHARACTERS;
        return BEGINNINGS.get(input[0] & 3) + "\"" + field + "\":" + value(shape, style, count, characters, text) + "}";
    }

    private static String value(Shape shape, Style style, int count, int maxCharacters, String text) {
        if (shape == Shape.NESTED) {
            return "[".repeat(Math.max(0, count)) + "]".repeat(Math.max(0, count));
        }
        List<String> elements = new ArrayList<>();
        int characters = 0;
        for (int number = 0; number < count && characters < maxCharacters; number++) {
            String element = element(shape, '"' + key(style, number, text) + '"', number);
            elements.add(element);
            characters += element.length();
        }
        boolean object = shape == Shape.FIELDS || shape == Shape.FITS;
        return (object ? "{" : "[") + String.join(",", elements) + (object ? "}" : "]");
    }

    private static String element(Shape shape, String key, int number) {
        return switch (shape) {
            case NUMBERS -> String.valueOf(number);
            case FIELDS -> key + ":" + number;
            case MEMBERS -> "{\"id\":" + key + ",\"variant\":" + key + ",\"state\":\"online\"}";
            case LABELS -> "{\"label\":" + key + ",\"class\":" + (number & 0xFFFF) + ",\"score\":0.5}";
            case FITS -> key + ":{\"margins\":[],\"answers\":[1,2,3]}";
            default -> key;
        };
    }

    private static String key(Style style, int number, String text) {
        return switch (style) {
            case NUMBERED -> text + number;
            case EQUAL_HASHES -> IntStream.range(0, 17)
                    .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                    .reduce("", String::concat);
            case LONG -> text + "x".repeat(1 << Math.min(12, number)) + number;
            case ALIKE -> text;
        };
    }
}
