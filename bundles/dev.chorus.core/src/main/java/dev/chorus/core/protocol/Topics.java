package dev.chorus.core.protocol;

import dev.chorus.core.family.Names;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics of one family below one root ({@code docs/protocol.md}, "Topics").
 *
 * @param root levels of {@code A-Z a-z 0-9 _ . -} separated by slashes, at most 256 characters
 * @param family as {@link Names} requires
 */
public record Topics(String root, String family) {

    /** The default root. */
    public static final String DEFAULT_ROOT = "chorus";

    private static final Pattern ROOT = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final Pattern RESERVED =
            Pattern.compile("[^/]*/(request|result|doubtful|truth|(topk|topk-json|status)(/.*)?)", Pattern.DOTALL);
    private static final int MAX_ROOT_LENGTH = 256;

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public Topics {
        if (root == null
                || root.length() > MAX_ROOT_LENGTH
                || !ROOT.matcher(root).matches()) {
            throw new IllegalArgumentException("topic root must be levels of A-Z a-z 0-9 _ . - separated by /, at most "
                    + MAX_ROOT_LENGTH + " characters, was '" + root + "'");
        }
        Names.check("family", family);
    }

    /** Returns the topics of a component whose family is unknown; usable for its status only. */
    public static Topics ofUnknownFamily(String root) {
        return new Topics(root, Names.UNKNOWN);
    }

    /** Whether the family is unknown. */
    public boolean isFamilyUnknown() {
        return family.equals(Names.UNKNOWN);
    }

    /** Topic for pictures. */
    public String request() {
        return base() + "request";
    }

    /** Topic for the frames of one variant. */
    public String topK(String variant) {
        return base() + "topk/" + Names.check("variant", variant);
    }

    /** Topic filter for the frames of all variants. */
    public String topKFilter() {
        return base() + "topk/+";
    }

    /** Returns the variant whose frames are published on a topic; empty if it is not such a topic of this family. */
    public Optional<String> variantOf(String topic) {
        return lastLevel(topic, base() + "topk/");
    }

    /** Topic for the results of one variant as JSON, for debugging. */
    public String topKJson(String variant) {
        return base() + "topk-json/" + Names.check("variant", variant);
    }

    /** Topic for fused results. */
    public String result() {
        return base() + "result";
    }

    /** Topic for pictures that should be labeled manually. */
    public String doubtful() {
        return base() + "doubtful";
    }

    /** Topic for the right labels of pictures. */
    public String truth() {
        return base() + "truth";
    }

    /** Topic for the retained status of one instance. */
    public String status(Status.Kind kind, String id) {
        return base() + "status/" + kind.wireName() + "/" + Names.check("id", id);
    }

    /** Topic filter for the status of all instances of a kind. */
    public String statusFilter(Status.Kind kind) {
        return base() + "status/" + kind.wireName() + "/+";
    }

    /**
     * Returns the instance of a kind whose status is published on a topic; empty if it is not such a topic of this
     * family.
     */
    public Optional<String> instanceOf(Status.Kind kind, String topic) {
        return lastLevel(topic, base() + "status/" + kind.wireName() + "/");
    }

    /**
     * Returns whether the protocol itself uses a topic, in this family or another one below the same root. No such
     * topic may be a Response Topic: the answer would be taken for a request, a result or a status.
     */
    public boolean isReserved(String topic) {
        return topic.startsWith(root + "/")
                && RESERVED.matcher(topic.substring(root.length() + 1)).matches();
    }

    private String base() {
        return root + "/" + family + "/";
    }

    private static Optional<String> lastLevel(String topic, String prefix) {
        return topic.startsWith(prefix)
                ? Optional.of(topic.substring(prefix.length())).filter(Names::isName)
                : Optional.empty();
    }
}
