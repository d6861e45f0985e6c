package dev.chorus.itests.demo;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A payload of Kura's cloud connection, by the field numbers of its kurapayload.proto.
 *
 * @param metrics by name
 * @param body null where there is none
 */
record KuraCloudPayload(Map<String, Metric> metrics, String body) {

    private static final int METRIC = 5000;
    private static final int BODY = 5001;
    private static final List<String> TYPES = List.of("DOUBLE", "FLOAT", "INT64", "INT32", "BOOL", "STRING", "BYTES");

    /**
     * One metric.
     *
     * @param type INT64, INT32, BOOL or STRING
     * @param value as text
     */
    record Metric(String type, String value) {}

    static KuraCloudPayload decode(byte[] payload) throws InvalidProtocolBufferException {
        UnknownFieldSet message = UnknownFieldSet.parseFrom(payload);
        Map<String, Metric> metrics = new TreeMap<>();
        for (ByteString bytes : message.getField(METRIC).getLengthDelimitedList()) {
            UnknownFieldSet metric = UnknownFieldSet.parseFrom(bytes);
            String type =
                    TYPES.get(Math.toIntExact(metric.getField(2).getVarintList().get(0)));
            Field value = metric.getField(3 + TYPES.indexOf(type));
            String name = metric.getField(1).getLengthDelimitedList().get(0).toStringUtf8();
            metrics.put(name, new Metric(type, text(type, value)));
        }
        List<ByteString> body = message.getField(BODY).getLengthDelimitedList();
        return new KuraCloudPayload(metrics, body.isEmpty() ? null : body.get(0).toStringUtf8());
    }

    private static String text(String type, Field value) {
        return switch (type) {
            case "STRING" -> value.getLengthDelimitedList().get(0).toStringUtf8();
            case "BOOL" -> String.valueOf(value.getVarintList().get(0) != 0);
            case "INT32", "INT64" -> String.valueOf(value.getVarintList().get(0));
            default -> throw new IllegalArgumentException(type);
        };
    }

    byte[] encode() {
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        metrics.forEach((name, metric) -> message.mergeField(METRIC, bytes(encoded(name, metric))));
        if (body != null) {
            message.mergeField(BODY, bytes(ByteString.copyFromUtf8(body)));
        }
        return message.build().toByteArray();
    }

    private static ByteString encoded(String name, Metric metric) {
        int type = TYPES.indexOf(metric.type());
        Field value =
                switch (metric.type()) {
                    case "STRING" -> bytes(ByteString.copyFromUtf8(metric.value()));
                    case "BOOL" -> number(Boolean.parseBoolean(metric.value()) ? 1 : 0);
                    default -> number(Long.parseLong(metric.value()));
                };
        return UnknownFieldSet.newBuilder()
                .addField(1, bytes(ByteString.copyFromUtf8(name)))
                .addField(2, number(type))
                .addField(3 + type, value)
                .build()
                .toByteString();
    }

    private static Field bytes(ByteString value) {
        return Field.newBuilder().addLengthDelimited(value).build();
    }

    private static Field number(long value) {
        return Field.newBuilder().addVarint(value).build();
    }
}
