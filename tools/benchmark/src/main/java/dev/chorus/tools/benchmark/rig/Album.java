package dev.chorus.tools.benchmark.rig;

import dev.chorus.core.family.Family;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures that are asked about, in turn. Immutable but for the bytes, which nobody writes to.
 *
 * @param pictures files as they are
 * @param labels what each shows
 */
public record Album(List<byte[]> pictures, List<String> labels) {

    private static final long FIRST_SEED = 1L << 37;
    private static final int PARTS = 64;

    /** @throws IllegalArgumentException if there is no picture, or not a label for each */
    public Album {
        if (pictures.isEmpty() || pictures.size() != labels.size()) {
            throw new IllegalArgumentException(
                    pictures.size() + " pictures with " + labels.size() + " labels, allowed are as many, at least one");
        }
        pictures = List.copyOf(pictures);
        labels = List.copyOf(labels);
    }

    /** Drawings of machine parts. */
    public static Album ofParts() {
        PartsArtist artist = new PartsArtist();
        List<byte[]> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int picture = 0; picture < PARTS; picture++) {
            PartClass what = PartClass.values()[picture % PartClass.values().length];
            pictures.add(Jpeg.encode(artist.draw(what, FIRST_SEED + picture)));
            labels.add(what.label());
        }
        return new Album(pictures, labels);
    }

    /**
     * Some pictures of a folder or zip file.
     *
     * @param files which
     * @throws IllegalArgumentException if there are none, or the family does not know their classes
     */
    public static Album of(PictureData data, List<PictureFile> files, Family family) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (PictureFile file : files) {
            String label = data.labels().get(file.label());
            if (!family.labelSet().labels().contains(label)) {
                throw new IllegalArgumentException("class '" + label + "' is unknown to family " + family.name());
            }
            pictures.add(data.content(file));
            labels.add(label);
        }
        return new Album(pictures, labels);
    }

    /** How many there are. */
    public int size() {
        return pictures.size();
    }
}
