package dev.chorus.tools.pictures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Pictures parted into some to learn from and some held out, in every class the same share: the same for the same pictures,
 * number and seed, on every machine.
 *
 * @param kept to learn from, sorted by name
 * @param heldOut to validate with, sorted by name
 */
public record HoldOut(List<PictureFile> kept, List<PictureFile> heldOut) {

    public HoldOut {
        kept = List.copyOf(kept);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * Holds pictures out.
     *
     * @param files all
     * @param count how many to hold out in all, about: each class gives its share, rounded, and keeps at least one
     * @throws IllegalArgumentException if that would leave nothing to learn from
     */
    public static HoldOut of(List<PictureFile> files, int count, long seed) {
        if (count < 0 || count >= files.size()) {
            throw new IllegalArgumentException(
                    "held out are " + count + " pictures, allowed are 0.." + (files.size() - 1));
        }
        List<PictureFile> kept = new ArrayList<>();
        List<PictureFile> heldOut = new ArrayList<>();
        Random random = new Random(seed);
        int classes = files.stream().mapToInt(PictureFile::label).max().orElse(-1) + 1;
        List<List<PictureFile>> byClass = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            byClass.add(new ArrayList<>());
        }
        files.stream().sorted(Comparator.comparing(PictureFile::name)).forEach(file -> byClass.get(file.label())
                .add(file));
        for (List<PictureFile> ofClass : byClass) {
            Collections.shuffle(ofClass, random);
            int share = (int) Math.round((double) count * ofClass.size() / files.size());
            int out = Math.min(share, ofClass.size() - 1);
            heldOut.addAll(ofClass.subList(0, Math.max(0, out)));
            kept.addAll(ofClass.subList(Math.max(0, out), ofClass.size()));
        }
        kept.sort(Comparator.comparing(PictureFile::name));
        heldOut.sort(Comparator.comparing(PictureFile::name));
        return new HoldOut(kept, heldOut);
    }
}
