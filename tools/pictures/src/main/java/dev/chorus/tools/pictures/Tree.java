package dev.chorus.tools.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sorts the names found in a container: which are pictures of which class and part, which are folders of classes, which neither.
 */
final class Tree {

    /**
     * A class folder, or a picture in one.
     *
     * @param file name of the picture's file within the container, nothing for the folder itself
     */
    record Leaf(Part part, String className, Optional<String> file) {}

    /** Beside class folders: pictures that somebody has yet to label, as {@code chorus-web} keeps them. */
    private static final String UNLABELLED = "unlabelled/";

    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private int unlabelled;

    Tree(List<String> names) {
        List<String> visible = names.stream().filter(Tree::isVisible).sorted().toList();
        int enclosing = enclosing(visible);
        visible.forEach(name -> add(name, enclosing));
        if (unlabelled > 0) {
            skipped.add(new Skipped(UNLABELLED, unlabelled + " pictures are not labelled yet"));
        }
    }

    /** Whether that is, or is in, a folder of pictures that are not labelled yet. */
    static boolean isUnlabelled(String name) {
        return name.startsWith(UNLABELLED);
    }

    /** All but files that systems and archivers leave behind, such as {@code .DS_Store}, and what is said of a kept picture. */
    static boolean isVisible(String name) {
        return !name.endsWith(".json")
                && Stream.of(name.split("/"))
                        .noneMatch(step -> step.equals("__MACOSX")
                                || step.equalsIgnoreCase("Thumbs.db")
                                || step.startsWith(".") && !step.equals(".") && !step.equals(".."));
    }

    /** 1 if all lies within one folder that is neither a class nor a part, else 0. */
    static int enclosing(List<String> names) {
        List<String> first = names.stream()
                .map(name -> name.split("/")[0])
                .distinct()
                .limit(2)
                .toList();
        boolean deep = names.stream().anyMatch(name -> !name.endsWith("/") && name.split("/").length > 2);
        boolean flat = names.stream().anyMatch(name -> !name.endsWith("/") && name.split("/").length <= 2);
        return first.size() == 1
                        && deep
                        && !flat
                        && Part.of(first.get(0)) == Part.WHOLE
                        && !isUnlabelled(first.get(0) + "/")
                ? 1
                : 0;
    }

    private void add(String name, int enclosing) {
        String[] all = name.split("/");
        List<String> steps = Arrays.asList(all).subList(Math.min(enclosing, all.length), all.length);
        if (name.startsWith("/") || name.contains("\\") || steps.contains("..") || steps.contains(".")) {
            skipped.add(new Skipped(name, "the name leads elsewhere"));
            return;
        }
        boolean folder = name.endsWith("/");
        if (isUnlabelled(String.join("/", steps) + "/")) {
            unlabelled += folder ? 0 : 1;
            return;
        }
        Part part = steps.isEmpty() ? Part.WHOLE : Part.of(steps.get(0));
        List<String> inPart = part == Part.WHOLE ? steps : steps.subList(1, steps.size());
        if (folder && inPart.size() == 1) {
            leaves.add(new Leaf(part, inPart.get(0), Optional.empty()));
        } else if (!folder && inPart.size() == 2) {
            leaves.add(new Leaf(part, inPart.get(0), Optional.of(name)));
        } else if (!folder) {
            skipped.add(new Skipped(name, "is not <class>/<picture>, with or without train/, val/ or test/ before it"));
        }
    }

    /** How many pictures wait to be labelled. */
    int unlabelled() {
        return unlabelled;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    List<Skipped> skipped() {
        return skipped;
    }
}
