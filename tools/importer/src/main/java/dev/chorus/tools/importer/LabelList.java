package dev.chorus.tools.importer;

import java.util.List;

/**
 * Class names in the order of a classifier's outputs, as a file or a model has them.
 *
 * @param names not checked
 * @param notes what was made of the text that one should know, one line each
 */
record LabelList(List<String> names, List<String> notes) {

    LabelList {
        names = List.copyOf(names);
        notes = List.copyOf(notes);
    }
}
