package dev.chorus.tools.trainer.data;

import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.function.IntConsumer;

/** Labelled pictures, each in every resolution that a family needs. Immutable once drawn. */
public final class PictureSet {

    private static final int CHANNELS = 3;

    private final int[] labels;
    private final List<Integer> resolutions;
    private final byte[][][] pixels;

    private PictureSet(int[] labels, List<Integer> resolutions, byte[][][] pixels) {
        this.labels = labels;
        this.resolutions = resolutions;
        this.pixels = pixels;
    }

    /**
     * Draws parts, the classes in turn.
     *
     * @param count how many
     * @param firstSeed of the drawings
     * @param resolutions sides in pixels; one may stand several times
     * @param drawn told how many are done
     */
    public static PictureSet draw(int count, long firstSeed, List<Integer> resolutions, IntConsumer drawn) {
        PartsArtist artist = new PartsArtist();
        PartClass[] classes = PartClass.values();
        List<Resizer> resizers = resolutions.stream()
                .map(side -> new Resizer(PartsArtist.SIZE, PartsArtist.SIZE, side))
                .toList();
        int[] labels = new int[count];
        byte[][][] pixels = new byte[resolutions.size()][count][];
        for (int number = 0; number < count; number++) {
            PartClass part = classes[number % classes.length];
            labels[number] = part.ordinal();
            byte[] rgb = bytes(artist.draw(part, firstSeed + number / classes.length));
            for (int variant = 0; variant < resizers.size(); variant++) {
                pixels[variant][number] = resizers.get(variant).resize(rgb);
            }
            drawn.accept(number + 1);
        }
        return new PictureSet(labels, List.copyOf(resolutions), pixels);
    }

    /** Interleaved bytes of a picture of type {@link BufferedImage#TYPE_INT_RGB}. */
    private static byte[] bytes(BufferedImage picture) {
        int[] rgb = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        byte[] bytes = new byte[rgb.length * CHANNELS];
        for (int at = 0; at < rgb.length; at++) {
            bytes[CHANNELS * at] = (byte) (rgb[at] >> 16);
            bytes[CHANNELS * at + 1] = (byte) (rgb[at] >> 8);
            bytes[CHANNELS * at + 2] = (byte) rgb[at];
        }
        return bytes;
    }

    /** How many pictures there are. */
    public int size() {
        return labels.length;
    }

    /** The class index of a picture. */
    public int label(int number) {
        return labels[number];
    }

    /** The side of the pictures of one variant, in pixels. */
    public int resolution(int variant) {
        return resolutions.get(variant);
    }

    /**
     * Copies a picture, seen one of eight ways.
     *
     * @param view bit 0 mirrors it sideways, bit 1 upside down, bit 2 along the diagonal; 0 is as drawn
     * @param target gets shape {@code [r, r, 3]}
     * @param offset where in the target it begins
     */
    void copy(int variant, int number, int view, byte[] target, int offset) {
        byte[] source = pixels[variant][number];
        int side = resolution(variant);
        if (view == 0) {
            System.arraycopy(source, 0, target, offset, source.length);
            return;
        }
        int at = offset;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int fromX = (view & 1) == 0 ? x : side - 1 - x;
                int fromY = (view & 2) == 0 ? y : side - 1 - y;
                int from = CHANNELS * ((view & 4) == 0 ? fromY * side + fromX : fromX * side + fromY);
                target[at++] = source[from];
                target[at++] = source[from + 1];
                target[at++] = source[from + 2];
            }
        }
    }
}
