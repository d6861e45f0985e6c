package dev.chorus.core.protocol;

import com.google.gson.JsonObject;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a picture shows, said by somebody who knows ({@code docs/protocol.md}, "The truth").
 *
 * @param id of the request, in the form of a chosen id whatever its kind: a truth names no kind
 * @param label the right one, as {@link LabelSet#checkLabel} has it
 */
public record GroundTruth(RequestId id, String label) {

    /** @throws IllegalArgumentException if no class can have that label */
    public GroundTruth {
        Objects.requireNonNull(id, "id");
        LabelSet.checkLabel("label", label);
    }

    /** As JSON in UTF-8. */
    public byte[] encode() {
        JsonObject json = new JsonObject();
        json.addProperty("id", id.toString());
        json.addProperty("label", label);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws MalformedPayloadException naming the field, its value and what is allowed */
    public static GroundTruth decode(byte[] payload) throws MalformedPayloadException {
        try {
            JsonFields fields = JsonFields.parse(payload, WireLimits.TRUTH);
            return new GroundTruth(RequestId.parse(fields.string("id"), false), fields.string("label"));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException(e.getMessage());
        }
    }
}
