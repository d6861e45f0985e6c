package dev.chorus.core.protocol;

import com.google.gson.JsonObject;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The right label of a request's picture, as a person or an inspection system knows it ({@code docs/protocol.md}, "The
 * truth").
 *
 * @param id of the request, in the form of a chosen id whatever its kind: the message does not name the kind
 * @param label the right one, as {@link LabelSet#checkLabel} requires
 */
public record GroundTruth(RequestId id, String label) {

    /** @throws IllegalArgumentException if the label is invalid */
    public GroundTruth {
        Objects.requireNonNull(id, "id");
        LabelSet.checkLabel("label", label);
    }

    /** Encodes the message as JSON in UTF-8. */
    public byte[] encode() {
        JsonObject json = new JsonObject();
        json.addProperty("id", id.toString());
        json.addProperty("label", label);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws MalformedPayloadException naming the field, the required value and the given value */
    public static GroundTruth decode(byte[] payload) throws MalformedPayloadException {
        try {
            JsonFields fields = JsonFields.parse(payload, WireLimits.TRUTH);
            return new GroundTruth(RequestId.parse(fields.string("id"), false), fields.string("label"));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException(e.getMessage());
        }
    }
}
