package dev.chorus.core.protocol;

import dev.chorus.core.family.Names;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics of one family below one root ({@code docs/protocol.md}, "Topics").
 *
 * @param root levels of {@code A-Z a-z 0-9 _ . -} parted by slashes, at most 256 characters
 * @param family as {@link Names} allows
 */
public record Topics(String root, String family) {

    /** The root unless configured otherwise. */
    public static final String DEFAULT_ROOT = "chorus";

    private static final Pattern ROOT = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final Pattern RESERVED =
            Pattern.compile("[^/]*/(request|result|doubtful|truth|(topk|topk-json|status)(/.*)?)", Pattern.DOTALL);
    private static final int MAX_ROOT_LENGTH = 256;

    /** @throws IllegalArgumentException naming field, value and what is allowed */
    public Topics {
        if (root == null
                || root.length() > MAX_ROOT_LENGTH
                || !ROOT.matcher(root).matches()) {
            throw new IllegalArgumentException("topic root is '" + root + "', allowed are levels of A-Z a-z 0-9 _ . -"
                    + " parted by /, at most " + MAX_ROOT_LENGTH + " characters");
        }
        Names.check("family", family);
    }

    /** The topics of a component whose family is not known; of use for its status alone. */
    public static Topics ofUnknownFamily(String root) {
        return new Topics(root, Names.UNKNOWN);
    }

    /** Whether the family is not known. */
    public boolean isFamilyUnknown() {
        return family.equals(Names.UNKNOWN);
    }

    /** Where pictures are published. */
    public String request() {
        return base() + "request";
    }

    /** Where one variant publishes its frames. */
    public String topK(String variant) {
        return base() + "topk/" + Names.check("variant", variant);
    }

    /** The filter for the frames of all variants. */
    public String topKFilter() {
        return base() + "topk/+";
    }

    /** The variant whose frames arrive on that topic, if it is such a topic of this family. */
    public Optional<String> variantOf(String topic) {
        return lastLevel(topic, base() + "topk/");
    }

    /** Where one variant publishes its results as JSON for debugging. */
    public String topKJson(String variant) {
        return base() + "topk-json/" + Names.check("variant", variant);
    }

    /** Where fused results are published. */
    public String result() {
        return base() + "result";
    }

    /** Where pictures go that somebody should look at. */
    public String doubtful() {
        return base() + "doubtful";
    }

    /** Where somebody who knows says what a picture shows. */
    public String truth() {
        return base() + "truth";
    }

    /** Where one instance keeps its status. */
    public String status(Status.Kind kind, String id) {
        return base() + "status/" + kind.wireName() + "/" + Names.check("id", id);
    }

    /** The filter for the status of all instances of a kind. */
    public String statusFilter(Status.Kind kind) {
        return base() + "status/" + kind.wireName() + "/+";
    }

    /** The instance of that kind whose status arrives on that topic, if it is such a topic of this family. */
    public Optional<String> instanceOf(Status.Kind kind, String topic) {
        return lastLevel(topic, base() + "status/" + kind.wireName() + "/");
    }

    /**
     * Whether the protocol itself speaks on that topic, in this family or another below the same root. Nobody may have an
     * answer sent there: it would be taken for a request, a result or a status.
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
