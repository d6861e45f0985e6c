package dev.chorus.tools.pictures;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several folders or archives as if they were one, such as old pictures and those that were labelled since. Classes of one name are one
 * class. Files of all but the first are called {@code <class>/~2~<picture>} and so on, so that none hides another; where the first has
 * {@code train/}, what the others have below no part is there to learn from too. Immutable.
 */
final class Several implements Container {

    private final List<Container> containers;
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private record Origin(Container container, String name) {}

    Several(List<Container> containers) throws IOException {
        this.containers = List.copyOf(containers);
        add(containers.get(0), "", "");
        boolean inParts = origins.keySet().stream().anyMatch(name -> name.startsWith("train/"));
        for (int at = 1; at < containers.size(); at++) {
            add(containers.get(at), inParts ? "train/" : "", "~" + (at + 1) + "~");
        }
        Container.checkCount(origins.size());
    }

    /**
     * @param part before the names of what is in no part
     * @param mark before the names of files
     */
    private void add(Container container, String part, String mark) throws IOException {
        List<String> names = container.names().stream().filter(Tree::isVisible).toList();
        int enclosing = Tree.enclosing(names);
        for (String name : names) {
            String inside = enclosing == 0 ? name : name.substring(name.indexOf('/') + 1);
            if (inside.isEmpty() || !mark.isEmpty() && inside.endsWith("/")) {
                continue;
            }
            boolean whole = Part.of(inside.split("/")[0]) == Part.WHOLE && !Tree.isUnlabelled(inside);
            int file = inside.lastIndexOf('/') + 1;
            origins.put(
                    (whole ? part : "") + inside.substring(0, file) + mark + inside.substring(file),
                    new Origin(container, name));
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(origins.keySet());
    }

    @Override
    public byte[] read(String name) throws IOException {
        Origin origin = origins.get(name);
        return origin.container().read(origin.name());
    }

    @Override
    public void close() throws IOException {
        for (Container container : containers) {
            container.close();
        }
    }
}
