package dev.chorus.tools.importer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.ByteString;
import dev.chorus.core.family.LabelSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Class names that an ONNX file has in itself: in its metadata, as Ultralytics writes them, or in nodes that name classes, as
 * those of scikit-learn do.
 *
 * @param where for users
 * @param names in the order of the classes; not checked
 */
record ModelLabels(String where, List<String> names) {

    private static final Set<String> KEYS =
            Set.of("names", "labels", "classes", "classnames", "classlabels", "labelnames", "id2label");

    private static final String ATTRIBUTE = "classlabels_strings";

    /** What the metadata names, else what the last node names that does; empty if nothing does, or not in a form that is known. */
    static Optional<ModelLabels> of(ModelProto model) {
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            String key = entry.getKey().toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
            if (KEYS.contains(key)) {
                List<String> names = names(entry.getValue());
                if (names.size() >= 2) {
                    return Optional.of(new ModelLabels("metadata '" + entry.getKey() + "'", names));
                }
            }
        }
        Optional<ModelLabels> last = Optional.empty();
        for (NodeProto node : model.getGraph().getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.getName().equals(ATTRIBUTE) && attribute.getStringsCount() >= 2) {
                    last = Optional.of(new ModelLabels(
                            "node " + node.getOpType(),
                            attribute.getStringsList().stream()
                                    .map(ByteString::toStringUtf8)
                                    .toList()));
                }
            }
        }
        return last;
    }

    private static List<String> names(String text) {
        try {
            List<String> names = LabelText.parse(text, OptionalInt.empty()).names();
            return names.size() == 1
                    ? Arrays.stream(text.split(",")).map(String::strip).toList()
                    : names;
        } catch (IllegalArgumentException e) {
            // Metadata is free text: what is not understood names no classes.
            return List.of();
        }
    }

    /**
     * What others contradict these in.
     *
     * @param labels those that count
     * @param source where they are from
     * @return a line for users; empty if they are the same
     */
    Optional<String> contradiction(LabelSet labels, String source) {
        List<String> others = labels.labels();
        if (others.size() != names.size()) {
            return Optional.of(source + " has " + others.size() + " labels, the model's " + where + " has "
                    + names.size() + "; those of " + source + " count");
        }
        int first = -1;
        int differing = 0;
        for (int at = 0; at < others.size(); at++) {
            if (!others.get(at).equals(names.get(at))) {
                first = differing++ == 0 ? at : first;
            }
        }
        if (differing == 0) {
            return Optional.empty();
        }
        boolean reordered = new HashSet<>(others).equals(new HashSet<>(names));
        return Optional.of("class " + first + " is '" + others.get(first) + "' in " + source + " and '"
                + names.get(first)
                + "' in the model's " + where + (differing > 1 ? ", and " + (differing - 1) + " more differ" : "")
                + (reordered ? ": the same names in another order, so answers will have wrong names" : "") + "; "
                + source
                + " counts");
    }
}
